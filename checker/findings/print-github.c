// SPDX-License-Identifier: GPL-2.0-only
/* Findings as the annotations that GitHub reads from a job's log. */
#include <string.h>

#include "findings/ids.h"
#include "findings/output.h"

static void print_escaped(FILE *out, const char *s, const char *special)
{
	for (; *s; s++) {
		if (strchr(special, *s) || (unsigned char)*s < 0x20 ||
		    *s == 0x7f)
			fprintf(out, "%%%02X", (unsigned char)*s);
		else
			putc(*s, out);
	}
}

static void print_property(FILE *out, const char *s)
{
	print_escaped(out, s, "%\r\n:,");
}

static void print_data(FILE *out, const char *s)
{
	print_escaped(out, s, "%\r\n");
}

static void print_annotation(FILE *out, const struct finding *f)
{
	int index = check_id_find(f->id, strlen(f->id));

	fputs("::warning file=", out);
	print_property(out, f->file);
	fprintf(out, ",line=%u", f->line);
	if (f->column)
		fprintf(out, ",col=%u", f->column);
	fputs(",title=", out);
	print_property(out, f->id);
	if (index >= 0) {
		putc(' ', out);
		print_property(out, check_ids[index].text);
	}
	fputs("::", out);
	print_data(out, f->message);
	for (size_t i = 0; i < f->chain_count; i++) {
		fputs("%0A", out);
		print_data(out, f->chain[i].file);
		fprintf(out, ":%u: ", f->chain[i].line);
		print_data(out, f->chain[i].what);
	}
	if (f->advice) {
		fputs("%0A", out);
		print_data(out, f->advice);
	}
	putc('\n', out);
}

void print_github(const struct outcome *o, FILE *out)
{
	for (size_t i = 0; i < o->findings.count; i++)
		if (!o->findings.list[i].suppressed)
			print_annotation(out, &o->findings.list[i]);
	for (size_t i = 0; i < o->unseen_count; i++) {
		fputs("::notice file=", out);
		print_property(out, o->unseen[i].unit);
		fputs(",title=not analysed::", out);
		print_data(out, o->unseen[i].why ? o->unseen[i].why : "");
		putc('\n', out);
	}
	for (size_t i = 0; i < o->uncovered_count; i++) {
		fputs("::notice file=", out);
		print_property(out, o->uncovered[i].file);
		fprintf(out, ",line=%u,endLine=%u,title=not analysed::no unit has these lines\n",
			o->uncovered[i].first, o->uncovered[i].last);
	}
}
