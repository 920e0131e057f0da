// SPDX-License-Identifier: GPL-2.0-only
/* Calls: what a function does with the page tables that it is given. */
#include <stdlib.h>
#include <string.h>

#include "judge-int.h"

struct arguments {
	struct expression list[MAX_ARGS];
	unsigned int count;
};

static struct expression *argument(struct arguments *a, int i)
{
	return i >= 0 && (unsigned int)i < a->count ? &a->list[i] : NULL;
}

/* struct page, as container_of() has it */
static struct expression read_type_argument(struct reader *r)
{
	struct expression e = { .variable = -1, .first = r->at };

	e.type = type_read(r, &r->at);
	while (is_at(r, r->at, "*"))
		r->at++;
	e.end = r->at;
	return e;
}

static struct expression read_argument(struct reader *r)
{
	if (is_at(r, r->at, "struct") || is_at(r, r->at, "union") ||
	    is_at(r, r->at, "enum"))
		return read_type_argument(r);
	return expression_argument(r);
}

/* Is anything known of it that makes it matter who gets it? */
static bool is_followed(const struct reader *r, const struct value *v)
{
	for (unsigned int i = 0; i < v->count; i++)
		if (r->objects[v->objects[i]].evidence ||
		    r->objects[v->objects[i]].family)
			return true;
	return false;
}

static void read_arguments(struct reader *r, struct arguments *a)
{
	r->at++;
	while (r->at < r->f->count && !is_at(r, r->at, ")")) {
		uint32_t before = r->at;
		struct expression e = read_argument(r);

		if (a->count < MAX_ARGS)
			a->list[a->count++] = e;
		else
			r->cut |= is_followed(r, &e.value);
		if (is_at(r, r->at, ","))
			r->at++;
		else if (r->at == before || !is_at(r, r->at, ")"))
			r->at += !is_at(r, r->at, ")") &&
				 !is_at(r, r->at, ";") &&
				 !is_at(r, r->at, "}");
		if (is_at(r, r->at, ";") || is_at(r, r->at, "}"))
			return;
	}
	if (is_at(r, r->at, ")"))
		r->at++;
}

/* Is `~__GFP_HIGHMEM` among the tokens? */
bool masks_highmem(const struct reader *r, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (is_at(r, i, "__GFP_HIGHMEM") &&
		    (is_at(r, i - 1, "~") ||
		     (is_at(r, i - 1, "(") && is_at(r, i - 2, "~"))))
			return true;
	return false;
}

/* __GFP_HIGHMEM, and what has it. */
bool names_highmem(const struct reader *r, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (is_at(r, i, "__GFP_HIGHMEM") ||
		    is_at(r, i, "GFP_HIGHUSER") ||
		    is_at(r, i, "GFP_HIGHUSER_MOVABLE"))
			return true;
	return false;
}

static bool has_highmem(struct reader *r, uint32_t first, uint32_t end)
{
	if (masks_highmem(r, first, end))
		return false;
	if (names_highmem(r, first, end))
		return true;
	for (uint32_t i = first; i < end; i++) {
		struct variable *v = at_ident(r, i) ? variable_find(r, i) :
						      NULL;

		if (v && v->highmem)
			return true;
	}
	return false;
}

static struct value allocate(struct reader *r, uint32_t name,
			     const struct api *api, struct arguments *a)
{
	struct expression *gfp = argument(a, api->gfp);
	struct value v = value_new(r, api->as, api->as == REP_PTDESC ?
				   SAYS_PTDESC : 0, LEVEL_NONE);

	if (v.count) {
		struct object *o = &r->objects[v.objects[0]];

		o->family = api->family;
		o->allocated = name;
		if (gfp)
			o->highmem = has_highmem(r, gfp->first, gfp->end);
	}
	return v;
}

static void check_from(struct reader *r, uint32_t name, const struct api *api,
		       const struct expression *e)
{
	const struct token *t = token_at(r, name);
	const char *text = r->text + t->off, *advice, *what;

	if (api->from == REP_ADDRESS && e->value.rep == REP_PTDESC) {
		advice = "give it the memory, ptdesc_address(), or use the descriptor as it is";
		what = "a descriptor for the memory that it describes";
	} else if (api->from == REP_PAGE && e->value.rep == REP_PTDESC) {
		advice = "use the function for descriptors, or ptdesc_page()";
		what = "a descriptor for a page";
	} else if (api->from == REP_PTDESC && e->value.rep == REP_ADDRESS &&
		   e->type.hold == HOLD_TABLE) {
		advice = "use virt_to_ptdesc() for its descriptor";
		what = "the memory of a page table for its descriptor";
	} else {
		return;
	}
	made_wrong(r, opine(r, "PT008", name, name, r->at, advice,
			    "%.*s() is given %s", (int)t->len, text, what),
		   e);
}

static void note_addressed(struct reader *r, uint32_t name,
			   const struct api *api, const struct value *v)
{
	if (api->as != REP_ADDRESS || !strncmp(str_get(api->name), "kmap", 4))
		return;
	for (unsigned int i = 0; i < v->count; i++)
		r->objects[v->objects[i]].addressed = name;
}

/* Who takes a pgtable_t for a page knows that it is one here. */
static void note_pgtable(struct reader *r, enum rep taken,
			 const struct expression *e)
{
	if (taken == REP_PAGE && e->type.hold == HOLD_PGTABLE)
		r->pgtable_is_page = true;
}

static struct value convert(struct reader *r, uint32_t name,
			    const struct api *api, struct arguments *a)
{
	struct expression *e = argument(a, api->arg);
	struct value v;

	if (!e)
		return (struct value){ .rep = api->as };
	check_from(r, name, api, e);
	note_pgtable(r, api->from, e);
	v = e->value;
	if (!v.count)
		v = value_new(r, api->as, 0, LEVEL_NONE);
	if (api->as == REP_PTDESC)
		value_tell(r, &v, SAYS_PTDESC, LEVEL_NONE, name);
	note_addressed(r, name, api, &v);
	if (api->as == REP_NUMBER && e->value.rep == REP_ADDRESS)
		value_escape(r, &v);
	v.converted = api->from == REP_PTDESC && api->as == REP_PAGE;
	v.rep = api->as;
	return v;
}

static void check_given(struct reader *r, uint32_t name, enum rep wanted,
			const struct expression *e)
{
	struct api as = { .from = wanted };

	check_from(r, name, &as, e);
}

static void give_back(struct reader *r, uint32_t name, const struct api *api,
		      struct arguments *a)
{
	struct expression *e = argument(a, api->arg);

	if (!e)
		return;
	check_given(r, name, api->as, e);
	note_pgtable(r, api->as, e);
	use_add(r, USE_FREE, &e->value, name, name, api);
	for (unsigned int i = 0; i < e->value.count; i++) {
		struct object *o = &r->objects[e->value.objects[i]];

		o->freed_here |= api->family == FAMILY_PAGE;
		o->pooled |= api->family == FAMILY_SLAB;
	}
}

/* The table is the last argument: an mm came before it in later versions. */
static void construct(struct reader *r, uint32_t name, const struct api *api,
		      struct arguments *a)
{
	struct expression *e = argument(a, (int)a->count - 1);

	if (!e)
		return;
	if (api->as == REP_PTDESC)
		check_given(r, name, REP_PTDESC, e);
	note_pgtable(r, api->as, e);
	value_tell(r, &e->value, SAYS_CTOR, api->level, name);
	for (unsigned int i = 0; i < e->value.count; i++) {
		struct object *o = &r->objects[e->value.objects[i]];

		if (api->role == ROLE_CONSTRUCTS) {
			o->constructed = true;
			o->constructed_at = name;
			o->labels = r->labels;
		} else {
			o->destructed = true;
			o->destructed_at = name;
		}
	}
}

static void populate(struct reader *r, uint32_t name, const struct api *api,
		     struct arguments *a)
{
	struct expression *e = argument(a, api->arg);

	if (!e)
		return;
	if (e->value.rep == REP_PTDESC && api->as != REP_PTDESC)
		check_given(r, name, REP_ADDRESS, e);
	value_tell(r, &e->value, SAYS_ENTRY, api->level, name);
	value_escape(r, &e->value);
}

static void map(struct reader *r, uint32_t name, const struct api *api,
		struct arguments *a)
{
	struct expression *e = argument(a, api->arg);

	for (unsigned int i = 0; e && i < e->value.count; i++) {
		struct object *o = &r->objects[e->value.objects[i]];

		/* mk_pmd() with the bits of a table makes an upper entry */
		if (argument(a, 1) && a->list[1].value.table_flag) {
			value_tell(r, &e->value, SAYS_ENTRY, LEVEL_NONE, name);
			value_escape(r, &e->value);
			return;
		}
		o->leaf = true;
		o->leaf_at = name;
	}
}

/*
 * Entries above the pud point to tables, unless somebody else looked at the
 * entry before it came here.
 */
static bool is_too_high_for_leaf(const struct reader *r, const struct api *api,
				 struct arguments *a)
{
	struct expression *e = argument(a, 0);

	return api->level >= LEVEL_PUD && e &&
	       (e->variable < 0 || r->vars[e->variable].parameter < 0);
}

struct variable *entry_pointer(struct reader *r, const struct expression *e)
{
	uint32_t name = e->first + is_at(r, e->first, "*");

	return e->end == name + 1 && at_ident(r, name) ?
	       variable_find(r, name) : NULL;
}

/* pmd_offset(pud, addr): whoever goes on below the entry knows. */
static void walk(struct reader *r, const struct api *api, struct arguments *a)
{
	struct expression *e = argument(a, api->arg);
	struct variable *v = e && e->type.hold == HOLD_TABLE ?
			     entry_pointer(r, e) : NULL;

	/* pte_offset_map() looks first */
	if (v && !r->in_leaf && !strstr(str_get(api->name), "map"))
		v->walked = true;
}

/* Is it known that the entry has a table? Who reads that knows it, too. */
static bool is_walked(struct reader *r, const struct api *api,
		      struct arguments *a)
{
	struct expression *e = argument(a, 0);
	struct variable *v = e ? entry_pointer(r, e) : NULL;

	if (v && !r->in_leaf && !api->maybe && !api->data)
		v->walked = true;
	return v && v->walked;
}

static struct value read_entry(struct reader *r, uint32_t name,
			       const struct api *api, struct arguments *a)
{
	bool data = api->data || r->in_leaf;
	bool walked = is_walked(r, api, a);
	bool table = !data && (!api->maybe || r->in_table || walked ||
			       is_too_high_for_leaf(r, api, a));
	struct value v = value_new(r, api->as, table ? SAYS_ENTRY : 0,
				   api->level);

	if (v.count) {
		r->objects[v.objects[0]].leaf = data;
		r->objects[v.objects[0]].leaf_at = name;
	}
	return v;
}

static void tell_argument(struct reader *r, uint32_t name,
			  const struct api *api, struct arguments *a)
{
	struct expression *e = argument(a, api->arg);

	if (e)
		value_tell(r, &e->value, SAYS_API, api->level, name);
}

static void hand_over(struct reader *r, uint32_t name, enum use_kind kind,
		      const struct api *api, struct arguments *a)
{
	struct expression *e = argument(a, api->arg);

	if (!e)
		return;
	if (e->type.hold == HOLD_PGTABLE && r->pgtable_is_page)
		e->value.rep = REP_PAGE;
	use_add(r, kind, &e->value, name, name, api);
}

static void check_memory(struct reader *r, uint32_t name, struct arguments *a)
{
	static const char *const takes[] = { "memset", "memcpy", "clear_page",
					     "copy_page" };

	for (size_t i = 0; i < sizeof(takes) / sizeof(*takes); i++)
		if (is_at(r, name, takes[i]) && argument(a, 0) &&
		    a->list[0].value.count)
			check_given(r, name, REP_ADDRESS, &a->list[0]);
}

static void add_to_list(struct reader *r, const struct api *api,
			struct arguments *a)
{
	struct expression *what = argument(a, api->arg);
	struct expression *into = argument(a, api->into);

	if (what && into)
		keep_listed(r, what, into);
}

static bool is_page_member(const struct reader *r, const struct expression *e)
{
	return e->end == e->first + 1 &&
	       wordset_lookup(r->lists->words, token_text(r, e->first),
			      token_at(r, e->first)->len) &
	       CLASS_BIT(CLASS_PAGE_MEMBERS);
}

/* list_for_each_entry(page, &list, lru) and list_first_entry(..., lru). */
static void walk_list(struct reader *r, struct arguments *a, uint32_t name)
{
	const struct token *t = token_at(r, name);
	struct expression *pos = argument(a, 0);
	struct expression *last = argument(a, (int)a->count - 1);

	if (a->count < 3 || t->len < 19 ||
	    memcmp(r->text + t->off, "list_for_each_entry", 19) ||
	    pos->variable < 0 ||
	    r->vars[pos->variable].type.hold != HOLD_PAGE ||
	    last->end != last->first + 1)
		return;
	pos->value = value_new(r, REP_PAGE,
			       kept_in_list(r, &a->list[a->count - 2]) ?
			       SAYS_CALLERS : 0, LEVEL_NONE);
	r->vars[pos->variable].value = pos->value;
	r->vars[pos->variable].assigned = true;
	if (is_page_member(r, last))
		use_add(r, USE_MEMBER, &pos->value, name, last->first, NULL);
}

/* container_of(head, struct page, rcu_head) and list_first_entry(...) */
static bool read_container(struct reader *r, struct arguments *a,
			   uint32_t name, struct expression *e)
{
	static const char *const names[] = {
		"container_of", "list_entry", "list_first_entry",
		"list_last_entry", "list_first_entry_or_null", "hlist_entry",
		"llist_entry", NULL
	};
	bool list;

	if (a->count != 3 || !in_words(r, name, names) ||
	    a->list[1].type.hold != HOLD_PAGE)
		return false;
	list = !is_at(r, name, "container_of") &&
	       kept_in_list(r, &a->list[0]);
	e->type = type_pointer(a->list[1].type, 1);
	e->value = value_new(r, REP_PAGE, list ? SAYS_CALLERS : 0, LEVEL_NONE);
	if (is_page_member(r, &a->list[2]))
		use_add(r, USE_MEMBER, &e->value, name, a->list[2].first, NULL);
	return true;
}

/* What stores its second argument in its first. */
static void store(struct reader *r, struct arguments *a, uint32_t name)
{
	static const char *const names[] = {
		"WRITE_ONCE", "smp_store_release", "rcu_assign_pointer", NULL
	};

	if (a->count == 2 && in_words(r, name, names))
		expression_assign(r, &a->list[0], &a->list[1], name);
}

static struct value by_role(struct reader *r, uint32_t name,
			    const struct api *api, struct arguments *a)
{
	struct value v = { 0 };

	switch (api->role) {
	case ROLE_ALLOCATES:
		return allocate(r, name, api, a);
	case ROLE_CONVERTS:
		return convert(r, name, api, a);
	case ROLE_READS:
		return read_entry(r, name, api, a);
	case ROLE_WALKS:
		walk(r, api, a);
		return value_new(r, REP_ADDRESS, SAYS_TYPE, api->level);
	case ROLE_GIVES_TABLE:
		return value_new(r, api->as, SAYS_API, api->level);
	case ROLE_FREES:
		give_back(r, name, api, a);
		break;
	case ROLE_CONSTRUCTS:
	case ROLE_DESTRUCTS:
		construct(r, name, api, a);
		break;
	case ROLE_POPULATES:
		populate(r, name, api, a);
		break;
	case ROLE_MAPS:
		map(r, name, api, a);
		break;
	case ROLE_TAKES_TABLE:
		tell_argument(r, name, api, a);
		break;
	case ROLE_REMOVES_PAGE:
	case ROLE_REMOVES_TABLE:
		hand_over(r, name, USE_REMOVE, api, a);
		break;
	case ROLE_HANDLES_PAGE:
		hand_over(r, name, USE_PAGE, api, a);
		break;
	case ROLE_TESTS_LEAF:
		/* an entry that is not empty may be a leaf or not */
		r->saw_leaf |= !strstr(str_get(api->name), "none");
		break;
	case ROLE_TESTS_TABLE:
		r->saw_table = true;
		break;
	case ROLE_ADDS_TO_LIST:
		add_to_list(r, api, a);
		break;
	case ROLE_IGNORED:
		check_memory(r, name, a);
		break;
	default:
		break;
	}
	return v;
}

static int compare_name(const void *key, const void *element)
{
	const struct reader *r = *(const struct reader *const *)key;
	const struct function *f = *(struct function *const *)element;
	const struct token *t = token_at(r, r->wanted);

	return name_compare(r->text + t->off, t->len, r->text + f->elem->name,
			    f->elem->name_len);
}

struct function *local_function(struct reader *r, uint32_t name)
{
	struct function **found;

	r->wanted = name;
	found = bsearch(&r, r->by_name, r->function_count, sizeof(*found),
			compare_name);
	return found ? *found : NULL;
}

/* Macros whose value is their argument, in another type at most. */
static bool passes_on(const struct reader *r, uint32_t name)
{
	static const char *const names[] = { "likely", "unlikely", "__pgd",
					     "__p4d", "__pud", "__pmd",
					     "__pgprot" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is_at(r, name, names[i]))
			return true;
	return false;
}

bool is_old_api(const struct reader *r, uint32_t name)
{
	return wordset_lookup(r->lists->words, token_text(r, name),
			      token_at(r, name)->len) & CLASS_BIT(CLASS_API);
}

/* ptlock_ptr(page): which are pages has been said with PT002. */
static void tell_by_old_api(struct reader *r, uint32_t name,
			    struct arguments *a)
{
	for (unsigned int i = 0; i < a->count; i++)
		if (a->list[i].value.rep == REP_PAGE && is_old_api(r, name))
			value_tell(r, &a->list[i].value, SAYS_API, LEVEL_NONE,
				   name);
}

/* A parameter that points to a function which takes pages. */
static void give_callback(struct reader *r, uint32_t name, struct arguments *a)
{
	struct variable *v = at_ident(r, name) ? variable_find(r, name) : NULL;

	for (unsigned int i = 0; v && i < a->count; i++) {
		const struct value *given = &a->list[i].value;

		if (!(v->page_args & 1u << i) || given->rep != REP_PAGE)
			continue;
		use_add(r, USE_PAGE, given, name, name, NULL);
		keep_callback(r, v, i, given);
	}
}

/* The parameters of a function of this file say what they take. */
static void check_parameters(struct reader *r, uint32_t name,
			     const struct function *callee,
			     const struct arguments *a)
{
	for (unsigned int i = 0; i < a->count && i < MAX_ARGS; i++)
		if (callee->params[i].hold == HOLD_TABLE)
			check_given(r, name, REP_ADDRESS, &a->list[i]);
}

struct expression call_read(struct reader *r, uint32_t name)
{
	struct expression e = { .variable = -1, .first = name,
				.is_call = true };
	const struct api *api = api_at(r, name, ROLE_NONE);
	struct arguments a = { 0 };
	struct function *callee;

	r->at = is_at(r, name + 1, ")") ? name + 2 : name + 1;
	read_arguments(r, &a);
	e.end = r->at;
	if (is_at(r, name, "LIST_HEAD") && argument(&a, 0) &&
	    a.list[0].variable >= 0)
		r->vars[a.list[0].variable].local = true;
	walk_list(r, &a, name);
	store(r, &a, name);
	if (read_container(r, &a, name, &e))
		return e;
	if (api) {
		e.value = by_role(r, name, api, &a);
		if (api->role == ROLE_FREES &&
		    api_at(r, name, ROLE_DESTRUCTS))
			construct(r, name, api_at(r, name, ROLE_DESTRUCTS), &a);
		if (api->role == ROLE_WALKS)
			e.type = (struct type){ .hold = HOLD_TABLE,
						.level = api->level };
		return e;
	}
	callee = local_function(r, name);
	tell_by_old_api(r, name, &a);
	give_callback(r, name, &a);
	if (callee) {
		check_parameters(r, name, callee, &a);
		e.value = call_local(r, name, callee, a.list, a.count);
		e.type = callee->returns;
	} else if (a.count && passes_on(r, name)) {
		e.value = a.list[0].value;
	}
	return e;
}
