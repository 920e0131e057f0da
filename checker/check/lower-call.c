// SPDX-License-Identifier: GPL-2.0-only
/* Calls, and macros whose meaning the lists know. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "constant.h"
#include "lower-int.h"
#include "tablewords.h"

/* A call or a macro, whichever it was. */
struct called {
	const struct api *api;
	str_t name;
	CXCursor whole;
	struct place place;
	unsigned int count;
	CXCursor cursors[USE_ARGS];
	node_t nodes[USE_ARGS];
	struct type types[USE_ARGS];
	uint32_t callee;		/* index and 1 */
};

node_t lower_new_object(struct lower *l, const struct object *o,
			struct type type)
{
	node_t node = graph_node(l->g, 0, type);

	graph_object(l->g, node, o);
	return node;
}

/* The page in a folio and what has no name, which are no state of it. */
static bool is_embedded(const struct symbol *field)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(
			field->cursor));

	return type.kind == CXType_Record &&
	       (field->type.hold == HOLD_PAGE ||
		field->type.hold == HOLD_FOLIO ||
		clang_Cursor_isAnonymousRecordDecl(
			clang_getTypeDeclaration(type)));
}

/* Is a member of a structure state of a page? Not listed: where it is of one. */
static bool is_page_state(const struct symbol *field, node_t base)
{
	return field->of_page && field->type.hold != HOLD_PTDESC &&
	       (field->of_tables || is_page_member(str_get(field->name)) ||
		(base && !is_embedded(field)));
}

void lower_member_use(struct lower *l, CXCursor c, struct symbol *field,
		      node_t base, enum access access)
{
	const char *name = str_get(field->name);
	bool is_page = field->of_page;
	bool known = is_page_table_member(name) || is_page_member(name);
	struct use *u;

	if (is_page ? !is_page_state(field, base)
		    : !l->g->every_name || !known)
		return;
	u = graph_use(l->g, is_page ? USE_MEMBER : USE_OTHER_MEMBER,
		      lower_place(l, clang_getCursorLocation(c)));
	u->name = field->name;
	u->record = field->record;
	u->of_tables = field->of_tables;
	u->access = access;
	u->args[0] = base;
	u->arg_count = 1;
	u->function = l->result;
}

void lower_name_use(struct lower *l, CXCursor c, struct symbol *function)
{
	CXCursor declaration = function->cursor;
	struct use *u;

	if (l->g->every_name && api_find(function->name)) {
		u = graph_use(l->g, USE_NAMED,
			      lower_place(l, clang_getCursorLocation(c)));
		u->name = function->name;
		u->api = api_find(function->name);
	}
	if (!is_page_based_api(str_get(function->name)))
		return;
	u = graph_use(l->g, USE_CALL,
		      lower_place(l, clang_getCursorLocation(c)));
	u->name = function->name;
	u->types[0] = lower_type(l, clang_getArgType(
			clang_getCursorType(declaration), 0));
}

static enum CXChildVisitResult scan_one(CXCursor c, CXCursor parent,
					CXClientData data)
{
	struct lower *l = data;
	CXCursor declaration;
	struct symbol s;

	(void)parent;
	if (c.kind != CXCursor_MemberRefExpr && c.kind != CXCursor_MemberRef &&
	    c.kind != CXCursor_DeclRefExpr)
		return CXChildVisit_Recurse;
	declaration = clang_getCursorReferenced(c);
	if (declaration.kind != CXCursor_FieldDecl &&
	    declaration.kind != CXCursor_FunctionDecl)
		return CXChildVisit_Recurse;
	s = *lower_symbol(l, declaration);
	if (s.kind == SYMBOL_FIELD)
		lower_member_use(l, c, &s, 0, ACCESS_READ);
	else if (s.kind == SYMBOL_FUNCTION)
		lower_name_use(l, c, &s);
	return CXChildVisit_Recurse;
}

void lower_scan(struct lower *l, CXCursor c)
{
	clang_visitChildren(c, scan_one, l);
}

static bool text_has(struct lower *l, CXCursor c, const char *word)
{
	CXSourceRange range = clang_getCursorExtent(c);
	unsigned int start, end;
	struct source *s;
	CXFile file;

	clang_getFileLocation(clang_getRangeStart(range), &file, NULL, NULL,
			      &start);
	clang_getFileLocation(clang_getRangeEnd(range), NULL, NULL, NULL,
			      &end);
	s = file ? lower_source(l, file) : NULL;
	if (!s || !s->text || end > s->len)
		return false;
	/* The end of a macro's name is not told: take the rest of the word. */
	while (end < s->len && s->text[end] != ',' && s->text[end] != ')' &&
	       s->text[end] != ';' && s->text[end] != '\n')
		end++;
	return end > start && memmem(s->text + start, end - start, word,
				     strlen(word));
}

static CXCursor argument(const struct called *call, int n)
{
	return n >= 0 && (unsigned int)n < call->count ?
		call->cursors[n] : clang_getNullCursor();
}

/* ___GFP_HIGHMEM has been this bit in every kernel. */
#define GFP_HIGHMEM_BIT 2

/* A flag of high memory, or the same taken away. */
static bool has_flag(struct lower *l, CXCursor gfp, bool away)
{
	const struct api *flag = NULL;
	bool has = false;

	while (!has && (flag = api_next(ROLE_GFP, flag))) {
		char *word;

		if (!flag->highmem)
			continue;
		word = xasprintf("%s%s", away ? "~" : "",
				 str_get(flag->name));
		has = text_has(l, gfp, word);
		free(word);
	}
	return has;
}

static bool may_be_highmem(struct lower *l, CXCursor gfp)
{
	long long value;

	if (constant_value(gfp, &value))
		return value & GFP_HIGHMEM_BIT;
	return has_flag(l, gfp, false) && !has_flag(l, gfp, true);
}

static bool is_compound(struct lower *l, CXCursor gfp)
{
	const struct api *flag = NULL;

	while ((flag = api_next(ROLE_GFP, flag)))
		if (flag->compound && text_has(l, gfp, str_get(flag->name)))
			return true;
	return false;
}

/* Without what only marks that an allocation is not counted. */
static str_t plain_name(str_t name)
{
	const char *text = str_get(name);
	const struct api *part = NULL;

	while ((part = api_next(ROLE_PART, part))) {
		size_t tail = strlen(str_get(part->name)) + 1;
		size_t len = strlen(text);

		if (part->marks && len > tail && text[len - tail] == '_' &&
		    !strcmp(text + len - tail + 1, str_get(part->name)))
			return str_enter(text, len - tail);
	}
	return name;
}

static node_t allocated(struct lower *l, const struct called *call)
{
	CXCursor gfp = argument(call, call->api->gfp);
	CXCursor order = argument(call, call->api->order);
	long long value;
	struct object o = {
		.kind = OBJECT_ALLOCATED,
		.family = call->api->family,
		.rep = call->api->as,
		.name = plain_name(call->name),
		.place = call->place,
		.compound = call->api->compound,
		.result = l->result,
	};

	if (!clang_Cursor_isNull(gfp)) {
		o.highmem = may_be_highmem(l, gfp);
		o.compound |= is_compound(l, gfp);
	}
	if (!clang_Cursor_isNull(order))
		o.order = !constant_value(order, &value) || value;
	return lower_new_object(l, &o, lower_type_of(l, call->whole));
}

static struct binding *binding_of(struct lower *l, CXCursor entry)
{
	struct symbol *s = clang_Cursor_isNull(entry) ? NULL :
			   lower_entry_variable(l, entry);

	return s ? lower_binding(l, s->local) : NULL;
}

static enum CXChildVisitResult find_choice(CXCursor c, CXCursor parent,
					   CXClientData data)
{
	bool *found = data;

	(void)parent;
	*found |= c.kind == CXCursor_ArraySubscriptExpr ||
		  c.kind == CXCursor_BinaryOperator;
	return *found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* What is done with an entry of a local; of pmd[i] nobody knows which one. */
static void entry_later(struct lower *l, const struct called *call,
			enum later what)
{
	CXCursor entry = lower_strip(argument(call, call->api->arg));
	struct symbol *s = clang_Cursor_isNull(entry) ? NULL :
			   lower_entry_variable(l, entry);
	bool chooses = entry.kind == CXCursor_ArraySubscriptExpr;

	if (!s)
		return;
	clang_visitChildren(entry, find_choice, &chooses);
	if (!chooses)
		lower_later(l, what, s->local);
}

/* Nobody asks a leaf for its table. */
static void is_asked_for_table(struct lower *l, const struct called *call,
			       struct binding *b)
{
	if (!b || call->api->maybe)
		return;
	b->leaf = LEAF_NO;
	b->leaf_of = 0;
	entry_later(l, call, LATER_WALKED);
}

static node_t read_table(struct lower *l, const struct called *call)
{
	const struct api *a = call->api;
	struct binding *b = binding_of(l, argument(call, a->arg));
	struct type type = lower_type_of(l, call->whole);
	struct object o = {
		.kind = a->data ? OBJECT_MAPPED :
			a->maybe ? OBJECT_MAYBE : OBJECT_READ,
		.level = a->level,
		.rep = a->as ? a->as : type.rep,
		.name = call->name,
		.place = call->place,
		.leaf = b ? b->leaf : LEAF_UNKNOWN,
		.parameter = b ? b->leaf_of : 0,
	};
	node_t node;

	is_asked_for_table(l, call, b);
	node = lower_new_object(l, &o, type);
	if (o.kind == OBJECT_MAYBE && o.leaf != LEAF_YES && o.leaf != LEAF_NO)
		entry_later(l, call, LATER_READ);
	return node;
}

static node_t walked(struct lower *l, const struct called *call)
{
	const struct api *a = call->api;
	struct binding *b = binding_of(l, argument(call, a->arg));
	struct object o = {
		.kind = OBJECT_READ,
		.level = a->level,
		.rep = REP_ADDRESS,
		.name = call->name,
		.place = call->place,
	};

	is_asked_for_table(l, call, b);
	return lower_new_object(l, &o, lower_type_of(l, call->whole));
}

static node_t given(struct lower *l, const struct called *call)
{
	struct type type = lower_type_of(l, call->whole);
	struct object o = {
		.kind = OBJECT_TYPED,
		.level = call->api->level,
		.rep = call->api->as ? call->api->as : type.rep,
		.name = call->name,
		.place = call->place,
	};

	return lower_new_object(l, &o, type);
}

static void into_list(struct lower *l, const struct called *call)
{
	int from = call->api->arg, into = call->api->into;

	if (into >= 0 && (unsigned int)into < call->count)
		graph_edge(l->g, call->nodes[from], call->nodes[into],
			   FLOW_SAME, 0, STEP_LISTED, call->place);
}

static void call_back(struct lower *l, const struct called *call)
{
	int arg = call->api->arg, into = call->api->into;
	struct use *u;

	if (into < 0 || (unsigned int)into >= call->count ||
	    !call->nodes[arg] || !call->nodes[into])
		return;
	u = graph_use(l->g, USE_CALL, call->place);
	u->result = graph_node(l->g, 0, (struct type){ 0 });
	u->function = l->result;
	u->arg_count = 1;
	u->args[0] = call->nodes[arg];
	graph_indirect(l->g, l->g->use_count - 1, call->nodes[into]);
}

/* pfn_pmd(pfn, PAGE_TABLE): an entry that points to a table all the same. */
static const struct api *points_to_table(struct lower *l,
					 const struct called *call)
{
	const struct api *a;
	struct source *source;
	unsigned int offset;

	for (unsigned int i = 0; i < call->count; i++) {
		CXCursor c = call->cursors[i];

		if (clang_Cursor_isNull(c))
			continue;
		a = api_role(lower_word(l, clang_getRangeStart(
						   clang_getCursorExtent(c)),
					&source, &offset), ROLE_TABLE_FLAG);
		if (a && a->role == ROLE_TABLE_FLAG)
			return a;
	}
	return NULL;
}

static void use_map(struct lower *l, struct called *call)
{
	const struct api *flag = points_to_table(l, call);
	struct use *u;

	if (!flag || call->api->arg >= (int)call->count)
		return;
	u = graph_use(l->g, USE_FLAG, call->place);
	u->name = flag->name;
	u->args[0] = call->nodes[call->api->arg];
	u->arg_count = 1;
	u->function = l->result;
	call->api = NULL;
}

static bool is_descriptor(struct type t)
{
	return t.hold == HOLD_PAGE || t.hold == HOLD_PTDESC ||
	       t.hold == HOLD_PGTABLE || t.hold == HOLD_FOLIO;
}

/*
 * The argument that the list means. Constructors were given a mm before it in
 * later kernels: where a descriptor is meant, its type tells.
 */
static unsigned int subject(const struct called *call)
{
	unsigned int arg = call->api ? call->api->arg : 0;

	if (!call->api || arg >= call->count ||
	    (call->api->as != REP_PTDESC && call->api->as != REP_PAGE) ||
	    call->types[arg].hold != HOLD_RECORD)
		return arg;
	for (unsigned int i = 0; i < call->count; i++)
		if (is_descriptor(call->types[i]))
			return i;
	return arg;
}

static CXCursor without_casts(CXCursor c)
{
	CXCursor bare = lower_strip(c);

	while (bare.kind == CXCursor_CStyleCastExpr) {
		struct kids k = kids_get(bare);
		CXCursor inner = k.count ? k.list[k.count - 1] : bare;

		kids_free(&k);
		if (!clang_isExpression(inner.kind))
			break;
		bare = lower_strip(inner);
	}
	return bare;
}

/* Who gets a pointer to an entry may put another table there. */
static void may_write(struct lower *l, const struct called *call,
		      CXCursor entry)
{
	struct symbol *s = lower_entry_variable(l, entry);
	enum role role = call->api ? call->api->role : ROLE_NONE;

	if (s && role != ROLE_WALKS && role != ROLE_READS &&
	    role != ROLE_TESTS_LEAF && role != ROLE_TESTS_TABLE &&
	    role != ROLE_IGNORED)
		lower_later(l, LATER_WRITTEN, s->local);
}

static void use_call(struct lower *l, struct called *call, node_t result)
{
	bool worth = call->api || is_page_based_api(str_get(call->name));
	struct use *u;

	if (call->api && call->api->role == ROLE_MAPS)
		use_map(l, call);
	for (unsigned int i = 0; i < call->count; i++)
		worth |= call->nodes[i] != 0;
	if (!worth)
		return;
	u = graph_use(l->g, USE_CALL, call->place);
	u->name = call->name;
	u->api = call->api;
	u->subject = subject(call);
	u->result = result;
	u->function = l->result;
	u->callee = call->callee;
	u->arg_count = call->count;
	for (unsigned int i = 0; i < call->count; i++) {
		struct binding *b;
		struct type type;

		u->args[i] = call->nodes[i];
		u->types[i] = call->types[i];
		if (clang_Cursor_isNull(call->cursors[i]))
			continue;
		type = lower_type_of(l, lower_strip(call->cursors[i]));
		u->holds[i] = type.hold;
		u->from[i] = lower_type_of(l, without_casts(
						   call->cursors[i])).hold;
		if (type.hold != HOLD_TABLE && type.hold != HOLD_ENTRY)
			continue;
		if (type.hold == HOLD_TABLE)
			may_write(l, call, call->cursors[i]);
		b = binding_of(l, call->cursors[i]);
		if (b) {
			u->leaf[i] = b->leaf;
			u->leaf_of[i] = b->leaf_of;
		}
	}
}

/* What is known of the result from the list alone. */
static node_t known_result(struct lower *l, const struct called *call)
{
	const struct api *a = call->api;
	struct type type = lower_type_of(l, call->whole);

	/* Without a preprocessor, what a macro gives may look like anything. */
	if (a->role == ROLE_CONVERTS && a->as == REP_NUMBER)
		type = (struct type){ HOLD_NUMBER, LEVEL_NONE, REP_NUMBER };
	switch (a->role) {
	case ROLE_ALLOCATES:
		return allocated(l, call);
	case ROLE_READS:
		return read_table(l, call);
	case ROLE_WALKS:
		return walked(l, call);
	case ROLE_GIVES_TABLE:
		return given(l, call);
	case ROLE_CONVERTS:
		return a->arg < (int)call->count ?
			lower_flow(l, call->nodes[a->arg], FLOW_AS,
				   a->as ? a->as : type.rep, STEP_CONVERTED,
				   type, call->place) : 0;
	case ROLE_CONSTRUCTS:
		/* Whether it failed: conditions ask for the value. */
		return graph_node(l->g, 0, type);
	case ROLE_ADDS_TO_LIST:
		if (a->arg < (int)call->count)
			into_list(l, call);
		return 0;
	case ROLE_CALLS_BACK:
		if (a->arg < (int)call->count)
			call_back(l, call);
		return 0;
	default:
		return 0;
	}
}

static bool is_opaque(const struct api *a)
{
	return a && a->role != ROLE_TAKES_TABLE &&
	       a->role != ROLE_GIVES_TABLE && a->role != ROLE_REMOVES_TABLE &&
	       a->role != ROLE_TESTS_LEAF && a->role != ROLE_TESTS_TABLE &&
	       a->role != ROLE_OTHER_MEMORY;
}

/* Arguments go to parameters, and what is a list comes back. */
static node_t into_function(struct lower *l, const struct called *call,
			    const struct symbol *callee)
{
	struct function *f = &l->g->functions[callee->function];

	for (unsigned int i = 0; i < call->count && callee->followed; i++) {
		node_t param = f->params[i];
		struct type type = call->types[i];

		graph_edge(l->g, call->nodes[i], param, FLOW_CAST, type.rep,
			   STEP_PASSED, call->place);
		if (type.hold == HOLD_LIST || type.hold == HOLD_CONTENT)
			graph_edge(l->g, param, call->nodes[i], FLOW_SAME, 0,
				   STEP_NONE, call->place);
	}
	return f->result;
}

static node_t through_converter(struct lower *l, const struct called *call)
{
	node_t node = 0;

	for (unsigned int i = 0; i < call->count; i++) {
		if (!call->nodes[i] || call->types[i].hold == HOLD_TABLE ||
		    call->types[i].hold == HOLD_RECORD)
			continue;
		if (!node)
			node = graph_node(l->g, 0,
					  lower_type_of(l, call->whole));
		graph_edge(l->g, call->nodes[i], node, FLOW_NUMBER, 0,
			   STEP_NONE, call->place);
	}
	return node;
}

/* A reader of tables in a macro that may also read a leaf, reads either. */
static const struct api *api_at(struct lower *l, const struct api *a,
				CXSourceLocation at)
{
	const struct api *outer;

	if (!a || a->role != ROLE_READS || !lower_is_macro(at))
		return a;
	outer = api_role(lower_body_of(l, at), ROLE_READS);
	return outer && outer->role == ROLE_READS && outer->maybe &&
	       outer->level == a->level ? outer : a;
}

static void collect_arguments(struct lower *l, struct called *call,
			      const struct kids *k, CXType type)
{
	int declared = clang_getNumArgTypes(type);

	for (unsigned int i = 1; i < k->count; i++) {
		node_t node = lower_expression(l, k->list[i]);
		unsigned int n = call->count;

		if (n == USE_ARGS)
			continue;
		call->cursors[n] = k->list[i];
		call->nodes[n] = node;
		if ((int)n < declared)
			call->types[n] = lower_type(l, clang_getArgType(type,
									n));
		else if (type.kind == CXType_FunctionNoProto)
			call->types[n] = lower_type_of(l, k->list[i]);
		call->count++;
	}
}

static node_t call_function(struct lower *l, CXCursor c, CXCursor name,
			    const struct kids *k)
{
	CXCursor declaration = clang_getCursorReferenced(name);
	struct symbol callee = *lower_symbol(l, declaration);
	struct called call = {
		.name = callee.name,
		.api = api_find(callee.name),
		.whole = c,
		.place = lower_place(l, clang_getCursorLocation(name)),
		.callee = callee.function + 1,
	};
	node_t known = 0, result = 0;

	if (!strncmp(str_get(callee.name), "__builtin_expect", 16) &&
	    k->count > 1)
		return lower_expression(l, k->list[1]);
	call.api = api_at(l, call.api, clang_getCursorLocation(name));
	collect_arguments(l, &call, k, clang_getCursorType(declaration));
	if (call.api)
		known = known_result(l, &call);
	if (!is_opaque(call.api)) {
		result = into_function(l, &call, &callee);
		if (callee.passes)
			result = through_converter(l, &call);
	}
	use_call(l, &call, known ? known : result);
	if (known && result)
		graph_edge(l->g, result, known, FLOW_SAME, 0, STEP_NONE,
			   call.place);
	return known ? known : result;
}

static node_t call_pointer(struct lower *l, CXCursor c, CXCursor pointer,
			   const struct kids *k)
{
	struct type type = lower_type_of(l, c);
	struct called call = {
		.whole = c,
		.place = lower_place(l, clang_getCursorLocation(c)),
	};
	CXType of = clang_getCursorType(pointer);
	node_t callee = lower_expression(l, pointer), result;
	bool known;
	struct use *u;

	if (of.kind != CXType_Invalid)
		of = clang_getCanonicalType(of);
	if (of.kind == CXType_Pointer)
		of = clang_getPointeeType(of);
	collect_arguments(l, &call, k, of);
	/* A member that nobody shows has no type: who is called, neither. */
	known = callee && l->g->nodes[callee].type.hold == HOLD_FUNCTION;
	for (unsigned int i = 0; i < call.count && !known; i++)
		lower_leaves(l, call.nodes[i], 0, call.types[i], call.place);
	if (!callee)
		return 0;
	result = graph_node(l->g, 0, type);
	u = graph_use(l->g, USE_CALL, call.place);
	u->result = result;
	u->function = l->result;
	u->arg_count = call.count;
	memcpy(u->args, call.nodes, sizeof(u->args));
	memcpy(u->types, call.types, sizeof(u->types));
	graph_indirect(l->g, l->g->use_count - 1, callee);
	return result;
}

node_t lower_call(struct lower *l, CXCursor c)
{
	struct kids k = kids_get(c);
	node_t node = 0;
	CXCursor callee;

	if (k.count) {
		callee = lower_strip(k.list[0]);
		if (callee.kind == CXCursor_DeclRefExpr &&
		    clang_getCursorReferenced(callee).kind ==
			    CXCursor_FunctionDecl)
			node = call_function(l, c, callee, &k);
		else
			node = call_pointer(l, c, k.list[0], &k);
	}
	kids_free(&k);
	return node;
}

/* The arguments of a macro, where the user wrote them. */
struct macro {
	struct lower *l;
	struct called *call;
	struct source *source;
	unsigned int offset;			/* of the name */
	unsigned int close;			/* of the last parenthesis */
	unsigned int ends[USE_ARGS];		/* of each argument */
};

/* Splits the text behind the name; false if these are no arguments. */
static bool split_arguments(struct macro *m, size_t name_len)
{
	const char *text = m->source->text;
	unsigned int i = m->offset + name_len, depth = 0;

	while (i < m->source->len && (text[i] == ' ' || text[i] == '\t'))
		i++;
	if (i >= m->source->len || text[i] != '(')
		return false;
	for (; i < m->source->len; i++) {
		if (text[i] == '(' || text[i] == '{' || text[i] == '[') {
			depth++;
		} else if (text[i] == ')' || text[i] == '}' ||
			   text[i] == ']') {
			depth--;
		} else if (text[i] == ',' && depth == 1 &&
			   m->call->count < USE_ARGS - 1) {
			m->ends[m->call->count++] = i;
		}
		if (!depth)
			break;
	}
	m->close = i;
	m->ends[m->call->count++] = i;
	return i < m->source->len;
}

static enum CXChildVisitResult find_argument(CXCursor c, CXCursor parent,
					     CXClientData data)
{
	struct macro *m = data;
	unsigned int offset, n = 0;
	CXFile file;

	(void)parent;
	if (!clang_isExpression(c.kind))
		return CXChildVisit_Recurse;
	clang_getFileLocation(clang_getRangeStart(clang_getCursorExtent(c)),
			      &file, NULL, NULL, &offset);
	if (file != m->source->file || offset <= m->offset ||
	    offset >= m->close)
		return CXChildVisit_Recurse;
	while (n + 1 < m->call->count && offset > m->ends[n])
		n++;
	if (clang_Cursor_isNull(m->call->cursors[n]))
		m->call->cursors[n] = c;
	return CXChildVisit_Continue;
}

static bool is_whole(struct macro *m, CXCursor c, size_t name_len)
{
	unsigned int end;

	clang_getFileLocation(clang_getRangeEnd(clang_getCursorExtent(c)),
			      NULL, NULL, NULL, &end);
	return (end >= m->offset && end <= m->offset + name_len) ||
	       end == m->close || end == m->close + 1;
}

bool lower_is_expansion(struct lower *l, CXCursor c)
{
	struct called call = { .whole = c };
	struct macro m = { .l = l, .call = &call };

	call.name = lower_word(l, clang_getRangeStart(
					  clang_getCursorExtent(c)),
			       &m.source, &m.offset);
	return call.name &&
	       split_arguments(&m, strlen(str_get(call.name))) &&
	       is_whole(&m, c, strlen(str_get(call.name)));
}

static bool has_macro_meaning(const struct api *a)
{
	return a && a->role != ROLE_TAKES_TABLE &&
	       a->role != ROLE_GIVES_TABLE && a->role != ROLE_READS_MASK &&
	       a->role != ROLE_TABLE_SIZE && a->role != ROLE_TABLE_FLAG &&
	       a->role != ROLE_LEAF_FLAG &&
	       a->role != ROLE_WRITES_PAGE_MEMBER &&
	       a->role != ROLE_OTHER_MEMORY;
}

bool lower_macro(struct lower *l, CXCursor c, node_t *result)
{
	CXSourceLocation at = clang_getRangeStart(clang_getCursorExtent(c));
	struct called call = { .whole = c };
	struct macro m = { .l = l, .call = &call };
	bool found = false;
	size_t name_len;

	call.name = lower_word(l, at, &m.source, &m.offset);
	call.api = call.name ? api_find(call.name) : NULL;
	if (!has_macro_meaning(call.api))
		return false;
	name_len = strlen(str_get(call.name));
	for (int i = 0; i < USE_ARGS; i++)
		call.cursors[i] = clang_getNullCursor();
	if (!split_arguments(&m, name_len) || !is_whole(&m, c, name_len))
		return false;
	call.place = lower_user_place(l, at);
	clang_visitChildren(c, find_argument, &m);
	lower_scan(l, c);
	for (unsigned int i = 0; i < call.count; i++) {
		if (clang_Cursor_isNull(call.cursors[i]))
			continue;
		found = true;
		call.nodes[i] = lower_expression(l, call.cursors[i]);
		call.types[i] = lower_type_of(l, call.cursors[i]);
	}
	/* Where there is no such level, the macro is a constant. */
	*result = found ? known_result(l, &call) : 0;
	use_call(l, &call, *result);
	return true;
}
