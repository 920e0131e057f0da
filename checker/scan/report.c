// SPDX-License-Identifier: GPL-2.0-only
/* Sites as text and JSON. */
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "scan/report.h"

static void text_site(const char *path, const struct site *s, FILE *out)
{
	fprintf(out, "%s:%u:%u: %s %s %s", path, s->line, s->column,
		class_name(s->class), s->name, kind_name(s->kind));
	if (s->function)
		fprintf(out, " [%s]", s->function);
	putc('\n', out);
}

static void json_site(const char *path, const struct site *s, FILE *out)
{
	fputs("{\"file\":", out);
	json_quote(out, path);
	fprintf(out, ",\"line\":%u,\"column\":%u,\"class\":\"%s\",\"name\":",
		s->line, s->column, class_name(s->class));
	json_quote(out, s->name);
	fprintf(out, ",\"kind\":\"%s\",\"in\":\"%s\",\"function\":",
		kind_name(s->kind), in_name(s->in));
	json_quote(out, s->function);
	fputs(s->is_dead ? ",\"dead\":true}\n" : "}\n", out);
}

void report_candidates(const struct walk *w, const struct sweep_file *files,
		       FILE *out)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct scan_result *r = &files[i].result;

		if (!r->candidate_count)
			continue;
		fputs("{\"candidate\":", out);
		json_quote(out, w->paths[i]);
		for (size_t j = 0; j < r->candidate_count; j++) {
			fputs(j ? "," : ",\"words\":[", out);
			json_quote(out, r->candidates[j]);
		}
		fputs("]}\n", out);
	}
}

static void each_site(const struct walk *w, const struct sweep_file *files,
		      FILE *out, void (*print)(const char *,
					       const struct site *, FILE *))
{
	for (size_t i = 0; i < w->count; i++) {
		const struct scan_result *r = &files[i].result;

		for (size_t j = 0; j < r->site_count; j++)
			print(w->paths[i], &r->sites[j], out);
	}
}

void report_text(const struct walk *w, const struct sweep_file *files,
		 FILE *out)
{
	each_site(w, files, out, text_site);
}

void report_json(const struct walk *w, const struct sweep_file *files,
		 FILE *out)
{
	each_site(w, files, out, json_site);
}

struct totals report_problems(const struct walk *w,
			      const struct sweep_file *files)
{
	struct totals t = { 0 };

	for (size_t i = 0; i < w->count; i++) {
		const struct sweep_file *f = &files[i];

		if (f->status == SWEEP_UNREADABLE) {
			fprintf(stderr, "%s: cannot be read: %s\n",
				w->paths[i], strerror(f->error));
			t.unreadable++;
			continue;
		}
		t.files += f->status == SWEEP_DONE;
		t.binary += f->status == SWEEP_BINARY;
		t.bytes += f->bytes;
		t.sites += f->result.site_count;
		t.others += f->result.other_count;
	}
	return t;
}
