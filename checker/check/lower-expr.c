// SPDX-License-Identifier: GPL-2.0-only
/* Expressions: which node the value of one is. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "constant.h"
#include "lower-int.h"

/* Without parentheses and what the compiler adds by itself. */
CXCursor lower_strip(CXCursor c)
{
	while (c.kind == CXCursor_ParenExpr ||
	       c.kind == CXCursor_UnexposedExpr) {
		struct kids k = kids_get(c);
		CXCursor inner = k.count == 1 ? k.list[0] : c;
		bool done = k.count != 1 || !clang_isExpression(inner.kind);

		kids_free(&k);
		if (done)
			break;
		c = inner;
	}
	return c;
}

static struct place place_of(struct lower *l, CXCursor c)
{
	return lower_place(l, clang_getCursorLocation(c));
}

/* A node that the value of another goes to. */
node_t lower_flow(struct lower *l, node_t from, enum flow flow, enum rep rep,
		  enum step step, struct type type, struct place place)
{
	node_t to;

	if (!from)
		return 0;
	to = graph_node(l->g, 0, type);
	graph_edge(l->g, from, to, flow, rep, step, place);
	return to;
}

struct find_variable {
	struct lower *l;
	struct symbol *found;
};

static enum CXChildVisitResult find_variable(CXCursor c, CXCursor parent,
					     CXClientData data)
{
	struct find_variable *f = data;
	CXCursor declaration;
	struct symbol *s;

	(void)parent;
	if (c.kind != CXCursor_DeclRefExpr)
		return CXChildVisit_Recurse;
	declaration = clang_getCursorReferenced(c);
	if (declaration.kind != CXCursor_VarDecl &&
	    declaration.kind != CXCursor_ParmDecl)
		return CXChildVisit_Continue;
	s = lower_symbol(f->l, declaration);
	if (s->kind != SYMBOL_LOCAL || (s->type.hold != HOLD_TABLE &&
					s->type.hold != HOLD_ENTRY))
		return CXChildVisit_Continue;
	f->found = s;
	return CXChildVisit_Break;
}

struct symbol *lower_entry_variable(struct lower *l, CXCursor c)
{
	struct find_variable f = { l, NULL };

	if (c.kind == CXCursor_DeclRefExpr)
		find_variable(c, c, &f);
	else
		clang_visitChildren(c, find_variable, &f);
	return f.found;
}

/* What an entry holds: a table, or what it maps. */
static node_t entry_value(struct lower *l, CXCursor c, struct type type)
{
	struct symbol *s = lower_entry_variable(l, c);
	struct binding *b = s ? lower_binding(l, s->local) : NULL;
	struct object o = {
		.kind = OBJECT_MAYBE,
		.rep = REP_ENTRY,
		.place = place_of(l, c),
		.leaf = b ? b->leaf : LEAF_UNKNOWN,
		.parameter = b ? b->leaf_of : 0,
	};

	if (type.level == LEVEL_PTE)
		o.kind = OBJECT_MAPPED;
	else
		o.level = type.level - 1;
	return lower_new_object(l, &o, type);
}

/* A number read from memory: if that is a table, perhaps the next one. */
static node_t number_value(struct lower *l, CXCursor c, node_t base,
			   struct type type)
{
	struct object o = {
		.kind = OBJECT_MAYBE,
		.rep = REP_NUMBER,
		.place = place_of(l, c),
		.base = base,
	};

	return base && type.hold == HOLD_NUMBER ?
		lower_new_object(l, &o, type) : 0;
}

static node_t dereference(struct lower *l, CXCursor c, node_t operand,
			  struct type of, struct type type)
{
	switch (of.hold) {
	case HOLD_CONTENT:
	case HOLD_FUNCTION:
	case HOLD_LIST:
		return operand;
	case HOLD_TABLE:
		return entry_value(l, c, type);
	case HOLD_PAGE:
	case HOLD_PTDESC:
	case HOLD_FOLIO:
		return operand;
	case HOLD_MEMORY:
		return number_value(l, c, operand, type);
	default:
		return 0;
	}
}

/* What a member is of: the structures without a name between are left out. */
static CXCursor member_base(CXCursor c)
{
	for (;;) {
		struct kids k = kids_get(c);
		CXCursor base = k.count ? k.list[0] : clang_getNullCursor();
		CXCursor declaration;

		kids_free(&k);
		if (base.kind != CXCursor_MemberRefExpr)
			return base;
		declaration = clang_getTypeDeclaration(
			clang_getCursorType(base));
		if (!clang_Cursor_isAnonymousRecordDecl(declaration))
			return base;
		c = base;
	}
}

static node_t address_of(struct lower *l, CXCursor operand)
{
	CXCursor c = lower_strip(operand);
	struct kids k;
	node_t node = 0;

	if (c.kind == CXCursor_ArraySubscriptExpr) {
		k = kids_get(c);
		if (k.count == 2) {
			node = lower_expression(l, k.list[0]);
			lower_expression(l, k.list[1]);
		}
		kids_free(&k);
		return node;
	}
	if (c.kind == CXCursor_UnaryOperator &&
	    clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Deref) {
		k = kids_get(c);
		if (k.count == 1)
			node = lower_expression(l, k.list[0]);
		kids_free(&k);
		return node;
	}
	if (c.kind == CXCursor_MemberRefExpr) {
		struct symbol field = *lower_symbol(
			l, clang_getCursorReferenced(c));
		CXCursor base = member_base(c);
		struct type base_type;

		if (!clang_isExpression(base.kind))
			return field.node;
		base_type = lower_type_of(l, base);
		node = lower_expression(l, base);
		lower_member_use(l, c, &field, node, ACCESS_ADDRESS);
		/* A word of it is not where the descriptor begins. */
		if (field.type.hold == HOLD_NUMBER)
			return field.node;
		if (base_type.hold == HOLD_PAGE ||
		    base_type.hold == HOLD_PGTABLE ||
		    base_type.hold == HOLD_FOLIO ||
		    base_type.hold == HOLD_PTDESC)
			return node;
		return field.node;
	}
	node = lower_expression(l, c);
	/* Of a copy of an entry: no table, and not what the entry leads to. */
	return lower_type_of(l, c).hold == HOLD_ENTRY ? 0 : node;
}

static node_t lower_reference(struct lower *l, CXCursor c)
{
	CXCursor declaration = clang_getCursorReferenced(c);
	struct object o = { .kind = OBJECT_FUNCTION };
	struct symbol *s;

	if (clang_Cursor_isNull(declaration) ||
	    declaration.kind == CXCursor_EnumConstantDecl)
		return 0;
	s = lower_symbol(l, declaration);
	switch (s->kind) {
	case SYMBOL_LOCAL:
		return lower_read_local(l, s);
	case SYMBOL_GLOBAL:
		return s->node;
	case SYMBOL_FUNCTION:
		lower_name_use(l, c, s);
		o.name = l->g->functions[s->function].key;
		o.place = place_of(l, c);
		return lower_new_object(l, &o, s->type);
	default:
		return 0;
	}
}

static node_t lower_member(struct lower *l, CXCursor c, enum access access)
{
	struct symbol field = *lower_symbol(l, clang_getCursorReferenced(c));
	struct type type = lower_type_of(l, c), base_type;
	CXCursor from = member_base(c);
	node_t base;

	if (!clang_isExpression(from.kind))
		return field.node;
	base_type = lower_type_of(l, from);
	base = lower_expression(l, from);
	lower_member_use(l, c, &field, base, access);
	switch (base_type.hold) {
	case HOLD_PAGE:
	case HOLD_PGTABLE:
	case HOLD_FOLIO:
	case HOLD_PTDESC:
		/* &folio->page, and the lists that it is on */
		if (type.hold == HOLD_LIST || type.hold == HOLD_PAGE)
			return base;
		return field.node;
	case HOLD_LIST:
		return base;
	case HOLD_ENTRY:
		return lower_flow(l, base, FLOW_NUMBER, 0, STEP_NONE, type,
				  place_of(l, c));
	default:
		return field.node;
	}
}

/* pmd++: what is known of the entry is not known of the next one. */
static void goes_on(struct lower *l, CXCursor operand)
{
	CXCursor c = lower_strip(operand);
	struct symbol *s = c.kind == CXCursor_DeclRefExpr ?
			   lower_entry_variable(l, c) : NULL;

	if (s)
		lower_another_entry(l, s->local);
}

static node_t lower_unary(struct lower *l, CXCursor c)
{
	enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(c);
	struct type type = lower_type_of(l, c), of;
	struct kids k = kids_get(c);
	CXCursor operand;
	node_t node;

	if (k.count != 1) {
		kids_free(&k);
		return 0;
	}
	operand = k.list[0];
	kids_free(&k);
	if (op == CXUnaryOperator_AddrOf)
		return address_of(l, operand);
	of = lower_type_of(l, operand);
	node = lower_expression(l, operand);
	switch (op) {
	case CXUnaryOperator_Deref:
		/* *&x, as READ_ONCE() has it, with whatever casts between */
		return dereference(l, c, node, of, type);
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		goes_on(l, operand);
		return node;
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Extension:
		return node;
	case CXUnaryOperator_LNot:
		return 0;
	default:
		return lower_flow(l, node, FLOW_NUMBER, 0, STEP_NONE, type,
				  place_of(l, c));
	}
}

const struct api *lower_flag(struct lower *l, CXCursor c, enum role role)
{
	CXSourceLocation at = clang_getCursorLocation(c);
	const struct api *a;
	struct source *source;
	unsigned int offset;

	if (!lower_is_macro(at))
		return NULL;
	a = api_role(lower_word(l, at, &source, &offset), role);
	return a && a->role == role ? a : NULL;
}

static void note_flags(struct lower *l, CXCursor flag, node_t value);

static void note_several(struct lower *l, CXCursor flags, node_t value)
{
	struct kids k;

	if (clang_getCursorBinaryOperatorKind(flags) != CXBinaryOperator_Or)
		return;
	k = kids_get(flags);
	for (unsigned int i = 0; i < k.count; i++)
		note_flags(l, lower_strip(k.list[i]), value);
	kids_free(&k);
}

/*
 * pa | _PAGE_TABLE, pa + _PAGE_TABLE, (_PAGE_TABLE | _PAGE_USER) + pa: an entry
 * is made of pa.
 */
static void note_flags(struct lower *l, CXCursor flag, node_t value)
{
	const struct api *table, *leaf;
	struct use *u;

	if (!value)
		return;
	table = lower_flag(l, flag, ROLE_TABLE_FLAG);
	leaf = lower_flag(l, flag, ROLE_LEAF_FLAG);
	if (!table && !leaf) {
		note_several(l, flag, value);
		return;
	}
	u = graph_use(l->g, leaf ? USE_MAP : USE_FLAG, place_of(l, flag));
	u->name = leaf ? leaf->name : table->name;
	u->api = leaf ? leaf : table;
	u->args[0] = value;
	u->arg_count = 1;
	u->function = l->result;
}

/* entry & ~ORIGIN: what is left when another table takes the place. */
static const struct api *clears_origin(struct lower *l, CXCursor c)
{
	const struct api *a = NULL;
	struct kids k = kids_get(c), inner;

	for (unsigned int i = 0; i < k.count && !a; i++) {
		CXCursor operand = lower_strip(k.list[i]);

		if (clang_getCursorUnaryOperatorKind(operand) !=
		    CXUnaryOperator_Not)
			continue;
		inner = kids_get(operand);
		if (inner.count == 1)
			a = lower_flag(l, lower_strip(inner.list[0]),
				      ROLE_READS_MASK);
		kids_free(&inner);
	}
	kids_free(&k);
	return a;
}

/* (entry & ~ORIGIN) | pa: pa is the table that it points to. */
static void note_origin(struct lower *l, CXCursor cleared, node_t value)
{
	const struct api *a = NULL;
	struct use *u;

	if (value && clang_getCursorBinaryOperatorKind(cleared) ==
			     CXBinaryOperator_And)
		a = clears_origin(l, cleared);
	if (!a)
		return;
	u = graph_use(l->g, USE_FLAG, place_of(l, cleared));
	u->name = a->name;
	u->api = a;
	u->args[0] = value;
	u->arg_count = 1;
	u->function = l->result;
}

/* The table whose address a mask leaves; 0 if it is no such mask. */
static node_t table_under(struct lower *l, CXCursor c, const struct api *mask)
{
	struct object o = { .kind = OBJECT_READ, .rep = REP_NUMBER };

	if (!mask)
		return 0;
	o.level = mask->level;
	o.name = mask->name;
	o.place = place_of(l, c);
	return lower_new_object(l, &o, lower_type_of(l, c));
}

/* entry & ORIGIN: the address of the table, where no type tells. */
static node_t masked(struct lower *l, CXCursor c, CXCursor mask)
{
	return table_under(l, c, lower_flag(l, lower_strip(mask),
					    ROLE_READS_MASK));
}

struct size_search {
	struct lower *l;
	const struct api *found;
};

static enum CXChildVisitResult find_size(CXCursor c, CXCursor parent,
					 CXClientData data)
{
	struct size_search *s = data;

	(void)parent;
	s->found = lower_flag(s->l, c, ROLE_TABLE_SIZE);
	return s->found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/*
 * ~(the size of a table - 1): written out, or kept in a variable. Without ~ it
 * tells where in a table something is.
 */
static const struct api *size_of_table(struct lower *l, CXCursor mask)
{
	struct size_search s = { .l = l };
	CXCursor c = lower_strip(mask);

	if (c.kind == CXCursor_DeclRefExpr)
		c = clang_getCursorReferenced(c);
	if (c.kind == CXCursor_VarDecl)
		c = clang_Cursor_getVarDeclInitializer(c);
	if (!clang_Cursor_isNull(c))
		c = lower_strip(c);
	if (c.kind == CXCursor_UnaryOperator &&
	    clang_getCursorUnaryOperatorKind(c) == CXUnaryOperator_Not)
		clang_visitChildren(c, find_size, &s);
	return s.found;
}

static node_t merge(struct lower *l, node_t a, node_t b, struct type type,
		    enum flow flow, struct place place)
{
	node_t node;

	if (!a && !b)
		return 0;
	node = graph_node(l->g, 0, type);
	graph_edge(l->g, a, node, flow, 0, STEP_NONE, place);
	graph_edge(l->g, b, node, flow, 0, STEP_NONE, place);
	return node;
}

static bool is_pointer(struct type t)
{
	return t.hold != HOLD_NUMBER && t.hold != HOLD_OTHER;
}

/* A variable that nothing declares is perhaps a pointer, a constant is none. */
static bool is_nobodys(struct lower *l, CXCursor c)
{
	CXString spelling;
	const char *name;
	bool is;

	c = lower_strip(c);
	if (c.kind != CXCursor_DeclRefExpr ||
	    lower_type_of(l, c).hold != HOLD_OTHER)
		return false;
	spelling = clang_getCursorSpelling(c);
	name = clang_getCString(spelling);
	is = islower((unsigned char)*name);
	clang_disposeString(spelling);
	return is;
}

static node_t lower_sum(struct lower *l, CXCursor c, const struct kids *k,
			node_t a, node_t b, bool minus)
{
	struct type type = lower_type_of(l, c);
	struct type left = lower_type_of(l, k->list[0]);
	struct type right = lower_type_of(l, k->list[1]);
	struct place place = place_of(l, c);

	if (is_pointer(left) && is_pointer(right))
		/* an index; of pages it is a pfn */
		return left.hold == HOLD_PAGE ?
			lower_flow(l, a, FLOW_NUMBER, 0, STEP_NONE, type,
				   place) : 0;
	if (left.hold == HOLD_PAGE && a && b) {
		/* memmap + pfn, where the map is a variable */
		node_t node = lower_flow(l, b, FLOW_INDEX, type.rep, STEP_NONE,
					 type, place);

		graph_edge(l->g, a, node, FLOW_SAME, 0, STEP_NONE, place);
		return node;
	}
	if (is_pointer(left) && a)
		return a;
	if (is_pointer(right) && b)
		return b;
	if (is_pointer(left) || is_pointer(right))
		/* memmap + pfn, base + offset */
		return lower_flow(l, is_pointer(left) ? b : a,
				  left.hold == HOLD_TABLE ? FLOW_NUMBER :
				  FLOW_INDEX, type.rep, STEP_NONE,
				  left.hold == HOLD_TABLE ?
				  (struct type){ 0 } : type, place);
	if (!a && is_nobodys(l, k->list[0]))
		return 0;
	return merge(l, a, minus ? 0 : b, type, FLOW_NUMBER, place);
}

/*
 * addr & ~PMD_MASK, addr & (size - 1): where in something it is, and no longer
 * what it is of.
 */
static bool is_low_mask(CXCursor c)
{
	CXCursor bare = lower_strip(c);
	long long value;
	bool size_less_one;

	if (clang_getCursorBinaryOperatorKind(bare) == CXBinaryOperator_Sub) {
		struct kids k = kids_get(bare);

		size_less_one = k.count == 2 &&
				constant_value(k.list[1], &value) &&
				value == 1;
		kids_free(&k);
		if (size_less_one)
			return true;
	}
	return constant_value(c, &value) && value > 0 &&
	       value <= 0x7fffffffLL && !(value & (value + 1));
}

static node_t lower_arithmetic(struct lower *l, CXCursor c,
			       const struct kids *k,
			       enum CXBinaryOperatorKind op)
{
	node_t a = lower_expression(l, k->list[0]);
	node_t b = lower_expression(l, k->list[1]);
	struct place place = place_of(l, c);
	struct type type = lower_type_of(l, c);
	node_t mask;

	switch (op) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Or:
	case CXBinaryOperator_Xor:
		note_flags(l, lower_strip(k->list[1]), a);
		note_flags(l, lower_strip(k->list[0]), b);
		note_origin(l, lower_strip(k->list[0]), b);
		note_origin(l, lower_strip(k->list[1]), a);
		return lower_sum(l, c, k, a, b, false);
	case CXBinaryOperator_Sub:
		return lower_sum(l, c, k, a, b, true);
	case CXBinaryOperator_And:
		mask = masked(l, c, k->list[1]);
		if (!mask)
			mask = masked(l, c, k->list[0]);
		if (!mask && a)
			/* of an entry: the table that it is in */
			mask = table_under(l, c, size_of_table(l, k->list[1]));
		if (mask)
			return mask;
		if ((a || b) && (is_low_mask(k->list[1]) ||
				 is_low_mask(k->list[0])))
			return 0;
		return merge(l, a, b, type, FLOW_NUMBER, place);
	case CXBinaryOperator_Shl:
	case CXBinaryOperator_Shr:
		return lower_flow(l, a, FLOW_NUMBER, 0, STEP_NONE, type,
				  place);
	case CXBinaryOperator_Comma:
		return b;
	default:
		return 0;
	}
}

void lower_leaves(struct lower *l, node_t value, str_t name, struct type type,
		  struct place place)
{
	node_t node;

	if (!value)
		return;
	node = graph_node(l->g, name, type);
	l->g->nodes[node].leaves = true;
	graph_edge(l->g, value, node, FLOW_CAST, type.rep, STEP_ASSIGNED,
		   place);
}

static void store_member(struct lower *l, CXCursor to, node_t value,
			 struct place place)
{
	struct symbol field = *lower_symbol(l, clang_getCursorReferenced(to));

	lower_member(l, to, ACCESS_WRITE);
	if (field.node)
		graph_edge(l->g, value, field.node, FLOW_CAST, field.type.rep,
			   STEP_ASSIGNED, place);
	else
		lower_leaves(l, value, field.name, field.type, place);
}

/* An entry of a level that cannot map memory leads to a table. */
static void store_entry(struct lower *l, CXCursor to, node_t value,
			struct place place)
{
	struct type type = lower_type_of(l, to);
	struct symbol *s;
	struct use *u;
	node_t entry;

	if (type.hold != HOLD_ENTRY)
		return;
	s = lower_entry_variable(l, to);
	if (s)
		lower_later(l, LATER_WRITTEN, s->local);
	if (!value)
		return;
	entry = graph_node(l->g, 0, type);
	l->g->nodes[entry].leaves = true;
	graph_edge(l->g, value, entry, FLOW_SAME, 0, STEP_NONE, place);
	if (type.level < LEVEL_P4D)
		return;
	u = graph_use(l->g, USE_FLAG, place);
	u->name = str_of("an upper entry");
	u->args[0] = value;
	u->arg_count = 1;
	u->function = l->result;
}

void lower_store(struct lower *l, CXCursor to, node_t value,
		 struct place place, bool adds)
{
	CXCursor c = lower_strip(to);
	struct symbol s;
	node_t node;

	if (c.kind == CXCursor_DeclRefExpr) {
		s = *lower_symbol(l, clang_getCursorReferenced(c));
		if (s.kind == SYMBOL_LOCAL) {
			if (adds) {
				node_t old = lower_read_local(l, &s);

				value = merge(l, old, value, s.type,
					      FLOW_NUMBER, place);
			}
			lower_write_local(l, &s, value, STEP_ASSIGNED, place);
		} else if (s.node) {
			graph_edge(l->g, value, s.node, FLOW_CAST, s.type.rep,
				   STEP_ASSIGNED, place);
		} else {
			lower_leaves(l, value, s.name, s.type, place);
		}
		return;
	}
	if (c.kind == CXCursor_MemberRefExpr) {
		store_member(l, c, value, place);
		return;
	}
	node = lower_expression(l, c);
	store_entry(l, c, value, place);
	if (lower_type_of(l, c).hold != HOLD_ENTRY && node)
		graph_edge(l->g, value, node, FLOW_CAST,
			   l->g->nodes[node].type.rep, STEP_ASSIGNED, place);
	else if (!node)
		lower_leaves(l, value, 0, (struct type){ 0 }, place);
}

static node_t lower_binary(struct lower *l, CXCursor c)
{
	enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(c);
	struct kids k = kids_get(c);
	node_t node = 0;

	if (k.count == 2 && op == CXBinaryOperator_Assign) {
		struct symbol *s, *from;

		node = lower_expression(l, k.list[1]);
		lower_store(l, k.list[0], node, place_of(l, c), false);
		s = lower_entry_variable(l, lower_strip(k.list[0]));
		if (s && s->type.hold == HOLD_ENTRY &&
		    lower_strip(k.list[0]).kind == CXCursor_DeclRefExpr) {
			uint32_t local = s->local;

			from = lower_entry_variable(l, k.list[1]);
			if (from)
				lower_copy_leaf(l, local, from->local);
		}
	} else if (k.count == 2 && (op == CXBinaryOperator_LAnd ||
				    op == CXBinaryOperator_LOr)) {
		block_t behind = graph_block(l->g);

		lower_condition(l, c, behind, behind);
	} else if (k.count == 2) {
		node = lower_arithmetic(l, c, &k, op);
	}
	kids_free(&k);
	return node;
}

static node_t lower_compound_assign(struct lower *l, CXCursor c)
{
	struct kids k = kids_get(c);
	enum CXBinaryOperatorKind op;
	struct type type;
	node_t node = 0;

	if (k.count == 2) {
		node_t to = lower_expression(l, k.list[0]);

		node = lower_expression(l, k.list[1]);
		note_flags(l, lower_strip(k.list[1]), to);
		type = lower_type_of(l, k.list[0]);
		op = clang_getCursorBinaryOperatorKind(c);
		/* What is added is an offset. */
		if (type.hold == HOLD_NUMBER &&
		    (!to || (op != CXBinaryOperator_AddAssign &&
			     op != CXBinaryOperator_SubAssign)))
			lower_store(l, k.list[0], node, place_of(l, c), true);
	}
	kids_free(&k);
	return node;
}

static node_t lower_cast(struct lower *l, CXCursor c)
{
	struct type type = lower_type_of(l, c);
	struct kids k = kids_get(c);
	node_t from, to;

	if (!k.count || !clang_isExpression(k.list[k.count - 1].kind)) {
		kids_free(&k);
		return 0;
	}
	from = lower_expression(l, k.list[k.count - 1]);
	kids_free(&k);
	if (type.hold == HOLD_OTHER)
		return 0;
	if (type.hold == HOLD_TABLE || type.hold == HOLD_PTDESC) {
		/* The cast says what it is, whatever it was before. */
		struct object o = {
			.kind = OBJECT_TYPED,
			.level = type.level,
			.rep = type.rep,
			.place = place_of(l, c),
			.base = from,
		};

		to = lower_new_object(l, &o, type);
		graph_edge(l->g, from, to, FLOW_CAST, type.rep, STEP_NONE,
			   o.place);
		return to;
	}
	return lower_flow(l, from, FLOW_CAST, type.rep, STEP_NONE, type,
			  place_of(l, c));
}

static node_t lower_conditional(struct lower *l, CXCursor c)
{
	struct kids k = kids_get(c);
	block_t yes, no, behind;
	node_t a = 0, b = 0;

	if (k.count == 3) {
		yes = graph_block(l->g);
		no = graph_block(l->g);
		behind = graph_block(l->g);
		lower_condition(l, k.list[0], yes, no);
		a = lower_expression(l, k.list[1]);
		lower_go(l, behind);
		l->g->block = no;
		b = lower_expression(l, k.list[2]);
		lower_go(l, behind);
	}
	kids_free(&k);
	if (!a || !b)
		return a ? a : b;
	return merge(l, a, b, lower_type_of(l, c), FLOW_SAME,
		     place_of(l, c));
}

static node_t lower_subscript(struct lower *l, CXCursor c)
{
	struct type type = lower_type_of(l, c), of;
	struct kids k = kids_get(c);
	node_t base = 0;

	of = k.count ? lower_type_of(l, k.list[0]) : (struct type){ 0 };
	for (unsigned int i = 0; i < k.count; i++) {
		node_t node = lower_expression(l, k.list[i]);

		base = i ? base : node;
	}
	kids_free(&k);
	return dereference(l, c, base, of, type);
}

struct container {
	struct lower *l;
	node_t node;
};

static enum CXChildVisitResult see_offset(CXCursor c, CXCursor parent,
					  CXClientData data)
{
	struct container *of = data;
	struct symbol field;

	(void)parent;
	if (c.kind != CXCursor_MemberRef)
		return CXChildVisit_Recurse;
	field = *lower_symbol(of->l, clang_getCursorReferenced(c));
	if (field.kind == SYMBOL_FIELD)
		lower_member_use(of->l, c, &field, of->node, ACCESS_ADDRESS);
	return CXChildVisit_Continue;
}

/* Where nobody shows what is in a list, who gets it may say what it is. */
static node_t page_of_nobody(struct lower *l, CXCursor c, struct type type,
			     node_t from)
{
	struct place place = place_of(l, c);
	struct object o = {
		.kind = OBJECT_PARAMETER,
		.rep = type.rep,
		.name = str_of("the page around it"),
		.place = place,
		.stands_in = true,
	};
	node_t node = lower_new_object(l, &o, type);

	graph_edge(l->g, from, node, FLOW_SAME, 0, STEP_NONE, place);
	return node;
}

/*
 * container_of(x, struct page, member): a member of what comes out. Returns
 * the node of that.
 */
static node_t note_container(struct lower *l, CXCursor c, node_t node)
{
	struct type type = lower_type_of(l, c);
	struct container of = { l, node };

	if ((type.hold != HOLD_PAGE && type.hold != HOLD_FOLIO) ||
	    !lower_is_macro(clang_getCursorLocation(c)))
		return node;
	of.node = page_of_nobody(l, c, type, node);
	clang_visitChildren(c, see_offset, &of);
	return of.node;
}

/* The value of ({ }) is that of its last statement. */
static node_t lower_statement_expression(struct lower *l, CXCursor c)
{
	struct kids outer = kids_get(c), k = { 0 };
	node_t node = 0;

	if (outer.count)
		k = kids_get(outer.list[0]);
	for (unsigned int i = 0; i < k.count; i++) {
		if (clang_isExpression(k.list[i].kind))
			node = lower_expression(l, k.list[i]);
		else
			lower_statement(l, k.list[i]);
	}
	kids_free(&k);
	kids_free(&outer);
	return note_container(l, c, node);
}

/* libclang shows all branches: the one with the type of the whole is meant. */
static node_t lower_generic(struct lower *l, CXCursor c)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(c));
	struct kids k = kids_get(c);
	CXCursor chosen = clang_getNullCursor();
	node_t node = 0;

	for (unsigned int i = 1; i < k.count; i++) {
		if (!clang_isExpression(k.list[i].kind))
			continue;
		chosen = k.list[i];
		if (clang_equalTypes(clang_getCanonicalType(
				clang_getCursorType(chosen)), type))
			break;
	}
	if (!clang_Cursor_isNull(chosen))
		node = lower_expression(l, chosen);
	kids_free(&k);
	return node;
}

/* { .member = value }: into the member; { a, b }: into the array. */
static void lower_designated(struct lower *l, CXCursor c, node_t array)
{
	struct kids k = kids_get(c);
	CXCursor value = k.count ? lower_strip(k.list[k.count - 1])
				 : clang_getNullCursor();
	struct symbol field = { 0 };
	node_t node;

	if (k.count >= 2 && k.list[0].kind == CXCursor_MemberRef)
		field = *lower_symbol(l, clang_getCursorReferenced(k.list[0]));
	if (k.count && value.kind == CXCursor_InitListExpr) {
		lower_initialiser(l, value, field.node ? field.node : array);
	} else if (k.count) {
		node = lower_expression(l, value);
		graph_edge(l->g, node, field.node ? field.node : array,
			   FLOW_CAST, field.type.rep, STEP_ASSIGNED,
			   place_of(l, c));
	}
	kids_free(&k);
}

void lower_initialiser(struct lower *l, CXCursor list, node_t array)
{
	struct kids k = kids_get(list);

	for (unsigned int i = 0; i < k.count; i++) {
		CXCursor c = k.list[i];
		struct kids inner;
		bool designated;

		if (!clang_isExpression(c.kind))
			continue;
		inner = kids_get(c);
		designated = c.kind == CXCursor_UnexposedExpr &&
			     inner.count &&
			     inner.list[0].kind == CXCursor_MemberRef;
		kids_free(&inner);
		if (designated)
			lower_designated(l, c, array);
		else if (lower_strip(c).kind == CXCursor_InitListExpr)
			lower_initialiser(l, lower_strip(c), array);
		else
			graph_edge(l->g, lower_expression(l, c), array,
				   FLOW_CAST, 0, STEP_ASSIGNED,
				   place_of(l, c));
	}
	kids_free(&k);
}

static node_t lower_children(struct lower *l, CXCursor c)
{
	struct kids k = kids_get(c);
	unsigned int values = 0;
	bool names = false;
	node_t node = 0;

	for (unsigned int i = 0; i < k.count; i++) {
		names |= k.list[i].kind == CXCursor_MemberRef;
		if (clang_isExpression(k.list[i].kind)) {
			node = lower_expression(l, k.list[i]);
			values++;
		} else if (clang_isStatement(k.list[i].kind)) {
			lower_statement(l, k.list[i]);
		}
	}
	kids_free(&k);
	if (names)
		/* offsetof() */
		lower_scan(l, c);
	return values == 1 ? node : 0;
}

node_t lower_expression(struct lower *l, CXCursor c)
{
	node_t node;

	if (lower_is_macro(clang_getRangeStart(clang_getCursorExtent(c))) &&
	    lower_macro(l, c, &node))
		return node;
	switch (c.kind) {
	case CXCursor_DeclRefExpr:
		return lower_reference(l, c);
	case CXCursor_MemberRefExpr:
		return lower_member(l, c, ACCESS_READ);
	case CXCursor_CallExpr:
		return lower_call(l, c);
	case CXCursor_UnaryOperator:
		return lower_unary(l, c);
	case CXCursor_BinaryOperator:
		return lower_binary(l, c);
	case CXCursor_CompoundAssignOperator:
		return lower_compound_assign(l, c);
	case CXCursor_CStyleCastExpr:
		return lower_cast(l, c);
	case CXCursor_ConditionalOperator:
		return lower_conditional(l, c);
	case CXCursor_ArraySubscriptExpr:
		return lower_subscript(l, c);
	case CXCursor_StmtExpr:
		return lower_statement_expression(l, c);
	case CXCursor_GenericSelectionExpr:
		return lower_generic(l, c);
	case CXCursor_InitListExpr:
		node = graph_node(l->g, 0, lower_type_of(l, c));
		lower_initialiser(l, c, node);
		return node;
	case CXCursor_UnaryExpr:	/* sizeof and its kin */
		lower_scan(l, c);
		return 0;
	case CXCursor_IntegerLiteral:
	case CXCursor_StringLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_FloatingLiteral:
		return 0;
	default:
		return lower_children(l, c);
	}
}
