// SPDX-License-Identifier: GPL-2.0-only
/* Values, variables, objects, and what is learned of them. */
#include <string.h>

#include "judge-int.h"

const struct token *token_at(const struct reader *r, uint32_t i)
{
	static const struct token none = { .kind = TOK_SPACE };

	return i < r->f->count ? &r->f->tokens[i] : &none;
}

const char *token_text(const struct reader *r, uint32_t i)
{
	return r->text + token_at(r, i)->off;
}

bool is_at(const struct reader *r, uint32_t i, const char *s)
{
	return i < r->f->count && token_is(r->text, &r->f->tokens[i], s);
}

bool at_ident(const struct reader *r, uint32_t i)
{
	return token_at(r, i)->kind == TOK_IDENT;
}

int name_compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order ? order : (a_len > b_len) - (a_len < b_len);
}

const struct api *api_at(const struct reader *r, uint32_t i, enum role role)
{
	str_t name;

	if (!at_ident(r, i))
		return NULL;
	name = str_find(token_text(r, i), token_at(r, i)->len);
	if (!name)
		return NULL;
	return role ? api_role(name, role) : api_find(name);
}

struct value value_new(struct reader *r, enum rep rep, unsigned int evidence,
		       enum level level)
{
	struct value v = { .rep = rep };

	if (reader_full(r, r->object_count, MAX_OBJECTS))
		return v;
	r->objects[r->object_count] = (struct object){
		.evidence = evidence, .level = level, .parameter = -1,
		.call = -1, .told = r->at,
	};
	v.objects[v.count++] = (uint16_t)r->object_count++;
	return v;
}

bool reader_full(struct reader *r, size_t count, size_t most)
{
	if (count < most)
		return false;
	r->cut = true;
	return true;
}

struct value value_join(struct reader *r, struct value a, struct value b)
{
	if (!a.count)
		return b;
	for (unsigned int i = 0; i < b.count; i++) {
		unsigned int k = 0;

		while (k < a.count && a.objects[k] != b.objects[i])
			k++;
		if (k == a.count && !reader_full(r, a.count, VAL_OBJECTS))
			a.objects[a.count++] = b.objects[i];
	}
	if (a.rep != b.rep && b.count)
		a.rep = REP_NONE;
	a.converted |= b.converted;
	return a;
}

void value_tell(struct reader *r, const struct value *v,
		unsigned int evidence, enum level level, uint32_t token)
{
	/* of several objects it need not be this one */
	if (v->count > 1 && !(evidence & (SAYS_CTOR | SAYS_TYPE | SAYS_PTDESC)))
		return;
	for (unsigned int i = 0; i < v->count; i++) {
		struct object *o = &r->objects[v->objects[i]];

		if (!(o->evidence & ~(unsigned int)SAYS_TYPE))
			o->told = token;
		o->evidence |= evidence;
		if (!o->level)
			o->level = level;
	}
}

void value_escape(struct reader *r, const struct value *v)
{
	for (unsigned int i = 0; i < v->count; i++)
		r->objects[v->objects[i]].escapes = true;
}

struct variable *variable_find(struct reader *r, uint32_t token)
{
	const struct token *t = token_at(r, token);

	for (size_t i = r->var_count; i-- > 0;)
		if (r->vars[i].len == t->len &&
		    !memcmp(r->text + r->vars[i].name, r->text + t->off,
			    t->len))
			return &r->vars[i];
	return NULL;
}

struct variable *variable_add(struct reader *r, uint32_t token,
			      struct type type)
{
	const struct token *t = token_at(r, token);
	struct variable *v;

	if (reader_full(r, r->var_count, MAX_VARS))
		return NULL;
	v = &r->vars[r->var_count++];
	*v = (struct variable){
		.name = t->off, .len = t->len, .type = type, .parameter = -1,
	};
	return v;
}

enum rep rep_of(struct type t)
{
	switch (t.hold) {
	case HOLD_TABLE:
	case HOLD_MEMORY:
		return REP_ADDRESS;
	case HOLD_PAGE:
		return REP_PAGE;
	case HOLD_FOLIO:
		return REP_FOLIO;
	case HOLD_PTDESC:
		return REP_PTDESC;
	case HOLD_NUMBER:
		return REP_NUMBER;
	case HOLD_ENTRY:
		return REP_ENTRY;
	default:
		return REP_NONE;
	}
}

static unsigned int evidence_of(struct type t)
{
	switch (t.hold) {
	case HOLD_TABLE:
	case HOLD_PGTABLE:
		return SAYS_TYPE;
	case HOLD_PTDESC:
		return SAYS_PTDESC;
	default:
		return 0;
	}
}

struct value variable_value(struct reader *r, struct variable *v)
{
	if (!v->assigned) {
		v->value = value_new(r, rep_of(v->type), evidence_of(v->type),
				     v->type.level);
		v->assigned = true;
		if (v->value.count)
			r->objects[v->value.objects[0]].parameter =
				v->parameter;
		if (v->value.count && v->parameter >= 0 &&
		    (r->f->said.table_args & 1u << v->parameter) &&
		    !(r->f->said.other_args & 1u << v->parameter))
			value_tell(r, &v->value, SAYS_CALLERS, LEVEL_NONE,
				   r->at);
	}
	return v->value;
}

void use_add(struct reader *r, enum use_kind kind, const struct value *v,
	     uint32_t first, uint32_t token, const struct api *api)
{
	for (unsigned int i = 0; i < v->count; i++) {
		struct object *o = &r->objects[v->objects[i]];

		if (reader_full(r, r->use_count, MAX_USES))
			return;
		r->uses[r->use_count++] = (struct use){
			.kind = kind, .object = v->objects[i], .token = token,
			.first = first, .end = r->at, .api = api, .rep = v->rep,
			.converted = v->converted, .failed = r->failed,
			.constructed = o->constructed,
			.destructed = o->destructed, .labels = r->labels,
		};
	}
}

static bool same_tokens(const struct reader *r, uint32_t a, uint32_t a_end,
			uint32_t b, uint32_t b_end)
{
	if (a_end - a != b_end - b)
		return false;
	for (; a < a_end; a++, b++)
		if (token_at(r, a)->len != token_at(r, b)->len ||
		    memcmp(token_text(r, a), token_text(r, b),
			   token_at(r, a)->len))
			return false;
	return true;
}

struct value *path_value(struct reader *r, const struct expression *e)
{
	for (size_t i = r->path_count; i-- > 0;)
		if (same_tokens(r, r->paths[i].first, r->paths[i].end,
				e->first, e->end))
			return &r->paths[i].value;
	return NULL;
}

void path_set(struct reader *r, const struct expression *e,
	      const struct value *v)
{
	struct value *known = path_value(r, e);

	if (known)
		*known = *v;
	else if (!reader_full(r, r->path_count, MAX_PATHS))
		r->paths[r->path_count++] = (struct path){
			.first = e->first, .end = e->end, .value = *v,
		};
}
