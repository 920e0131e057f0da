// SPDX-License-Identifier: GPL-2.0-only
/* From a parsed unit to the graph: which functions, and their parameters. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "archpath.h"
#include "buf.h"
#include "lower-int.h"
#include "tablewords.h"

/* A function of a header that is looked at, for the errors in it. */
struct range {
	CXFile file;
	unsigned int start, end;
};

struct walk_unit {
	struct lower *l;
	struct lower_totals *totals;
	struct range *ranges;
	size_t range_count, range_capacity;
};

static void free_function_state(struct lower *l)
{
	state_free(&l->state);
	for (size_t i = 0; i < l->label_count; i++) {
		struct states *jumps = &l->labels[i].jumps;

		for (size_t k = 0; k < jumps->count; k++)
			state_free(&jumps->list[k]);
		free(jumps->list);
	}
	l->label_count = 0;
	l->local_count = 0;
	l->loop = NULL;
}

/* struct rcu_head *: whatever it is in, is passed. */
static bool is_in_something(CXCursor parameter)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(parameter));
	const struct api *a;
	CXString record;

	if (type.kind != CXType_Pointer)
		return false;
	record = clang_getCursorSpelling(clang_getTypeDeclaration(
			clang_getCanonicalType(clang_getPointeeType(type))));
	a = api_listed(str_of(clang_getCString(record)), ROLE_TYPE);
	clang_disposeString(record);
	return a && a->callback;
}

/*
 * What a parameter can be before any caller is known.
 * @a: what the lists say of it, or NULL
 */
static void parameter_object(struct lower *l, CXCursor c, node_t node,
			     struct type type, const struct api *a)
{
	bool taken = a &&
		     (a->role == ROLE_TAKES_TABLE ||
		      a->role == ROLE_REMOVES_TABLE ||
		      a->role == ROLE_CONSTRUCTS ||
		      a->role == ROLE_DESTRUCTS);
	struct object o = {
		.kind = OBJECT_PARAMETER,
		.level = type.level,
		.rep = type.hold == HOLD_MEMORY ? REP_NUMBER : type.rep,
		.name = l->g->nodes[node].name,
		.place = lower_place(l, clang_getCursorLocation(c)),
	};

	if (type.hold == HOLD_TABLE || type.hold == HOLD_PGTABLE ||
	    type.hold == HOLD_PTDESC || taken) {
		o.kind = OBJECT_TYPED;
		o.rep = type.rep;
		o.level = taken && a->level ? a->level : type.level;
	} else if (type.hold == HOLD_RECORD && is_in_something(c)) {
		o.rep = REP_NUMBER;
		o.stands_in = true;
	} else if (type.hold != HOLD_PAGE && type.hold != HOLD_MEMORY &&
		   type.hold != HOLD_NUMBER && type.hold != HOLD_FOLIO) {
		return;
	}
	graph_object(l->g, node, &o);
}

static void enter_parameters(struct lower *l, CXCursor function,
			     const struct function *f)
{
	int count = clang_Cursor_getNumArguments(function);
	const struct api *a = api_find(l->name);
	/* Without the mm before it, the table is the last one. */
	int taken = a && a->arg >= count ? count - 1 : a ? a->arg : -1;

	for (int i = 0; i < count; i++) {
		CXCursor c = clang_Cursor_getArgument(function, i);
		struct symbol s = *lower_symbol(l, c);
		node_t node = i < USE_ARGS ? f->params[i] :
			graph_node(l->g, s.name, s.type);
		struct binding *b;

		l->g->nodes[node].name = s.name;
		l->g->nodes[node].type = s.type;
		parameter_object(l, c, node, s.type, i == taken ? a : NULL);
		b = lower_binding(l, s.local);
		b->node = node;
		if (s.type.hold == HOLD_TABLE || s.type.hold == HOLD_ENTRY) {
			b->leaf = LEAF_CALLER;
			b->leaf_of = node;
		}
	}
}

/* Is __init before the name? Of a section's name libclang says nothing. */
static bool is_early(struct lower *l, CXCursor c)
{
	unsigned int start, end;
	struct source *s;
	CXFile file;

	clang_getFileLocation(clang_getRangeStart(clang_getCursorExtent(c)),
			      &file, NULL, NULL, &start);
	clang_getFileLocation(clang_getCursorLocation(c), NULL, NULL, NULL,
			      &end);
	s = file ? lower_source(l, file) : NULL;
	return s && s->text && start < end && end <= s->len &&
	       memmem(s->text + start, end - start, "__init", 6);
}

static void lower_function(struct lower *l, CXCursor c)
{
	struct symbol s = *lower_symbol(l, c);
	struct kids k = kids_get(c);
	const struct api *a;
	struct function f;

	l->g->functions[s.function].defined = true;
	f = l->g->functions[s.function];
	l->name = s.name;
	l->function = s.function;
	l->result = f.result;
	l->result_type = lower_type(l, clang_getCursorResultType(c));
	l->g->functions[s.function].gives = l->result_type;
	l->g->functions[s.function].place =
		lower_place(l, clang_getCursorLocation(c));
	l->g->nodes[f.result].early = is_early(l, c);
	a = api_find(s.name);
	if (a && a->role == ROLE_GIVES_TABLE && l->result_type.rep) {
		l->g->nodes[f.result].type = l->result_type;
		l->g->nodes[f.result].type.hold = HOLD_PGTABLE;
		l->g->nodes[f.result].type.level = a->level;
	}
	l->g->block = graph_block(l->g);
	l->g->functions[s.function].entry = l->g->block;
	enter_parameters(l, c, &f);
	for (unsigned int i = 0; i < k.count; i++)
		if (clang_isStatement(k.list[i].kind))
			lower_statement(l, k.list[i]);
	/* the end of the body, if one comes there */
	l->g->blocks[l->g->block].returns = true;
	lower_later_end(l);
	l->g->block = 0;
	kids_free(&k);
	free_function_state(l);
	l->name = 0;
	l->result = 0;
}

static void note_range(struct walk_unit *w, CXFile file, unsigned int start,
		       unsigned int end)
{
	GROW(w->ranges, w->range_count, w->range_capacity);
	w->ranges[w->range_count++] = (struct range){ file, start, end };
}

static size_t count_lines(const char *text, size_t len)
{
	size_t lines = 1;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	return lines;
}

/* The helpers that architectures and mm keep for themselves have short names. */
static bool may_give_memory(const struct source *s, unsigned int start,
			    unsigned int end)
{
	const char *path = str_get(s->path);
	const struct api *part = NULL;

	if (!in_arch(path) && strncmp(path, "mm/", 3))
		return false;
	while ((part = api_next(ROLE_PART, part)))
		if (part->allocates &&
		    memmem(s->text + start, end - start, str_get(part->name),
			   strlen(str_get(part->name))))
			return true;
	return false;
}

/* A header has thousands of functions: only those about tables matter. */
static bool is_wanted(struct walk_unit *w, CXCursor c, struct source *s,
		      CXFile file)
{
	CXSourceRange range = clang_getCursorExtent(c);
	unsigned int start, end;
	bool wanted;

	clang_getFileLocation(clang_getRangeStart(range), NULL, NULL, NULL,
			      &start);
	clang_getFileLocation(clang_getRangeEnd(range), NULL, NULL, NULL,
			      &end);
	if (!s->text || end > s->len || end < start)
		return s->main;
	wanted = s->main || has_table_word(s->text + start, end - start) ||
		 may_give_memory(s, start, end);
	if (wanted) {
		w->totals->functions++;
		w->totals->lines += count_lines(s->text + start, end - start);
		note_range(w, file, start, end);
	}
	return wanted;
}

/* A prototype is edited with the function. */
static void see_prototype(struct lower *l, CXCursor c)
{
	int count = clang_Cursor_getNumArguments(c);
	uint32_t callee = lower_symbol(l, c)->function;
	struct use *u = graph_use(l->g, USE_DECLARE, lower_place(
				l, clang_getCursorLocation(c)));

	u->callee = callee + 1;
	u->name = u->place.function = lower_symbol(l, c)->name;
	u->type = lower_type(l, clang_getCursorResultType(c));
	for (int i = 0; i < count && i < USE_ARGS; i++)
		u->types[i] = lower_type_of(l, clang_Cursor_getArgument(c, i));
}

/* An architecture's helpers for tables need not have a table's name. */
static bool may_take_table(struct lower *l, CXCursor c, const char *name)
{
	int count = clang_Cursor_getNumArguments(c), i = 0;

	if (is_table_name(name))
		return true;
	if (!in_arch(str_get(lower_place(l, clang_getCursorLocation(c)).file)))
		return false;
	while (i < count && lower_type_of(l, clang_Cursor_getArgument(c, i))
				    .hold != HOLD_PAGE)
		i++;
	return i < count;
}

static void see_declaration(struct lower *l, CXCursor c, const char *name)
{
	struct use *u;

	if (!clang_isCursorDefinition(c) && may_take_table(l, c, name))
		see_prototype(l, c);
	if (!is_page_based_api(name))
		return;
	u = graph_use(l->g, USE_DEFINE,
		      lower_place(l, clang_getCursorLocation(c)));
	u->name = str_of(name);
	u->place.function = u->name;
	u->types[0] = lower_type(l, clang_getArgType(clang_getCursorType(c),
						     0));
}

static void see_function(struct walk_unit *w, CXCursor c)
{
	CXSourceLocation at = clang_getCursorLocation(c);
	struct lower *l = w->l;
	CXString name = clang_getCursorSpelling(c);
	bool is_main;
	CXFile file;
	uint32_t f;

	see_declaration(l, c, clang_getCString(name));
	clang_disposeString(name);
	if (!clang_isCursorDefinition(c))
		return;
	clang_getFileLocation(at, &file, NULL, NULL, NULL);
	if (!file || !is_wanted(w, c, lower_source(l, file), file))
		return;
	f = lower_symbol(l, c)->function;
	is_main = lower_source(l, file)->main;
	if (l->g->functions[f].defined && !is_main)
		return;
	if (!is_main)
		graph_begin(l->g, f);
	lower_function(l, c);
	if (!is_main)
		graph_end(l->g);
}

static enum CXChildVisitResult see_member(CXCursor c, CXCursor parent,
					  CXClientData data)
{
	struct lower *l = data;
	struct symbol field;
	struct use *u;

	(void)parent;
	if (c.kind != CXCursor_FieldDecl)
		return CXChildVisit_Recurse;
	field = *lower_symbol(l, c);
	if (!field.of_tables)
		return CXChildVisit_Continue;
	u = graph_use(l->g, USE_DECLARE_MEMBER,
		      lower_place(l, clang_getCursorLocation(c)));
	u->name = field.name;
	u->record = u->place.function = field.record;
	u->of_tables = true;
	return CXChildVisit_Continue;
}

/* struct page { ... }: which of its members are there for page tables. */
static void see_record(struct lower *l, CXCursor c)
{
	CXString name = clang_getCursorSpelling(c);

	if (lower_is_page_record(clang_getCString(name)))
		clang_visitChildren(c, see_member, l);
	clang_disposeString(name);
}

static enum CXChildVisitResult see_top(CXCursor c, CXCursor parent,
				       CXClientData data)
{
	struct walk_unit *w = data;

	(void)parent;
	if (c.kind == CXCursor_FunctionDecl) {
		see_function(w, c);
	} else if (c.kind == CXCursor_StructDecl &&
		   clang_Location_isFromMainFile(clang_getCursorLocation(c))) {
		see_record(w->l, c);
	} else if (c.kind == CXCursor_VarDecl &&
		   clang_Location_isFromMainFile(clang_getCursorLocation(c))) {
		lower_declaration(w->l, c);
		free_function_state(w->l);
	}
	return CXChildVisit_Continue;
}

/* Whether an error is in a function of a header that was entered. */
static bool in_range(const struct walk_unit *w, const struct unit_error *e)
{
	for (size_t i = 0; i < w->range_count; i++)
		if (w->ranges[i].file == e->file &&
		    e->offset >= w->ranges[i].start &&
		    e->offset <= w->ranges[i].end)
			return true;
	return false;
}

struct first_error {
	struct walk_unit *w;
	char *text;
};

static int take_error(void *context, const struct unit_error *e)
{
	struct first_error *first = context;
	struct walk_unit *w = first->w;

	if (e->fatal || !e->file || lower_source(w->l, e->file)->main) {
		first->text = xstrdup(e->text);
		return 1;
	}
	if (!w->totals->why && in_range(w, e)) {
		w->totals->header = lower_source(w->l, e->file)->path;
		w->totals->why = xstrdup(e->text);
	}
	return 0;
}

char *lower_unit(struct graph *g, const struct unit *u, const char *tree,
		 struct lower_totals *totals)
{
	struct lower l = {
		.g = g,
		.unit = u,
		.tu = u->tu,
		.tree = tree,
		.tree_len = strlen(tree),
	};
	struct walk_unit w = { .l = &l, .totals = totals };
	struct first_error first = { .w = &w };

	clang_visitChildren(clang_getTranslationUnitCursor(u->tu), see_top,
			    &w);
	unit_errors(u, take_error, &first);
	free_function_state(&l);
	free(l.labels);
	free(l.later.events);
	free(l.sources);
	free(l.types);
	slots_free(&l.type_slots);
	free(w.ranges);
	lower_symbols_free(&l);
	return first.text;
}
