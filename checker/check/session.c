// SPDX-License-Identifier: GPL-2.0-only
/* Several units in one graph, in the order in which they were named. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "checks.h"
#include "api.h"
#include "lower.h"
#include "session.h"
#include "solve.h"
#include "lowered.h"
#include "version.h"

/* The nearest folder above a file that a kernel tree looks like; "" if none. */
static char *find_tree(const char *source)
{
	char real[PATH_MAX], probe[PATH_MAX + 16], *slash;

	if (!realpath(source, real))
		return xstrdup("");
	while ((slash = strrchr(real, '/'))) {
		*slash = '\0';
		snprintf(probe, sizeof(probe), "%s/Kconfig", real);
		if (access(probe, F_OK))
			continue;
		snprintf(probe, sizeof(probe), "%s/MAINTAINERS", real);
		if (!access(probe, F_OK))
			return xstrdup(real);
	}
	return xstrdup("");
}

static const char *tree_of(struct session *s, const char *source)
{
	if (!s->found_tree) {
		s->found_tree = s->tree ? realpath(s->tree, NULL)
					: find_tree(source);
		if (s->found_tree)
			api_set_version(version_of_tree(s->found_tree));
	}
	return s->found_tree ? s->found_tree : "";
}

static const char *compiler(const struct session *s, const char *gcc)
{
	if (s->gcc)
		return s->gcc;
	return gcc ? gcc : "gcc";
}

static const char *display_name(const char *tree, const char *source)
{
	size_t len = strlen(tree);

	if (len && !strncmp(source, tree, len) && source[len] == '/')
		return source + len + 1;
	return source;
}

/* A unit that was begun. */
struct begun {
	char *name;			/* as it is printed */
	char *why;			/* there is nothing of it */
	struct buf bytes;		/* a lowered unit, packed */
	struct keep_unit keep;
	bool over;
};

struct work {
	struct session *s;
	const char *tree;
	const char *source;
	const struct unit_flags *flags;
	const struct predef *p;
};

static void pack(struct lowered *l, struct buf *out)
{
	struct pack p = { .out = out };

	lowered_pack(&p, l);
	pack_free(&p);
}

/* Everything that needs libclang; in a process of its own. */
static void lower_one(void *context, struct buf *out)
{
	const struct work *w = context;
	struct lowered l = { 0 };
	struct unit u;

	l.why = unit_parse(&u, w->source, w->flags, w->p, w->s->seen);
	if (!l.why) {
		l.why = lower_unit(&l.graph, &u, w->tree, &l.totals);
		if (w->s->seen)
			seen_add(&l.seen, u.tu, !!l.why);
		if (w->s->keep.folder)
			made_from_note(&l.made_from, u.tu);
		unit_free(&u);
	}
	pack(&l, out);
	lowered_free(&l);
}

static bool unpack(const struct buf *bytes, struct lowered *l)
{
	struct pack p = { .in = bytes->data, .len = bytes->len };

	*l = (struct lowered){ 0 };
	lowered_pack(&p, l);
	if (p.bad)
		lowered_free(l);
	pack_free(&p);
	return !p.bad;
}

static void take(struct session *s, const struct begun *b, struct lowered *l)
{
	graph_merge(&s->graph, &l->graph);
	if (s->seen)
		seen_join(s->seen, &l->seen);
	if (l->why)
		outcome_unseen(s->outcome, b->name, s->arch, s->config,
			       l->why);
	else
		s->outcome->units++;
	if (l->totals.why && !l->why)
		outcome_unseen(s->outcome, str_get(l->totals.header), s->arch,
			       s->config, l->totals.why);
	s->outcome->functions += l->totals.functions;
	s->outcome->lines += l->totals.lines;
}

static void finish_unit(struct session *s, struct begun *b)
{
	struct lowered l;

	if (b->why) {
		outcome_unseen(s->outcome, b->name, s->arch, s->config,
			       b->why);
	} else if (!unpack(&b->bytes, &l)) {
		outcome_unseen(s->outcome, b->name, s->arch, s->config,
			       "what its process wrote is not whole");
	} else {
		take(s, b, &l);
		if (!l.why && !l.totals.why)
			keep_write(&b->keep, &b->bytes);
		lowered_free(&l);
	}
	keep_unit_free(&b->keep);
	buf_free(&b->bytes);
	free(b->name);
	free(b->why);
}

/* The units that nothing before them is missing of. */
static void finish_units(struct session *s)
{
	while (s->finished < s->begun_count && s->begun[s->finished].over)
		finish_unit(s, &s->begun[s->finished++]);
}

static void set_over(struct session *s, struct begun *b, const char *why)
{
	if (why)
		b->why = xstrdup(why);
	b->over = true;
	finish_units(s);
}

static void unit_done(void *context, size_t number, struct buf *bytes,
		      const char *why)
{
	struct session *s = context;

	s->begun[number].bytes = *bytes;
	*bytes = (struct buf){ 0 };
	set_over(s, &s->begun[number], why);
}

/* Is it as it was? Then what was kept is in its bytes. */
static bool is_kept(struct begun *b)
{
	struct made_from made_from = { 0 };
	struct pack p = { 0 };
	bool holds = false;

	if (keep_read(&b->keep, &b->bytes)) {
		p.in = b->bytes.data;
		p.len = b->bytes.len;
		made_from_pack(&p, &made_from);
		holds = !p.bad && made_from_holds(&made_from);
		pack_free(&p);
		made_from_free(&made_from);
	}
	if (!holds)
		b->bytes.len = 0;
	else
		keep_unit_free(&b->keep);
	return holds;
}

static struct begun *begin(struct session *s, const char *source)
{
	const char *tree = tree_of(s, source);
	char real[PATH_MAX];
	struct begun *b;

	s->begun = xgrow(s->begun, s->begun_count, &s->begun_capacity,
			 sizeof(*s->begun));
	b = &s->begun[s->begun_count++];
	*b = (struct begun){ 0 };
	b->name = xstrdup(display_name(tree, realpath(source, real) ? real
								   : source));
	return b;
}

void session_unit(struct session *s, const char *source,
		  const struct unit_flags *flags, const char *gcc)
{
	struct begun *b = begin(s, source);
	struct work w = { s, tree_of(s, source), source, flags, NULL };
	struct predef p;

	s->crew.done = unit_done;
	s->crew.context = s;
	if (predef_read(&p, compiler(s, gcc), &flags->probe, s->cache)) {
		s->no_compiler = true;
		set_over(s, b, "its compiler's macros are not known");
		return;
	}
	w.p = &p;
	s->keep.record = s->seen;
	keep_unit(&s->keep, &b->keep, w.tree, source, flags, &p);
	if (is_kept(b))
		set_over(s, b, NULL);
	else
		crew_run(&s->crew, b - s->begun, lower_one, &w);
	predef_free(&p);
}

void session_finish(struct session *s)
{
	struct findings *f = &s->outcome->findings;
	size_t before = f->count;
	struct solved solved;

	crew_wait(&s->crew);
	free(s->begun);
	s->begun = NULL;
	s->begun_count = s->begun_capacity = s->finished = 0;

	solve(&solved, &s->graph);
	if (solved.lost)
		outcome_unseen(s->outcome, "values of too many origins",
			       s->arch, s->config,
			       "what else can be in them is not followed");
	checks_run(&solved, f, s->disabled);
	for (size_t i = before; i < f->count; i++) {
		finding_set(&f->list[i].arch, s->arch);
		finding_set(&f->list[i].config, s->config);
	}
	solved_free(&solved);
	graph_free(&s->graph);
	free(s->found_tree);
	s->found_tree = NULL;
	digest_free_all();
}
