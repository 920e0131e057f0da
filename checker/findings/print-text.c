// SPDX-License-Identifier: GPL-2.0-only
/* Findings as a compiler prints warnings, and the summary. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "escape.h"
#include "findings/ids.h"
#include "findings/output.h"

struct paint {
	const char *place;
	const char *warning;
	const char *note;
	const char *off;
};

static const struct paint plain = { "", "", "", "" };

/* The colors of gcc. */
static const struct paint colored = { "\33[1m", "\33[1;35m", "\33[1;36m",
				      "\33[m" };

static const struct paint *choose_paint(const struct output *how, FILE *out)
{
	const char *no = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	if (how->color == COLOR_ALWAYS)
		return &colored;
	if (how->color == COLOR_NEVER || (no && *no) || !isatty(fileno(out)) ||
	    !term || !strcmp(term, "dumb"))
		return &plain;
	return &colored;
}

struct text {
	const struct output *how;
	const struct outcome *o;
	const struct paint *paint;
	FILE *out;
};

/*
 * A name at the beginning of a line must not be taken for a command by what
 * reads the log of a job: "::error::x.c" is one to GitHub.
 */
static void print_name(FILE *out, const char *file)
{
	if (!isalnum((unsigned char)*file) && !strchr("./_", *file))
		fputs("./", out);
	escape_print(out, file);
}

static void print_file(const struct text *t, const char *file)
{
	if (t->how->emacs && t->o->tree_path) {
		escape_print(t->out, t->o->tree_path);
		putc('/', t->out);
	}
	print_name(t->out, file);
}

/* A column of 0 is none. */
static void print_place(const struct text *t, const char *file,
			unsigned int line, unsigned int column)
{
	fputs(t->paint->place, t->out);
	print_file(t, file);
	fprintf(t->out, ":%u:", line);
	if (column)
		fprintf(t->out, "%u:", column);
	fprintf(t->out, "%s ", t->paint->off);
}

static void print_note(const struct text *t, const char *what)
{
	fprintf(t->out, "%snote:%s ", t->paint->note, t->paint->off);
	escape_print(t->out, what);
	putc('\n', t->out);
}

/* As gcc does, when the function is another than the last finding's. */
static void print_function(const struct text *t, const struct finding *f,
			   const struct finding *before)
{
	if (!f->function || (before && before->function &&
			     !strcmp(before->function, f->function) &&
			     !strcmp(before->file, f->file)))
		return;
	fputs(t->paint->place, t->out);
	print_file(t, f->file);
	fprintf(t->out, ":%s In function '%s", t->paint->off, t->paint->place);
	escape_print(t->out, f->function);
	fprintf(t->out, "%s':\n", t->paint->off);
}

static void print_finding(const struct text *t, const struct finding *f)
{
	int index = check_id_find(f->id, strlen(f->id));

	print_place(t, f->file, f->line, f->column);
	fprintf(t->out, "%swarning:%s ", t->paint->warning, t->paint->off);
	escape_print(t->out, f->message);
	fprintf(t->out, " [%s", f->id);
	if (t->how->show_types && index >= 0)
		fprintf(t->out, " %s", check_ids[index].name);
	fputs("]\n", t->out);
	if (t->how->terse)
		return;
	for (size_t i = 0; i < f->chain_count; i++) {
		print_place(t, f->chain[i].file, f->chain[i].line, 0);
		print_note(t, f->chain[i].what);
	}
	if (f->advice) {
		print_place(t, f->file, f->line, f->column);
		print_note(t, f->advice);
	}
	if (f->diff) {
		escape_print_lines(t->out, f->diff);
		if (*f->diff && f->diff[strlen(f->diff) - 1] != '\n')
			putc('\n', t->out);
	}
}

static void print_unseen(const struct text *t)
{
	for (size_t i = 0; i < t->o->unseen_count; i++) {
		const struct unseen *u = &t->o->unseen[i];

		print_name(t->out, u->unit);
		fputs(": not analysed", t->out);
		if (u->arch)
			fprintf(t->out, " for %s%s%s", u->arch,
				u->config ? "/" : "",
				u->config ? u->config : "");
		fputs(": ", t->out);
		escape_print(t->out, u->why ? u->why : "no reason given");
		putc('\n', t->out);
	}
	for (size_t i = 0; i < t->o->uncovered_count; i++) {
		const struct uncovered *u = &t->o->uncovered[i];

		print_name(t->out, u->file);
		fprintf(t->out, ": no unit has line%s %u",
			u->first == u->last ? "" : "s", u->first);
		if (u->first != u->last)
			fprintf(t->out, "-%u", u->last);
		putc('\n', t->out);
	}
}

static void print_types(const struct text *t)
{
	for (size_t i = 0; i < check_id_count; i++) {
		size_t count = 0;

		for (size_t j = 0; j < t->o->findings.count; j++)
			count += !t->o->findings.list[j].suppressed &&
				 !strcmp(t->o->findings.list[j].id,
					 check_ids[i].id);
		if (count)
			fprintf(t->out, "%s %s: %zu, %s\n", check_ids[i].id,
				check_ids[i].name, count, check_ids[i].text);
	}
}

static size_t uncovered_lines(const struct outcome *o)
{
	size_t lines = 0;

	for (size_t i = 0; i < o->uncovered_count; i++)
		lines += o->uncovered[i].last - o->uncovered[i].first + 1;
	return lines;
}

static void print_summary(const struct text *t)
{
	const struct outcome *o = t->o;
	size_t open = outcome_open(o);

	if (t->how->show_types)
		print_types(t);
	fprintf(t->out, "%zu finding%s", open, open == 1 ? "" : "s");
	if (open != o->findings.count)
		fprintf(t->out, " (%zu more suppressed)",
			o->findings.count - open);
	fprintf(t->out, " in %lu unit%s, %lu functions, %lu lines;", o->units,
		o->units == 1 ? "" : "s", o->functions, o->lines);
	if (!o->unseen_count && !o->uncovered_count)
		fputs(" all of them analysed\n", t->out);
	else
		fprintf(t->out, " not analysed: %zu unit%s, %zu lines that no unit has\n",
			o->unseen_count, o->unseen_count == 1 ? "" : "s",
			uncovered_lines(o));
}

void print_text(const struct output *how, const struct outcome *o, FILE *out)
{
	const struct text t = { how, o, choose_paint(how, out), out };
	const struct finding *before = NULL;

	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.list[i];

		if (f->suppressed)
			continue;
		if (!how->terse)
			print_function(&t, f, before);
		print_finding(&t, f);
		before = f;
	}
	print_unseen(&t);
	if (!how->partial)
		suppress_unused(&how->suppressions, out);
	if (!how->no_summary)
		print_summary(&t);
}
