// SPDX-License-Identifier: GPL-2.0-only
/* Declarations that names refer to, each looked at once. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lower-int.h"
#include "tablewords.h"

static str_t spelling(CXCursor c)
{
	CXString s = clang_getCursorSpelling(c);
	str_t str = str_of(clang_getCString(s));

	clang_disposeString(s);
	return str;
}

static bool is_anonymous(CXCursor record)
{
	return clang_Cursor_isAnonymous(record) ||
	       clang_Cursor_isAnonymousRecordDecl(record);
}

/* The structure that a member belongs to, out of the anonymous ones in it. */
static str_t record_of(CXCursor field)
{
	CXCursor record = clang_getCursorSemanticParent(field);
	str_t name;

	while (is_anonymous(record)) {
		CXCursor up = clang_getCursorSemanticParent(record);

		if (up.kind != CXCursor_StructDecl &&
		    up.kind != CXCursor_UnionDecl)
			break;
		record = up;
	}
	name = spelling(record);
	return name;
}

static enum CXChildVisitResult find_table_member(CXCursor c, CXCursor parent,
						 CXClientData data)
{
	bool *found = data;

	(void)parent;
	if (c.kind == CXCursor_FieldDecl)
		*found |= is_page_table_member(str_get(spelling(c)));
	return *found ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* Does it stand in struct page among those that hold the state of tables? */
static bool is_among_table_members(CXCursor field)
{
	CXCursor record = clang_getCursorSemanticParent(field);
	bool found = false;

	while (!found && (record.kind == CXCursor_StructDecl ||
			  record.kind == CXCursor_UnionDecl) &&
	       is_anonymous(record)) {
		clang_visitChildren(record, find_table_member, &found);
		record = clang_getCursorSemanticParent(record);
	}
	return found;
}

bool lower_is_page_record(const char *name)
{
	const struct api *a = api_listed(str_find(name, strlen(name)),
					 ROLE_TYPE);

	return a && (a->as == REP_PAGE || a->as == REP_FOLIO);
}

/* A name of internal linkage belongs to its file. */
static str_t linkage_key(struct lower *l, CXCursor declaration, str_t name)
{
	struct source *s;
	CXFile file;

	if (clang_getCursorLinkage(declaration) != CXLinkage_Internal)
		return name;
	clang_getFileLocation(clang_getCursorLocation(declaration), &file,
			      NULL, NULL, NULL);
	s = lower_source(l, file);
	return str_join(s->path, ":", name);
}

static bool is_table_type(struct type type)
{
	return type.hold == HOLD_TABLE || type.hold == HOLD_PGTABLE ||
	       type.hold == HOLD_PTDESC;
}

static struct object typed(struct type type, str_t name)
{
	return (struct object){
		.kind = OBJECT_TYPED,
		.level = type.level,
		.rep = type.rep,
		.name = name,
		.declared = true,
	};
}

/*
 * A member or a global whose type is that of a table holds one, whoever put it
 * there; what is seen to be allocated for it is known better (base).
 */
static node_t named_node(struct lower *l, const struct symbol *s, str_t key,
			 str_t name, CXCursor c)
{
	uint32_t before = l->g->node_count;
	node_t node = graph_named(l->g, key, name, s->type);
	struct object o;

	if (l->g->node_count > before && is_table_type(s->type)) {
		o = typed(s->type, name);
		o.place = lower_place(l, clang_getCursorLocation(c));
		o.base = node;
		graph_object(l->g, node, &o);
	}
	return node;
}

/*
 * The helpers of headers that make numbers and entries of each other are used
 * for everything: what goes in comes out at the same place, and nowhere else.
 */
static bool is_converter(struct type result)
{
	return result.hold == HOLD_NUMBER || result.hold == HOLD_ENTRY;
}

static void enter_function(struct lower *l, struct symbol *s, CXCursor c)
{
	str_t key = linkage_key(l, c, s->name);
	bool is_new = graph_find_function(l->g, key) < 0;
	CXSourceLocation at = clang_getCursorLocation(c);
	struct function *f;
	struct type type;
	struct source *in;
	CXFile file;

	s->function = graph_function(l->g, key);
	clang_getFileLocation(at, &file, NULL, NULL, NULL);
	in = file ? lower_source(l, file) : NULL;
	s->passes = in && in->header &&
		    clang_Cursor_getStorageClass(c) == CX_SC_Static &&
		    is_converter(lower_type(l, clang_getCursorResultType(c)));
	s->followed = !in || in->main ||
		      (!s->passes && (is_table_name(str_get(s->name)) ||
				      clang_getCursorLinkage(c) ==
					      CXLinkage_External));
	f = &l->g->functions[s->function];
	type = lower_type(l, clang_getCursorResultType(c));
	if (!is_new)
		return;
	l->g->nodes[f->result].name = s->name;
	l->g->nodes[f->result].type = type;
	if (is_table_type(type)) {
		struct object o = typed(type, s->name);

		o.place = lower_place(l, at);
		graph_object(l->g, f->result, &o);
	}
}

/*
 * An integer that all of the kernel keeps things in, addresses of users most of
 * all. In a page, what it is for is the business of who has the page.
 */
static bool is_common_number(struct lower *l, const struct symbol *s,
			     CXCursor c)
{
	static const char *const common[] = { "include/", "mm/", "kernel/" };
	const struct api *record = api_listed(s->record, ROLE_TYPE);
	const char *path;
	CXFile file;

	if (s->type.hold != HOLD_NUMBER ||
	    (record && (record->as == REP_PAGE || record->as == REP_FOLIO ||
			record->as == REP_PTDESC)))
		return false;
	clang_getFileLocation(clang_getCursorLocation(c), &file, NULL, NULL,
			      NULL);
	path = file ? str_get(lower_source(l, file)->path) : "";
	/* A structure that one file has for itself is not common. */
	if (strlen(path) > 2 && !strcmp(path + strlen(path) - 2, ".c"))
		return false;
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!strncmp(path, common[i], strlen(common[i])))
			return true;
	return false;
}

/* Whoever calls what is in the member passes a table. */
static void enter_hook(struct lower *l, const struct symbol *s, str_t name)
{
	const struct api *a = api_listed(name, ROLE_HOOK);
	struct place nowhere = { 0 };
	struct use *u;
	struct object o = {
		.kind = OBJECT_TYPED,
		.level = a ? a->level : LEVEL_NONE,
		.rep = a ? a->as : REP_NONE,
		.name = s->name,
	};

	if (!a || a->arg >= USE_ARGS)
		return;
	u = graph_use(l->g, USE_CALL, nowhere);
	u->block = 0;
	u->result = graph_node(l->g, 0, (struct type){ 0 });
	u->arg_count = a->arg + 1;
	u->types[a->arg] = (struct type){ HOLD_TABLE, a->level, a->as };
	u->args[a->arg] = lower_new_object(l, &o, u->types[a->arg]);
	graph_indirect(l->g, l->g->use_count - 1, s->node);
}

static void enter_field(struct lower *l, struct symbol *s, CXCursor c)
{
	str_t name;

	const struct api *member = api_listed(s->name, ROLE_MEMBER);

	s->record = record_of(c);
	/* A macro of the kernel renames it, as structure and as member. */
	if (member && member->called)
		s->name = member->called;
	s->of_page = lower_is_page_record(str_get(s->record));
	/* A pointer to the descriptor is no state: it leads there. */
	s->of_tables = s->of_page && s->type.hold != HOLD_PTDESC &&
		       (is_page_table_member(str_get(s->name)) ||
			is_among_table_members(c));
	if (s->type.hold == HOLD_OTHER || s->type.hold == HOLD_RECORD ||
	    s->type.hold == HOLD_ENTRY || !s->record ||
	    is_common_number(l, s, c))
		return;
	name = str_join(s->record, ".", s->name);
	s->node = named_node(l, s, name, name, c);
	enter_hook(l, s, name);
}

static bool is_array(CXCursor c)
{
	CXType type = clang_getCursorType(c);

	return clang_getArraySize(type) >= 0 ||
	       type.kind == CXType_IncompleteArray;
}

/* An array of entries is a table in the kernel's image. */
static void enter_global(struct lower *l, struct symbol *s, CXCursor c)
{
	str_t key = str_join(linkage_key(l, c, s->name), " ",
			     str_of("variable"));
	struct object o = {
		.kind = OBJECT_STATIC,
		.level = s->type.level,
		.rep = REP_ADDRESS,
		.name = s->name,
		.declared = true,
	};

	if (!is_array(c)) {
		s->node = named_node(l, s, key, s->name, c);
		return;
	}
	s->node = graph_named(l->g, key, s->name, s->type);
	o.place = lower_place(l, clang_getCursorLocation(c));
	if (s->type.hold == HOLD_TABLE)
		graph_object(l->g, s->node, &o);
}

static void enter_variable(struct lower *l, struct symbol *s, CXCursor c)
{
	if (clang_getCursorLinkage(c) == CXLinkage_NoLinkage &&
	    clang_Cursor_getStorageClass(c) != CX_SC_Static) {
		s->kind = SYMBOL_LOCAL;
		s->local = l->local_count++;
		s->owner = l->result;
		return;
	}
	s->kind = SYMBOL_GLOBAL;
	enter_global(l, s, c);
}

static void enter(struct lower *l, struct symbol *s, CXCursor c)
{
	s->cursor = c;
	s->name = spelling(c);
	s->type = lower_type_of(l, c);
	switch (clang_getCursorKind(c)) {
	case CXCursor_FunctionDecl:
		s->kind = SYMBOL_FUNCTION;
		enter_function(l, s, c);
		break;
	case CXCursor_FieldDecl:
		s->kind = SYMBOL_FIELD;
		enter_field(l, s, c);
		break;
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl:
		enter_variable(l, s, c);
		break;
	default:
		s->kind = SYMBOL_OTHER;
	}
}

struct wanted {
	const struct lower *l;
	CXCursor cursor;
};

static bool is_wanted(uint32_t number, const void *context)
{
	const struct wanted *w = context;

	return clang_equalCursors(w->l->symbols[number - 1].cursor, w->cursor);
}

/* Good until the next call only. */
struct symbol *lower_symbol(struct lower *l, CXCursor c)
{
	struct wanted wanted = { l, c };
	unsigned int hash = clang_hashCursor(c);
	uint32_t number = slots_get(&l->symbol_slots, hash, is_wanted,
				    &wanted);
	struct symbol new = { 0 };

	if (number)
		return &l->symbols[number - 1];
	enter(l, &new, c);
	l->symbols = xgrow(l->symbols, l->symbol_count, &l->symbol_capacity,
			   sizeof(*l->symbols));
	l->symbols[l->symbol_count++] = new;
	slots_add(&l->symbol_slots, hash, l->symbol_count);
	return &l->symbols[l->symbol_count - 1];
}

struct symbol *lower_local_named(struct lower *l, str_t name)
{
	struct symbol *found = NULL;

	for (size_t i = 0; i < l->symbol_count; i++) {
		struct symbol *s = &l->symbols[i];

		if (s->kind == SYMBOL_LOCAL && s->name == name &&
		    s->owner == l->result &&
		    (s->type.hold == HOLD_TABLE ||
		     s->type.hold == HOLD_ENTRY) &&
		    (!found || s->local > found->local))
			found = s;
	}
	return found;
}

void lower_symbols_free(struct lower *l)
{
	free(l->symbols);
	slots_free(&l->symbol_slots);
}
