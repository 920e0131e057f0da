// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statements. What a branch assigns is joined behind it with what was there
 * before, unless the branch leaves the function.
 */
#include <stdlib.h>
#include <string.h>

#include "judge-int.h"

struct saved {
	size_t count;
	struct value *values;
	bool *assigned;
	bool dead;
};

static void statement(struct reader *r);

static struct saved save(const struct reader *r)
{
	struct saved s = { .count = r->var_count, .dead = r->dead };

	s.values = xrealloc(NULL, (s.count + 1) * sizeof(*s.values));
	s.assigned = xrealloc(NULL, s.count + 1);
	for (size_t i = 0; i < s.count; i++) {
		s.values[i] = r->vars[i].value;
		s.assigned[i] = r->vars[i].assigned;
	}
	return s;
}

static void drop(struct saved *s)
{
	free(s->values);
	free(s->assigned);
}

static void restore(struct reader *r, const struct saved *s)
{
	for (size_t i = 0; i < s->count && i < r->var_count; i++) {
		r->vars[i].value = s->values[i];
		r->vars[i].assigned = s->assigned[i];
	}
	r->dead = s->dead;
}

/* Behind a branch: the other way, `s`, is possible as well. */
static void join(struct reader *r, const struct saved *s)
{
	if (r->dead) {
		restore(r, s);
		return;
	}
	for (size_t i = 0; i < s->count && i < r->var_count && !s->dead; i++) {
		struct variable *v = &r->vars[i];

		if (!s->assigned[i])
			continue;
		v->value = v->assigned ? value_join(r, v->value, s->values[i]) :
					 s->values[i];
		v->assigned = true;
	}
}

static void expect(struct reader *r, const char *sign)
{
	if (is_at(r, r->at, sign))
		r->at++;
}

/* To behind the ';', or before the brace that ends the block. */
static void skip_statement(struct reader *r)
{
	int depth = 0;

	for (; r->at < r->f->count; r->at++) {
		if (is_at(r, r->at, "(") || is_at(r, r->at, "{"))
			depth++;
		if (is_at(r, r->at, ")") || is_at(r, r->at, "}"))
			depth--;
		if (depth < 0)
			return;
		if (!depth && is_at(r, r->at, ";")) {
			r->at++;
			return;
		}
	}
}

static unsigned int read_stars(struct reader *r)
{
	unsigned int stars = 0;

	for (;; r->at++) {
		if (is_at(r, r->at, "*"))
			stars++;
		else if (!is_at(r, r->at, "const") &&
			 !is_at(r, r->at, "__restrict") &&
			 !is_at(r, r->at, "__maybe_unused") &&
			 !is_at(r, r->at, "__user"))
			return stars;
	}
}

/* gfp_t gfp = GFP_KERNEL | __GFP_HIGHMEM */
static void note_highmem(struct reader *r, struct variable *v, uint32_t first)
{
	v->highmem = names_highmem(r, first, r->at) &&
		     !masks_highmem(r, first, r->at);
}

/* struct ptdesc *ptdesc = virt_to_ptdesc(ptdesc) */
static void check_self(struct reader *r, uint32_t name, uint32_t first)
{
	const struct token *t = token_at(r, name);

	for (uint32_t i = first; i < r->at; i++) {
		const struct token *u = token_at(r, i);

		if (u->kind != TOK_IDENT || u->len != t->len ||
		    memcmp(r->text + u->off, r->text + t->off, t->len) ||
		    is_at(r, i - 1, "->") || is_at(r, i - 1, ".") ||
		    is_at(r, i - 1, "sizeof") || is_at(r, i - 2, "sizeof") ||
		    is_at(r, i - 1, "&") || is_at(r, i - 1, "struct") ||
		    is_at(r, i + 1, "("))
			continue;
		opine(r, "PT008", name, name, r->at,
		      "initialise it from the page or the memory of the table",
		      "the descriptor %.*s is initialised from itself",
		      (int)t->len, r->text + t->off);
		return;
	}
}

static void declarator(struct reader *r, struct type base)
{
	struct type type = type_pointer(base, read_stars(r));
	uint32_t name = r->at, sign;
	struct expression to = { .variable = -1 }, from;
	struct variable *v;

	if (!at_ident(r, name))
		return;
	r->at++;
	while (is_at(r, r->at, "[")) {
		while (r->at < r->f->count && !is_at(r, r->at, "]"))
			r->at++;
		r->at++;
		type.hold = type.hold == HOLD_TABLE ? HOLD_TABLES : HOLD_OTHER;
	}
	v = variable_add(r, name, type);
	if (v)
		v->local = true;
	while (at_ident(r, r->at))	/* __maybe_unused and the like */
		r->at++;
	sign = r->at;
	if (!is_at(r, sign, "="))
		return;
	r->at++;
	from = expression_argument(r);
	if (!v)
		return;
	to.variable = (int)(v - r->vars);
	to.type = type;
	note_highmem(r, v, sign);
	if (type.hold == HOLD_PTDESC)
		check_self(r, name, sign + 1);
	expression_assign(r, &to, &from, sign);
}

static void declaration(struct reader *r)
{
	struct type base = type_read(r, &r->at);

	do {
		expect(r, ",");
		declarator(r, base);
	} while (is_at(r, r->at, ","));
	if (!is_at(r, r->at, ";"))
		skip_statement(r);
	else
		r->at++;
}

/* A name of a type that we do not know, and then another name. */
static bool at_declaration(const struct reader *r)
{
	uint32_t i = r->at;

	if (type_begins(r, i))
		return !is_at(r, i + 1, "(") || is_at(r, i, "typeof");
	if (!at_ident(r, i++))
		return false;
	while (is_at(r, i, "*"))
		i++;
	return at_ident(r, i) && (is_at(r, i + 1, ";") ||
				  is_at(r, i + 1, "=") ||
				  is_at(r, i + 1, ",")) && i > r->at;
}

static void read_condition(struct reader *r)
{
	expect(r, "(");
	expression_read(r);
	if (!is_at(r, r->at, ")"))
		skip_statement(r);
	expect(r, ")");
}

static void read_if(struct reader *r)
{
	struct saved before, then;
	bool failed, leaf, table;

	r->saw_not_ctor = r->saw_leaf = r->saw_table = false;
	read_condition(r);
	failed = r->saw_not_ctor;
	leaf = r->saw_leaf;
	table = r->saw_table;
	r->saw_not_ctor = r->saw_leaf = r->saw_table = false;
	before = save(r);
	r->failed += failed;
	r->in_leaf += leaf;
	r->in_table += table;
	statement(r);
	r->failed -= failed;
	r->in_leaf -= leaf;
	r->in_table -= table;
	if (!is_at(r, r->at, "else")) {
		join(r, &before);
		drop(&before);
		return;
	}
	r->at++;
	then = save(r);
	restore(r, &before);
	statement(r);
	join(r, &then);
	drop(&then);
	drop(&before);
}

static void read_body(struct reader *r)
{
	struct saved before = save(r);

	statement(r);
	join(r, &before);
	drop(&before);
}

static void read_for(struct reader *r)
{
	r->at++;
	expect(r, "(");
	if (at_declaration(r))
		declaration(r);
	else
		expression_read(r);
	expect(r, ";");
	expression_read(r);
	expect(r, ";");
	expression_read(r);
	if (!is_at(r, r->at, ")"))
		skip_statement(r);
	expect(r, ")");
	read_body(r);
}

static void check_returned(struct reader *r, const struct expression *e,
			   uint32_t first)
{
	const struct type *t = &r->f->returns;

	if (e->value.rep != REP_PTDESC ||
	    (t->hold != HOLD_TABLE && t->hold != HOLD_MEMORY &&
	     t->hold != HOLD_PGTABLE && !t->is_void))
		return;
	made_wrong(r, opine(r, "PT008", first, first, r->at,
			    t->hold == HOLD_PGTABLE ?
			    "return ptdesc_page() or ptdesc_address(), as the pgtable_t here is" :
			    "return ptdesc_address(): who calls wants the memory",
			    "a descriptor is returned as %s", t->is_void ?
			    "void *" : "the table that it describes"), e);
}

static void note_returned(struct reader *r, const struct expression *e,
			  uint32_t first)
{
	value_escape(r, &e->value);
	for (unsigned int i = 0; i < e->value.count; i++) {
		struct object *o = &r->objects[e->value.objects[i]];

		o->returned = true;
		o->converted |= e->value.converted;
		if (r->f->returns.hold == HOLD_TABLE ||
		    r->f->returns.hold == HOLD_PGTABLE)
			o->evidence |= SAYS_TYPE;
		if (r->f->gives_table)
			value_tell(r, &e->value, SAYS_API,
				   r->f->gives_table->level, first);
		/* as a number: no type would tell */
		if (r->f->named_level && r->f->returns.hold == HOLD_NUMBER)
			value_tell(r, &e->value, SAYS_API, r->f->named_level,
				   first);
		if (!o->level)
			o->level = r->f->returns.level;
		if (r->f->said.table_result && !r->f->said.other_result)
			o->evidence |= SAYS_CALLERS;
	}
}

static void read_return(struct reader *r)
{
	uint32_t first = r->at++;
	struct expression e;

	if (!is_at(r, r->at, ";")) {
		e = expression_read(r);
		check_returned(r, &e, first);
		note_returned(r, &e, first);
	}
	r->dead = true;
}

static bool at_label(const struct reader *r)
{
	return at_ident(r, r->at) && is_at(r, r->at + 1, ":") &&
	       !is_at(r, r->at, "default");
}

static void read_case(struct reader *r)
{
	r->dead = false;
	while (r->at < r->f->count && !is_at(r, r->at, ":") &&
	       !is_at(r, r->at, ";") && !is_at(r, r->at, "{"))
		r->at++;
	expect(r, ":");
}

static bool keyword(struct reader *r)
{
	if (is_at(r, r->at, "if")) {
		r->at++;
		read_if(r);
	} else if (is_at(r, r->at, "for")) {
		read_for(r);
	} else if (is_at(r, r->at, "while") || is_at(r, r->at, "switch")) {
		r->at++;
		read_condition(r);
		if (!is_at(r, r->at, ";"))
			read_body(r);
	} else if (is_at(r, r->at, "do")) {
		r->at++;
		statement(r);
	} else if (is_at(r, r->at, "return")) {
		read_return(r);
		skip_statement(r);
	} else if (is_at(r, r->at, "break")) {
		skip_statement(r);
	} else if (is_at(r, r->at, "goto") || is_at(r, r->at, "continue")) {
		skip_statement(r);
		r->dead = true;
	} else if (is_at(r, r->at, "case") || is_at(r, r->at, "default")) {
		read_case(r);
	} else if (at_label(r)) {
		r->at += 2;
		r->labels++;
		r->dead = false;
	} else if (is_at(r, r->at, "asm") || is_at(r, r->at, "__asm__") ||
		   is_at(r, r->at, "else")) {
		r->at++;
		if (!is_at(r, r->at - 1, "else"))
			skip_statement(r);
	} else {
		return false;
	}
	return true;
}

static void read_expression_statement(struct reader *r)
{
	uint32_t first = r->at;
	struct expression e = expression_read(r);

	if (r->f->macro && r->at == r->f->count) {
		r->f->returns = e.type;
		note_returned(r, &e, first);
	} else if (is_at(r, r->at, ";")) {
		r->at++;
	} else if (e.is_call && (is_at(r, r->at, "{") || at_ident(r, r->at)) &&
		   r->at > first) {
		read_body(r);	/* for_each_thing(...) */
	} else if (r->at == first || !is_at(r, r->at, "}")) {
		skip_statement(r);
		if (r->at == first)
			r->at++;
	}
}

/*
 * What a macro defines, as DEFINE_ALLOC(pmd) may: `static low##_t *f(...) {`.
 * Returns the token of its '{', or 0.
 */
static uint32_t defined_function(const struct reader *r)
{
	uint32_t at = r->at;
	bool parens = false;

	if (!r->f->macro || !at_ident(r, at) || is_at(r, at + 1, "("))
		return 0;
	for (; at < r->f->count; at++) {
		parens |= is_at(r, at, "(");
		if (is_at(r, at, "{"))
			return parens && is_at(r, at - 1, ")") ? at : 0;
		if (is_at(r, at, ";") || is_at(r, at, "=") ||
		    is_at(r, at, "}"))
			return 0;
	}
	return 0;
}

static void statement(struct reader *r)
{
	uint32_t body = defined_function(r);

	if (body)
		r->at = body;
	if (r->at >= r->f->count)
		return;
	if (reader_full(r, r->depth++, MAX_DEPTH)) {
		r->at = r->f->count;
	} else if (is_at(r, r->at, "{")) {
		statement_block(r);
	} else if (is_at(r, r->at, ";")) {
		r->at++;
	} else if (!keyword(r)) {
		if (at_declaration(r))
			declaration(r);
		else
			read_expression_statement(r);
	}
	r->depth--;
}

struct value statement_block(struct reader *r)
{
	size_t outer = r->var_count;
	struct value last = { 0 };

	expect(r, "{");
	while (r->at < r->f->count && !is_at(r, r->at, "}")) {
		uint32_t before = r->at;

		statement(r);
		if (r->at == before)
			r->at++;
	}
	expect(r, "}");
	/* names of the block end with it, where they hide others or not */
	for (size_t i = outer; i < r->var_count; i++)
		if (r->vars[i].local)
			r->vars[i].len = 0;
	return last;
}

void statements_read(struct reader *r)
{
	while (r->at < r->f->count) {
		uint32_t before = r->at;

		statement(r);
		if (r->at == before)
			r->at++;
	}
}
