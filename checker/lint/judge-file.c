// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the functions of a file tell of each other. They are read several
 * times; each time what all of them told the time before is known.
 */
#include <stdlib.h>
#include <string.h>

#include "judge-int.h"

#define CERTAIN (SAYS_CTOR | SAYS_ENTRY | SAYS_API | SAYS_PTDESC)

/* A list or a member is known by the last name in what stands for it. */
static str_t last_name(const struct reader *r, const struct expression *e,
		       uint32_t *token)
{
	for (uint32_t i = e->end; i-- > e->first;) {
		if (!at_ident(r, i))
			continue;
		*token = i;
		return str_enter(token_text(r, i), token_at(r, i)->len);
	}
	return 0;
}

static bool is_member(const struct reader *r, uint32_t token)
{
	return token && (is_at(r, token - 1, "->") ||
			 is_at(r, token - 1, "."));
}

static void keep(struct reader *r, struct kept k)
{
	if (k.name && !reader_full(r, r->kept_count, MAX_KEPT))
		r->kept[r->kept_count++] = k;
}

/* The function whose own list it is; NULL: it may be anybody's. */
static const struct function *owner(const struct reader *r, uint32_t token)
{
	const struct variable *v = is_member(r, token) ? NULL :
				   variable_find((struct reader *)r, token);

	return v && (v->local || v->parameter >= 0) ? r->f : NULL;
}

void keep_listed(struct reader *r, const struct expression *what,
		 const struct expression *into)
{
	uint32_t token = 0;
	struct kept k = { .list = true, .object = what->listed - 1 };

	k.name = last_name(r, into, &token);
	k.local = owner(r, token);
	keep(r, k);
	/* what is in a list with tables is one */
	if (k.object >= 0 && !k.local && kept_in_list(r, into)) {
		struct value v = { .count = 1,
				   .objects = { (uint16_t)k.object } };

		value_tell(r, &v, SAYS_CALLERS, LEVEL_NONE, token);
	}
}

/* Pointers to whatever it is are passed on by other ways, too. */
void keep_member(struct reader *r, const struct expression *to,
		 const struct value *v)
{
	uint32_t token = 0;
	struct kept k = { .object = v->count == 1 ? v->objects[0] : -1,
			  .rep = v->rep };

	k.name = last_name(r, to, &token);
	if (token + 1 == to->end && is_member(r, token))
		keep(r, k);
}

void keep_callback(struct reader *r, const struct variable *parameter,
		   unsigned int number, const struct value *v)
{
	if (parameter->parameter < 0 || parameter->parameter >= MAX_ARGS ||
	    v->count != 1 ||
	    reader_full(r, r->callback_count, MAX_CALLBACKS))
		return;
	r->callbacks[r->callback_count++] = (struct callback){
		.parameter = (unsigned int)parameter->parameter,
		.number = number, .object = v->objects[0],
	};
}

static const struct kept *find_kept(const struct reader *r, str_t name,
				    bool list, const struct function *local)
{
	const struct kept *found = NULL;

	for (size_t i = 0; i < r->keep.count; i++) {
		const struct kept *k = &r->keep.list[i];

		if (k->name != name || k->list != list ||
		    k->local != local)
			continue;
		if (!k->table || (found && found->rep != k->rep))
			return NULL;
		found = k;
	}
	return found;
}

bool kept_in_list(const struct reader *r, const struct expression *list)
{
	uint32_t token = 0;
	str_t name = last_name(r, list, &token);

	return name && find_kept(r, name, true, owner(r, token));
}

const struct kept *kept_in_member(const struct reader *r,
				  const struct expression *e)
{
	uint32_t token = 0;
	str_t name = last_name(r, e, &token);

	return name && token + 1 == e->end && is_member(r, token) ?
	       find_kept(r, name, false, NULL) : NULL;
}

/* Is the other way around known: that it is none? */
static bool is_other(const struct object *o)
{
	return o->leaf || (o->family != FAMILY_NONE &&
			   o->family != FAMILY_PAGE &&
			   o->family != FAMILY_PTDESC);
}

/*
 * All that is in one list is of one kind: if a list that outlives a function
 * has a table, what is put into it of which nothing is known is one, too.
 */
static bool says_something(const struct reader *r, const struct kept *k)
{
	if (!k->list || k->local || k->object < 0 || k->table)
		return true;
	return is_other(&r->objects[k->object]);
}

static void learn_kept(struct reader *r)
{
	struct keep *next = &r->next_keep;

	for (size_t i = 0; i < r->kept_count; i++) {
		struct kept k = r->kept[i];

		if (k.object >= 0) {
			k.level = r->objects[k.object].level;
			k.table = object_is_table(r, &r->objects[k.object]);
		}
		if (!says_something(r, &k))
			continue;
		GROW(next->list, next->count, next->capacity);
		next->list[next->count++] = k;
	}
}

/* What calls say about the functions that they call. */
static void learn_calls(struct reader *r)
{
	for (size_t i = 0; i < r->call_count; i++) {
		const struct call *c = &r->calls[i];
		struct function *callee = &r->functions[c->callee];
		const struct object *result = &r->objects[c->result];

		for (unsigned int k = 0; k < c->count; k++) {
			bool table = c->args[k] >= 0 &&
				object_is_table(r, &r->objects[c->args[k]]);

			if (table)
				callee->next.table_args |= 1u << k;
			else
				callee->next.other_args |= 1u << k;
		}
		if (object_is_table(r, result))
			callee->next.table_result = true;
		else
			callee->next.other_result = true;
	}
}

static void learn_parameters(struct reader *r)
{
	struct votes *next = &r->f->next;

	for (size_t i = 0; i < r->object_count; i++) {
		const struct object *o = &r->objects[i];

		if (o->parameter >= 0 && o->parameter < MAX_ARGS &&
		    o->evidence & CERTAIN)
			next->takes |= 1u << o->parameter;
	}
}

/* A function that frees whatever it is given, or gives whatever is wanted. */
static void learn_wrapper(struct reader *r)
{
	struct votes *next = &r->f->next;
	bool several = false;

	for (size_t i = 0; i < r->use_count; i++) {
		const struct use *u = &r->uses[i];
		const struct object *o = &r->objects[u->object];

		if (u->kind != USE_FREE || o->parameter < 0 ||
		    o->parameter >= MAX_ARGS || object_is_table(r, o) ||
		    (u->api->family != FAMILY_PAGE &&
		     u->api->family != FAMILY_PTDESC))
			continue;
		next->frees |= 1u << o->parameter;
		next->frees_with = u->api;
	}
	for (size_t i = 0; i < r->object_count; i++) {
		const struct object *o = &r->objects[i];

		if (!o->returned)
			continue;
		/* for boot code, before there is an allocator */
		next->gives_at_boot |= o->family == FAMILY_MEMBLOCK || o->boot;
		if (o->family == FAMILY_MEMBLOCK)
			continue;
		several |= next->gives && next->gives != o->family;
		several |= object_is_table(r, o) || !o->family;
		next->gives = o->family;
	}
	if (several || (next->gives != FAMILY_PAGE &&
			next->gives != FAMILY_PTDESC)) {
		next->gives_at_boot &= !several;
		next->gives = FAMILY_NONE;
	}
}

/* What is passed when somebody calls what this function was given. */
static void learn_callbacks(struct reader *r)
{
	struct votes *next = &r->f->next;

	for (size_t i = 0; i < r->callback_count; i++) {
		const struct callback *c = &r->callbacks[i];
		const struct object *o = &r->objects[c->object];

		next->calls |= 1u << c->parameter;
		if (object_is_table(r, o))
			next->with |= 1u << c->number;
		else if (is_other(o))
			next->with_other |= 1u << c->number;
	}
}

void file_learn(struct reader *r)
{
	learn_calls(r);
	learn_parameters(r);
	learn_wrapper(r);
	learn_kept(r);
	learn_callbacks(r);
}

void file_next_round(struct reader *r)
{
	struct keep old = r->keep;

	for (size_t i = 0; i < r->function_count; i++) {
		struct function *f = &r->functions[i];

		f->said = f->next;
		f->next = (struct votes){ 0 };
	}
	r->keep = r->next_keep;
	r->next_keep = old;
	r->next_keep.count = 0;
}

void file_forget(struct reader *r)
{
	free(r->keep.list);
	free(r->next_keep.list);
}

/* Does it handle page tables only? Then it is judged where it is defined. */
static bool frees_tables(const struct votes *v, unsigned int parameter)
{
	return v->table_args & 1u << parameter &&
	       !(v->other_args & 1u << parameter);
}

static void note_walked(struct reader *r, struct function *callee,
			const struct expression *e, unsigned int number)
{
	const struct variable *v = entry_pointer(r, e);

	if (v && v->walked)
		callee->next.walked |= 1u << number;
	else
		callee->next.unwalked |= 1u << number;
}

/* A function, or a parameter that is one, for somebody who calls it. */
static void pass_callback(struct reader *r, const struct votes *said,
			  const struct expression *e)
{
	const struct variable *v = e->variable < 0 ? NULL :
				   &r->vars[e->variable];
	struct function *called;

	if (v && v->page_args && v->parameter >= 0 &&
	    v->parameter < MAX_ARGS) {
		r->f->next.calls |= 1u << v->parameter;
		r->f->next.with |= said->with;
		r->f->next.with_other |= said->with_other;
	} else if (e->end == e->first + 1 && at_ident(r, e->first)) {
		called = local_function(r, e->first);
		if (!called)
			return;
		called->next.table_args |= said->with;
		called->next.other_args |= said->with_other;
	}
}

static void give_argument(struct reader *r, uint32_t name,
			  struct function *callee,
			  const struct expression *e, unsigned int number)
{
	const struct votes *said = &callee->said;

	/* of the old API PT002 tells it */
	if (e->value.rep == REP_PAGE && !(said->frees & 1u << number) &&
	    callee->params[number].hold == HOLD_PAGE && !is_old_api(r, name))
		use_add(r, USE_PAGE, &e->value, name, name, NULL);
	note_walked(r, callee, e, number);
	if (said->calls & 1u << number)
		pass_callback(r, said, e);
	if (said->takes & 1u << number)
		value_tell(r, &e->value, SAYS_CALLERS, LEVEL_NONE, name);
	if (said->frees & 1u << number && !frees_tables(said, number)) {
		use_add(r, USE_FREE, &e->value, name, name, said->frees_with);
		for (unsigned int i = 0; i < e->value.count; i++)
			r->objects[e->value.objects[i]].freed_here |=
				said->frees_with->family == FAMILY_PAGE;
	}
}

static void note_call(struct reader *r, const struct function *callee,
		      const struct expression *args, unsigned int count,
		      uint16_t result)
{
	struct call *c;

	if (reader_full(r, r->call_count, MAX_USES))
		return;
	r->objects[result].call = (int)r->call_count;
	c = &r->calls[r->call_count++];
	*c = (struct call){
		.callee = (size_t)(callee - r->functions), .result = result,
	};
	for (; c->count < count; c->count++)
		c->args[c->count] = args[c->count].value.count == 1 ?
				    args[c->count].value.objects[0] : -1;
}

static bool is_boot_code(const struct reader *r)
{
	for (uint32_t i = 0; i < r->f->body; i++)
		if (is_at(r, i, "__init"))
			return true;
	return false;
}

struct value call_local(struct reader *r, uint32_t name,
			struct function *callee,
			const struct expression *args, unsigned int count)
{
	struct type t = callee->returns;
	struct value v = value_new(r, rep_of(t), t.hold == HOLD_TABLE ||
				   t.hold == HOLD_PGTABLE ? SAYS_TYPE :
				   t.hold == HOLD_PTDESC ? SAYS_PTDESC : 0,
				   t.level);
	const struct votes *said = &callee->said;

	for (unsigned int i = 0; i < count; i++)
		give_argument(r, name, callee, &args[i], i);
	if (!v.count)
		return v;
	if (said->gives_at_boot && !said->gives)
		r->objects[v.objects[0]].family = FAMILY_MEMBLOCK;
	r->objects[v.objects[0]].boot = said->gives_at_boot;
	if (said->gives && (!said->table_result || said->other_result) &&
	    !(said->gives_at_boot && is_boot_code(r))) {
		r->objects[v.objects[0]].family = said->gives;
		r->objects[v.objects[0]].allocated = name;
	}
	note_call(r, callee, args, count, v.objects[0]);
	return v;
}
