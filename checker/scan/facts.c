// SPDX-License-Identifier: GPL-2.0-only
/* What a tree has, as far as the steps ask for it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "scan/facts.h"
#include "glob.h"
#include "json.h"

static const char *const kind_names[] = {
	[FACT_STRUCT] = "struct",
	[FACT_WORD] = "word",
	[FACT_ARCH_DEFINE] = "arch-define",
};

#define KINDS (sizeof(kind_names) / sizeof(*kind_names))

int facts_add(struct facts *f, enum fact_kind kind, const char *name)
{
	size_t len = strlen(name);

	if (len < WORDSET_MIN) {
		errno = EINVAL;
		return -1;
	}
	for (size_t i = 0; i < len; i++) {
		if (!is_word_char(name[i])) {
			errno = EINVAL;
			return -1;
		}
	}
	f->facts = xrealloc(f->facts, (f->count + 1) * sizeof(*f->facts));
	f->facts[f->count].kind = kind;
	f->facts[f->count++].name = xstrdup(name);
	return 0;
}

static int add_line(struct facts *f, char *line)
{
	char *name = line + strcspn(line, " \t");

	if (*name)
		*name++ = '\0';
	name += strspn(name, " \t");
	for (size_t kind = 0; kind < KINDS; kind++)
		if (!strcmp(line, kind_names[kind]))
			return facts_add(f, kind, name);
	errno = EINVAL;
	return -1;
}

int facts_read(struct facts *f, const char *path)
{
	FILE *in = strcmp(path, "-") ? fopen(path, "re") : stdin;
	char *line = NULL;
	size_t size = 0, number = 0;
	int err = 0;

	if (!in) {
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(errno));
		return -1;
	}
	while (!err && getline(&line, &size, in) >= 0) {
		char *text = line_trim(line);

		number++;
		if (!*text || !add_line(f, text))
			continue;
		fprintf(stderr, "%s:%zu: a fact is \"struct NAME\", \"word WORD\" or \"arch-define WORD\", with a word of three or more characters\n",
			path, number);
		err = -1;
	}
	if (!err && ferror(in)) {
		fprintf(stderr, "%s: cannot be read\n", path);
		err = -1;
	}
	free(line);
	if (in != stdin)
		fclose(in);
	return err;
}

int facts_enter(const struct facts *f, struct lists *l)
{
	for (size_t i = 0; i < f->count; i++)
		if (wordset_add(l->words, f->facts[i].name, WORD_FACT))
			return -1;
	return 0;
}

/* The length of ARCH in arch/ARCH/include/ANY.h, its start in *@arch. */
static int header_arch(const char *path, const char **arch)
{
	size_t len = strlen(path);

	if (len < 2 || strcmp(path + len - 2, ".h"))
		return 0;
	*arch = arch_name(path, &len);
	return *arch && !strncmp(*arch + len, "/include/", 9) ? (int)len : 0;
}

static int holds(const struct fact *f, const struct fact_hit *hit,
		 const char *path)
{
	const char *arch;

	if (strcmp(f->name, hit->name))
		return 0;
	if (f->kind == FACT_STRUCT)
		return hit->defines_struct;
	if (f->kind == FACT_ARCH_DEFINE)
		return hit->defines_macro && header_arch(path, &arch);
	return 1;
}

/*
 * The next answer to a fact at or behind a place, or NULL. One of an
 * architecture that was the last answer is no new one; a word has one answer.
 */
struct cursor {
	size_t file;
	size_t hit;
	const char *arch;
	int arch_len;
	int done;
};

static const struct fact_hit *next_answer(const struct fact *f,
					  const struct walk *w,
					  const struct sweep_file *files,
					  struct cursor *c, const char **path)
{
	for (; c->file < w->count && !c->done; c->file++, c->hit = 0) {
		const struct scan_result *r = &files[c->file].result;

		*path = w->paths[c->file];
		while (c->hit < r->fact_count) {
			const struct fact_hit *hit = &r->facts[c->hit++];
			const char *arch;
			int len;

			if (!holds(f, hit, *path))
				continue;
			c->done = f->kind == FACT_WORD;
			if (f->kind != FACT_ARCH_DEFINE)
				return hit;
			len = header_arch(*path, &arch);
			if (c->arch && len == c->arch_len &&
			    !strncmp(arch, c->arch, len))
				continue;
			c->arch = arch;
			c->arch_len = len;
			return hit;
		}
	}
	return NULL;
}

static void print_json(const struct fact *f, const struct walk *w,
		       const struct sweep_file *files, FILE *out)
{
	int is_arch = f->kind == FACT_ARCH_DEFINE;
	const struct fact_hit *hit;
	const char *path, *comma = "";
	struct cursor c = { 0 };

	fprintf(out, "{\"fact\":\"%s %s\",\"%s\":[", kind_names[f->kind],
		f->name, is_arch ? "arches" : "at");
	while ((hit = next_answer(f, w, files, &c, &path))) {
		char *at = is_arch ?
			xstrndup(c.arch, c.arch_len) :
			xasprintf("%s:%u", path, hit->line);

		fputs(comma, out);
		json_quote(out, at);
		comma = ",";
		free(at);
	}
	fputs("]}\n", out);
}

static void print_text(const struct fact *f, const struct walk *w,
		       const struct sweep_file *files, FILE *out)
{
	const struct fact_hit *hit;
	struct cursor c = { 0 };
	const char *path;

	while ((hit = next_answer(f, w, files, &c, &path))) {
		if (f->kind == FACT_ARCH_DEFINE)
			fprintf(out, "%.*s %s\n", c.arch_len, c.arch, f->name);
		else
			fprintf(out, "%s:%u: %s %s\n", path, hit->line,
				kind_names[f->kind], f->name);
	}
}

void facts_print_json(const struct facts *f, const struct walk *w,
		      const struct sweep_file *files, FILE *out)
{
	for (size_t i = 0; i < f->count; i++)
		print_json(&f->facts[i], w, files, out);
}

void facts_print_text(const struct facts *f, const struct walk *w,
		      const struct sweep_file *files, FILE *out)
{
	for (size_t i = 0; i < f->count; i++)
		print_text(&f->facts[i], w, files, out);
}

void facts_free(struct facts *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->facts[i].name);
	free(f->facts);
	*f = (struct facts){ 0 };
}
