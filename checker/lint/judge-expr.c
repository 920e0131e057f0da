// SPDX-License-Identifier: GPL-2.0-only
/*
 * Expressions, as far as page tables go through them. Binary operators are
 * read from left to right whatever their precedence: what is followed are
 * addresses, and those meet only '+', '-', '&', '|' and shifts.
 */
#include <string.h>

#include "judge-int.h"

static struct expression read_unary(struct reader *r);

static struct expression none(const struct reader *r)
{
	return (struct expression){ .variable = -1, .first = r->at,
				    .end = r->at };
}

static bool in_member_list(const struct reader *r, uint32_t token,
			   uint32_t classes)
{
	const struct token *t = token_at(r, token);

	return wordset_lookup(r->lists->words, r->text + t->off, t->len) &
	       classes;
}

/* What is converted to pgd_t *, say, is a table if it is any memory. */
static void tell_type(struct reader *r, const struct value *v, struct type t,
		      uint32_t token)
{
	if (t.hold == HOLD_TABLE || t.hold == HOLD_PGTABLE)
		value_tell(r, v, SAYS_TYPE, t.level, token);
	else if (t.hold == HOLD_PTDESC && v->rep == REP_PAGE)
		value_tell(r, v, SAYS_PTDESC, LEVEL_NONE, token);
}

/*
 * A parameter of void * that nothing tells of may hold the descriptor: who
 * has a table given back later, such as the gather, hands on what it got.
 */
static bool is_handed_on(const struct reader *r, const struct expression *e)
{
	const struct object *o = &r->objects[e->value.objects[0]];

	return e->type.is_void && e->value.count == 1 && o->parameter >= 0 &&
	       !(o->evidence & ~(unsigned int)(SAYS_API | SAYS_CALLERS)) &&
	       !o->family;
}

static void check_cast(struct reader *r, const struct expression *e,
		       struct type t, uint32_t first)
{
	if (e->value.rep == REP_PTDESC &&
	    (t.hold == HOLD_TABLE || t.hold == HOLD_PGTABLE))
		made_wrong(r, opine(r, "PT008", first, first, r->at,
				    "use ptdesc_address() for the memory of the table",
				    "a descriptor is cast to the table that it describes"),
			   e);
	else if (t.hold == HOLD_PTDESC && e->value.rep == REP_ADDRESS &&
		 e->value.count && e->type.hold != HOLD_OTHER &&
		 !is_handed_on(r, e))
		made_wrong(r, opine(r, "PT008", first, first, r->at,
				    "use virt_to_ptdesc() for the descriptor",
				    "memory is cast to a descriptor"), e);
}

static struct expression read_cast(struct reader *r)
{
	uint32_t first = r->at, words = r->at + 1;
	struct expression e;
	struct type t;

	while (r->at < r->f->count && !is_at(r, r->at, ")"))
		r->at++;
	t = type_of_words(r, words, r->at);
	r->at++;
	e = read_unary(r);
	check_cast(r, &e, t, first);
	tell_type(r, &e.value, t, first);
	if (rep_of(t) != REP_NONE && !(e.value.rep == REP_PTDESC &&
				       (t.hold == HOLD_NUMBER ||
					t.hold == HOLD_MEMORY)))
		e.value.rep = rep_of(t);
	if (t.hold != HOLD_NUMBER && t.hold != HOLD_MEMORY)
		e.type = t;
	e.first = first;
	e.end = r->at;
	return e;
}

static bool at_cast(const struct reader *r)
{
	uint32_t i = r->at + 1;

	if (!type_begins(r, i))
		return false;
	while (at_ident(r, i) || is_at(r, i, "*"))
		i++;
	if (!is_at(r, i, ")"))
		return false;
	i++;
	if (at_ident(r, i))
		return !is_at(r, i, "else");
	return token_at(r, i)->kind == TOK_NUMBER ||
	       token_at(r, i)->kind == TOK_STRING || is_at(r, i, "(") ||
	       is_at(r, i, "&") || is_at(r, i, "*") || is_at(r, i, "-") ||
	       is_at(r, i, "~") || is_at(r, i, "!");
}

static struct expression read_parens(struct reader *r)
{
	uint32_t first = r->at;
	struct expression e = none(r);

	if (at_cast(r))
		return read_cast(r);
	r->at++;
	if (is_at(r, r->at, "{"))
		e.value = statement_block(r);
	else
		e = expression_read(r);
	if (is_at(r, r->at, ")"))
		r->at++;
	e.first = first;
	e.end = r->at;
	return e;
}

static void note_flags(const struct reader *r, uint32_t token,
		       struct expression *e)
{
	if (api_at(r, token, ROLE_TABLE_FLAG))
		e->value.table_flag = true;
	if (api_at(r, token, ROLE_LEAF_FLAG))
		e->value.leaf_flag = true;
	e->value.origin = api_at(r, token, ROLE_READS_MASK);
}

/* NULL, GFP_KERNEL, true: what names no memory. */
static bool is_constant(const struct reader *r, uint32_t token)
{
	const struct token *t = token_at(r, token);

	for (uint32_t i = 0; i < t->len; i++) {
		char c = r->text[t->off + i];

		if (c >= 'a' && c <= 'z')
			return is_at(r, token, "true") ||
			       is_at(r, token, "false");
	}
	return true;
}

static struct expression read_name(struct reader *r)
{
	struct expression e = none(r);
	struct variable *v;

	if (is_at(r, r->at + 1, "("))
		return call_read(r, r->at);
	note_flags(r, r->at, &e);
	v = variable_find(r, r->at);
	if (!v && !is_constant(r, r->at))
		v = variable_add(r, r->at, (struct type){ 0 });
	r->at++;
	e.end = r->at;
	if (!v)
		return e;
	e.variable = (int)(v - r->vars);
	e.type = v->type;
	e.value = variable_value(r, v);
	return e;
}

static struct expression read_primary(struct reader *r)
{
	struct expression e = none(r);

	if (is_at(r, r->at, "("))
		return read_parens(r);
	if (at_ident(r, r->at))
		return read_name(r);
	if (is_at(r, r->at, "{")) {	/* an initialiser */
		int depth = 0;

		do {
			depth += is_at(r, r->at, "{");
			depth -= is_at(r, r->at, "}");
			r->at++;
		} while (depth && r->at < r->f->count);
	} else if (r->at < r->f->count && !is_at(r, r->at, ";") &&
		   !is_at(r, r->at, ")") && !is_at(r, r->at, "}") &&
		   !is_at(r, r->at, "]") && !is_at(r, r->at, ",")) {
		r->at++;
	}
	e.end = r->at;
	return e;
}

/* In a macro no type tells, but names of parameters do. */
static bool is_spelled_page(const struct reader *r, const struct expression *e)
{
	const struct variable *v;

	if (e->variable < 0 || e->type.hold != HOLD_OTHER)
		return false;
	v = &r->vars[e->variable];
	return v->len == 4 && !memcmp(r->text + v->name, "page", 4);
}

static void use_member(struct reader *r, const struct expression *base,
		       uint32_t member)
{
	bool page = base->value.rep == REP_PAGE ||
		    base->type.hold == HOLD_PAGE ||
		    base->type.hold == HOLD_PGTABLE || is_spelled_page(r, base);
	const struct token *t = token_at(r, member);

	if (!page)
		return;
	if (in_member_list(r, member, CLASS_BIT(CLASS_MEMBERS))) {
		value_tell(r, &base->value, SAYS_API, LEVEL_NONE, member);
		opine(r, "PT001", member, base->first, member + 1,
		      "use the member of struct ptdesc",
		      "%.*s of struct page holds the state of a page table",
		      (int)t->len, r->text + t->off);
	} else if (in_member_list(r, member, CLASS_BIT(CLASS_PAGE_MEMBERS)))
		use_add(r, USE_MEMBER, &base->value, base->first, member, NULL);
}

/* What was stored there, or what its type says. */
static struct value stored_value(struct reader *r, const struct expression *e)
{
	struct value *known = path_value(r, e), v = { 0 };
	const struct kept *kept;

	if (known)
		return *known;
	kept = kept_in_member(r, e);
	if (kept) {
		v = value_new(r, kept->rep, SAYS_CALLERS, kept->level);
		path_set(r, e, &v);
		return v;
	}
	if (e->type.hold != HOLD_TABLE)
		return v;
	v = value_new(r, REP_ADDRESS, SAYS_TYPE, e->type.level);
	path_set(r, e, &v);
	return v;
}

/* x->m: known by its spelling for as long as the function lasts. */
static struct expression read_member(struct reader *r,
				     const struct expression *base)
{
	uint32_t member = r->at + 1;
	struct expression e = *base;

	r->at += 2;
	use_member(r, base, member);
	e.listed = base->value.count == 1 ? base->value.objects[0] + 1 : 0;
	e.end = r->at;
	e.value = (struct value){ 0 };
	e.variable = -1;
	e.type = (struct type){ 0 };
	e.stored = true;
	if (is_at(r, member, "pgd") && base->end > base->first &&
	    (is_at(r, base->end - 1, "mm") ||
	     is_at(r, base->end - 1, "init_mm"))) {
		e.type = (struct type){ .hold = HOLD_TABLE,
					.level = LEVEL_PGD };
	}
	e.value = stored_value(r, &e);
	return e;
}

static struct expression read_element(struct reader *r,
				      const struct expression *base)
{
	struct expression e = *base;

	r->at++;
	expression_read(r);
	if (is_at(r, r->at, "]"))
		r->at++;
	e.end = r->at;
	e.variable = -1;
	e.stored = true;
	if (base->type.hold == HOLD_TABLES) {
		e.type.hold = HOLD_TABLE;
		e.value = stored_value(r, &e);
	} else if (base->type.hold == HOLD_TABLE) {
		e.type.hold = HOLD_ENTRY;
		/* &table[i] is the table again */
		e.value.rep = REP_ENTRY;
	} else {
		e.type = (struct type){ 0 };
		e.value = stored_value(r, &e);
	}
	return e;
}

/* x->f(), (*f)() */
static uint32_t called_name(const struct reader *r, const struct expression *e)
{
	if (e->end == e->first + 4 && is_at(r, e->first, "(") &&
	    is_at(r, e->first + 1, "*"))
		return e->first + 2;
	return e->end - 1;
}

static struct expression read_postfix(struct reader *r)
{
	struct expression e = read_primary(r);

	for (;;) {
		if (is_at(r, r->at, "->") || is_at(r, r->at, "."))
			e = read_member(r, &e);
		else if (is_at(r, r->at, "["))
			e = read_element(r, &e);
		else if (is_at(r, r->at, "++") || is_at(r, r->at, "--"))
			r->at++;
		else if (is_at(r, r->at, "(") && e.end == r->at &&
			 e.end > e.first && !e.is_call && e.stored)
			call_read(r, called_name(r, &e));
		else
			return e;
		e.end = r->at;
	}
}

static struct expression dereference(struct reader *r, struct expression e,
				     uint32_t first)
{
	e.variable = -1;
	e.stored = true;
	e.first = first;
	e.end = r->at;
	if (e.type.hold == HOLD_TABLES) {
		e.type.hold = HOLD_TABLE;
		e.value = stored_value(r, &e);
		return e;
	}
	if (e.type.hold == HOLD_TABLE)
		e.type.hold = HOLD_ENTRY;
	else
		e.type = (struct type){ 0 };
	e.value = (struct value){
		.rep = e.type.hold == HOLD_ENTRY ? REP_ENTRY : REP_NONE,
	};
	return e;
}

static struct expression address_of(struct expression e)
{
	e.variable = -1;
	e.stored = false;
	if (e.type.hold == HOLD_ENTRY && e.value.count) {
		e.type.hold = HOLD_TABLE;
		e.value.rep = REP_ADDRESS;
	} else {
		e.value = (struct value){ 0 };
		e.type = (struct type){ 0 };
	}
	return e;
}

/* A local that somebody else may write to is no longer known. */
static void forget(struct reader *r, const struct expression *e)
{
	if (e->variable >= 0)
		r->vars[e->variable].value = (struct value){ 0 };
}

/* if (!pagetable_pte_ctor(ptdesc)), if (!pmd_leaf(pmd)) */
static void note_negated(struct reader *r, uint32_t name)
{
	if (api_at(r, name, ROLE_CONSTRUCTS))
		r->saw_not_ctor = true;
	if (api_at(r, name, ROLE_TESTS_LEAF) && r->saw_leaf) {
		r->saw_leaf = false;
		/* pmd_special() and the like are false for some leaves */
		r->saw_table = is_at(r, name, "pmd_leaf") ||
			       is_at(r, name, "pud_leaf") ||
			       is_at(r, name, "p4d_leaf") ||
			       is_at(r, name, "pgd_leaf");
	}
	if (api_at(r, name, ROLE_TESTS_TABLE))
		r->saw_table = false;
}

/* PTRS_PER_PMD * sizeof(pmd_t): the level of the table that is so large. */
static enum level table_size(const struct reader *r, uint32_t first,
			     uint32_t end)
{
	static const struct { const char *count, *entry; } names[] = {
		[LEVEL_PTE] = { "PTRS_PER_PTE", "pte_t" },
		[LEVEL_PMD] = { "PTRS_PER_PMD", "pmd_t" },
		[LEVEL_PUD] = { "PTRS_PER_PUD", "pud_t" },
		[LEVEL_P4D] = { "PTRS_PER_P4D", "p4d_t" },
		[LEVEL_PGD] = { "PTRS_PER_PGD", "pgd_t" },
	};

	for (enum level l = LEVEL_PTE; l < LEVEL_COUNT; l++) {
		bool count = false, entry = false;

		for (uint32_t i = first; i < end; i++) {
			count |= is_at(r, i, names[l].count);
			entry |= is_at(r, i, names[l].entry);
		}
		if (count && entry)
			return l;
	}
	return LEVEL_NONE;
}

static struct expression read_prefix(struct reader *r)
{
	uint32_t first = r->at;
	struct expression e, inner;

	r->at++;
	if (reader_full(r, r->depth++, MAX_DEPTH)) {
		r->depth--;
		r->at = r->f->count;
		return none(r);
	}
	inner = read_unary(r);
	r->depth--;
	if (is_at(r, first, "*")) {
		e = dereference(r, inner, first);
	} else if (is_at(r, first, "&")) {
		forget(r, &inner);
		e = address_of(inner);
		e.listed = inner.listed;
	} else {
		e = inner;
		e.variable = -1;
		e.value = (struct value){ 0 };
		if (is_at(r, first, "!") && inner.is_call)
			note_negated(r, inner.first);
		if (is_at(r, first, "~")) {
			/* the rest of an entry, without its table */
			e.value.table_flag = inner.value.origin;
			e.value.size_mask = table_size(r, inner.first,
						       inner.end);
		}
	}
	e.first = first;
	e.end = r->at;
	return e;
}

static bool at_prefix(const struct reader *r)
{
	static const char *const signs[] = { "*", "&", "!", "~", "-", "+",
					     "++", "--", "&&" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (is_at(r, r->at, signs[i]))
			return true;
	return is_at(r, r->at, "sizeof");
}

static struct expression read_unary(struct reader *r)
{
	struct expression e;

	if (reader_full(r, r->depth++, MAX_DEPTH)) {
		r->depth--;
		r->at = r->f->count;
		return none(r);
	}
	e = at_prefix(r) ? read_prefix(r) : read_postfix(r);
	r->depth--;
	return e;
}

enum operator { OP_NONE, OP_ADDRESS, OP_AND, OP_BITS, OP_LOGIC };

static enum operator operator_at(const struct reader *r, uint32_t i)
{
	static const struct { const char *sign; enum operator op; } list[] = {
		{ "+", OP_ADDRESS }, { "-", OP_ADDRESS }, { "&", OP_AND },
		{ "|", OP_BITS }, { "^", OP_BITS }, { "<<", OP_BITS },
		{ ">>", OP_BITS }, { "*", OP_BITS }, { "/", OP_BITS },
		{ "%", OP_BITS }, { "==", OP_LOGIC }, { "!=", OP_LOGIC },
		{ "<", OP_LOGIC }, { ">", OP_LOGIC }, { "<=", OP_LOGIC },
		{ ">=", OP_LOGIC }, { "&&", OP_LOGIC }, { "||", OP_LOGIC },
	};

	for (size_t k = 0; k < sizeof(list) / sizeof(*list); k++)
		if (is_at(r, i, list[k].sign))
			return list[k].op;
	return OP_NONE;
}

/* entry & _REGION_ENTRY_ORIGIN is the table that the entry points to. */
static void read_origin(struct reader *r, struct expression *e,
			const struct api *mask)
{
	e->value = value_new(r, REP_NUMBER, r->in_leaf ? 0 : SAYS_ENTRY,
			     mask->level);
	e->type = (struct type){ .hold = HOLD_NUMBER };
}

/* What is masked by the size of a table is the table that holds it. */
static void combine_masks(struct reader *r, struct expression *left,
			  const struct expression *right)
{
	enum level level = right->value.size_mask;

	if (right->value.table_flag || right->value.leaf_flag)
		left->value.count = 0;	/* without its address */
	else if (right->value.origin || left->value.origin)
		read_origin(r, left, right->value.origin ?
			    right->value.origin : left->value.origin);
	else if (level)
		value_tell(r, &left->value, SAYS_API, level, left->first);
}

static void combine(struct reader *r, struct expression *left,
		    const struct expression *right, enum operator op)
{
	bool table = left->value.table_flag | right->value.table_flag;
	bool leaf = left->value.leaf_flag | right->value.leaf_flag;

	if (op == OP_LOGIC) {
		left->value = (struct value){ 0 };
		left->type = (struct type){ 0 };
	} else if (!left->value.count) {
		left->value = right->value;
		left->type = right->type;
	}
	if (op == OP_AND)
		combine_masks(r, left, right);
	if ((op == OP_BITS || op == OP_AND) &&
	    left->value.rep != REP_PTDESC) {
		left->value.rep = REP_NUMBER;
		left->type = (struct type){ .hold = HOLD_NUMBER };
		if (table && !leaf) {
			value_tell(r, &left->value, SAYS_ENTRY, LEVEL_NONE,
				   left->first);
			value_escape(r, &left->value);
		}
	}
	left->value.table_flag = table;
	left->value.leaf_flag = leaf;
	left->value.origin = NULL;
	left->value.size_mask = LEVEL_NONE;
	left->variable = -1;
	left->is_call = false;
	left->stored = false;
}

static struct expression read_binary(struct reader *r)
{
	struct expression left = read_unary(r), right;
	enum operator op;

	while ((op = operator_at(r, r->at))) {
		r->at++;
		right = read_unary(r);
		combine(r, &left, &right, op);
		left.end = r->at;
	}
	return left;
}

static struct expression read_conditional(struct reader *r)
{
	struct expression e = read_binary(r), other;

	if (!is_at(r, r->at, "?"))
		return e;
	r->at++;
	if (!is_at(r, r->at, ":"))
		e = expression_read(r);
	if (is_at(r, r->at, ":"))
		r->at++;
	other = expression_argument(r);
	e.value = value_join(r, e.value, other.value);
	if (e.type.hold == HOLD_OTHER)
		e.type = other.type;
	e.variable = -1;
	e.is_call = false;
	e.end = r->at;
	return e;
}

static void check_assigned(struct reader *r, const struct expression *to,
			   const struct expression *from, uint32_t token)
{
	const struct type *t = &to->type;

	if ((t->hold == HOLD_TABLE || t->hold == HOLD_PGTABLE ||
	     (t->hold == HOLD_MEMORY && !t->is_void)) &&
	    from->value.rep == REP_PTDESC)
		made_wrong(r, opine(r, "PT008", token, token, from->end,
				    "use ptdesc_address() for the memory of the table",
				    "a descriptor is assigned to what points to the table"),
			   from);
	else if (t->hold == HOLD_PTDESC &&
		 from->value.rep == REP_ADDRESS &&
		 from->type.hold == HOLD_TABLE)
		made_wrong(r, opine(r, "PT008", token, token, from->end,
				    "use virt_to_ptdesc() for the descriptor",
				    "the memory of a page table is assigned to a descriptor"),
			   from);
}

/* NULL, 0 and the like */
static bool is_nothing(const struct reader *r, const struct expression *e)
{
	return e->end == e->first + 1 && !e->value.count &&
	       (token_at(r, e->first)->kind != TOK_IDENT ||
		is_constant(r, e->first));
}

void expression_assign(struct reader *r, struct expression *to,
		       const struct expression *from, uint32_t token)
{
	struct variable *v;

	check_assigned(r, to, from, token);
	tell_type(r, &from->value, to->type, token);
	if (to->variable < 0) {
		if (to->stored)
			value_escape(r, &from->value);
		if (to->stored && from->value.count)
			path_set(r, to, &from->value);
		if (to->stored && !is_nothing(r, from))
			keep_member(r, to, &from->value);
		/* entries of the highest levels point to tables only */
		if (to->type.hold == HOLD_ENTRY &&
		    to->type.level >= LEVEL_P4D && !from->value.leaf_flag)
			value_tell(r, &from->value, SAYS_ENTRY, LEVEL_NONE,
				   token);
		return;
	}
	v = &r->vars[to->variable];
	v->assigned = true;
	v->assigned_at = token;
	v->walked = false;
	v->value = from->value;
	if (!v->local && v->parameter < 0)
		value_escape(r, &from->value);
	if (!v->value.count && v->type.hold != HOLD_NUMBER)
		v->assigned = from->value.rep == REP_NONE ? false : true;
	if (v->value.rep != REP_PTDESC && rep_of(v->type) != REP_NONE)
		v->value.rep = rep_of(v->type);
	to->value = v->value;
}

struct expression expression_argument(struct reader *r)
{
	struct expression e, from;
	uint32_t sign;

	if (reader_full(r, r->depth++, MAX_DEPTH)) {
		r->depth--;
		r->at = r->f->count;
		return none(r);
	}
	e = read_conditional(r);
	sign = r->at;
	if (is_at(r, sign, "=")) {
		r->at++;
		from = expression_argument(r);
		expression_assign(r, &e, &from, sign);
		e.value = from.value;
		e.is_call = from.is_call;
		e.end = r->at;
	} else if (token_at(r, sign)->kind == TOK_PUNCT &&
		   token_at(r, sign)->len >= 2 &&
		   token_text(r, sign)[token_at(r, sign)->len - 1] == '=') {
		r->at++;
		from = expression_argument(r);
		combine(r, &e, &from, OP_BITS);
		e.end = r->at;
	}
	r->depth--;
	return e;
}

struct expression expression_read(struct reader *r)
{
	struct expression e = expression_argument(r);
	uint32_t first = e.first;

	while (is_at(r, r->at, ",")) {
		r->at++;
		e = expression_argument(r);
	}
	e.first = first;
	return e;
}
