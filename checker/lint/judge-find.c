// SPDX-License-Identifier: GPL-2.0-only
/* From what was learned of the objects of a function to opinions. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "buf.h"
#include "judge-int.h"

/* The tokens of a range without blanks: equal for code that only moved. */
static char *key_of(const struct reader *r, const char *id, uint32_t first,
		    uint32_t end)
{
	struct buf b = { 0 };

	buf_puts(&b, id);
	for (uint32_t i = first; i < end && i < first + 64; i++) {
		buf_puts(&b, " ");
		buf_add(&b, token_text(r, i), token_at(r, i)->len);
	}
	return judge_key(&b);
}

char *judge_key(struct buf *words)
{
	XXH128_hash_t hash = XXH3_128bits(words->data, words->len);
	char *key = xasprintf("%016" PRIx64 "%016" PRIx64,
			      (uint64_t)hash.high64, (uint64_t)hash.low64);

	buf_free(words);
	return key;
}

char *judge_name(const char *text, size_t len)
{
	return xstrndup(text, len < MAX_NAME ? len : MAX_NAME);
}

void judge_cut(char *message)
{
	if (strlen(message) > MAX_MESSAGE)
		message[MAX_MESSAGE] = '\0';
}

static uint32_t column_of(const struct reader *r, const struct token *t)
{
	uint32_t off = t->off;

	while (off && r->text[off - 1] != '\n')
		off--;
	return t->off - off + 1;
}

struct opinion *opine(struct reader *r, const char *id, uint32_t token,
		      uint32_t first, uint32_t end, const char *advice,
		      const char *format, ...)
{
	static struct opinion unwanted;
	const struct token *t = token_at(r, token);
	struct opinions *out = r->out;
	struct opinion *o;
	va_list args;

	unwanted = (struct opinion){ 0 };
	if (!r->report || !t->line)
		return &unwanted;
	if (out->count == MAX_OPINIONS) {
		out->full = true;
		return &unwanted;
	}
	out->list = xgrow(out->list, out->count, &out->capacity,
			  sizeof(*out->list));
	o = &out->list[out->count++];
	*o = (struct opinion){
		.id = id, .line = t->line - 1, .column = column_of(r, t),
		.cause = t->line - 1, .advice = advice,
		.key = key_of(r, id, first, end),
		.function = judge_name(r->text + r->f->elem->name,
				       r->f->elem->name_len),
	};
	va_start(args, format);
	if (vasprintf(&o->message, format, args) < 0)
		out_of_memory();
	va_end(args);
	judge_cut(o->message);
	return o;
}

static void set_cause(const struct reader *r, struct opinion *o,
		      uint32_t token, const char *what)
{
	if (token < r->f->count) {
		o->cause = r->f->tokens[token].line - 1;
		o->cause_what = what;
	}
}

void made_wrong(struct reader *r, struct opinion *o,
		const struct expression *e)
{
	uint32_t at = e->variable < 0 ? 0 : r->vars[e->variable].assigned_at;

	if (!at)
		return;
	o->half = true;
	set_cause(r, o, at, "it is set to that here");
}

bool object_is_table(const struct reader *r, const struct object *o)
{
	unsigned int strong = SAYS_CTOR | SAYS_ENTRY | SAYS_API | SAYS_PTDESC |
			      SAYS_CALLERS;

	unsigned int certain = SAYS_CTOR | SAYS_ENTRY | SAYS_API |
			       (o->parameter < 0 ? 0 : SAYS_CALLERS);

	/* a table that is mapped somewhere is still one */
	if (o->leaf && !(o->evidence & certain) &&
	    !(o->returned && r->f->returns.hold == HOLD_TABLE))
		return false;
	if (o->family == FAMILY_SLAB ||
	    o->family == FAMILY_MEMBLOCK || o->family == FAMILY_VMALLOC)
		return false;
	if (o->evidence & strong)
		return true;
	if (!(o->evidence & SAYS_TYPE))
		return false;
	/* only filled, read and freed: a copy of a table */
	if (!o->family || o->escapes)
		return true;
	/* the return need not be in the hunk */
	return !r->whole && !o->freed_here &&
	       r->f->returns.hold == HOLD_TABLE &&
	       r->f->returns.level == o->level;
}

static const char *free_advice(const struct api *api)
{
	if (api->family == FAMILY_MEMBLOCK)
		return "use free_reserved_ptdesc()";
	return api->as == REP_ADDRESS ?
	       "use pagetable_free(virt_to_ptdesc(...))" :
	       "use pagetable_free() with the descriptor of the table";
}

static const char *level_text(const struct object *o)
{
	static const char *const names[LEVEL_COUNT] = {
		[LEVEL_NONE] = "a page table", [LEVEL_PTE] = "a PTE table",
		[LEVEL_PMD] = "a PMD table", [LEVEL_PUD] = "a PUD table",
		[LEVEL_P4D] = "a P4D table", [LEVEL_PGD] = "a PGD table",
	};

	return names[o->level];
}

static void free_by_pages(struct reader *r, const struct use *u,
			  const struct object *o)
{
	const struct token *name = token_at(r, u->token);
	const char *text = token_text(r, u->token);
	struct opinion *op;

	if (!object_is_table(r, o))
		return;
	op = opine(r, "PT005", u->token, u->first, u->end, free_advice(u->api),
		   "%.*s() frees %s as a page", (int)name->len, text,
		   level_text(o));
	set_cause(r, op, o->told, "this tells that it is a page table");
	if (o->family != FAMILY_PTDESC)
		return;
	op = opine(r, "PT006", u->token, u->first, u->end,
		   "free it with pagetable_free(), as it was allocated",
		   "%.*s() frees %s that pagetable_alloc() gave",
		   (int)name->len, text, level_text(o));
	op->half = true;
	set_cause(r, op, o->allocated, "it is allocated here");
}

static void free_by_ptdesc(struct reader *r, const struct use *u,
			   const struct object *o)
{
	int len = (int)token_at(r, u->token)->len;
	const char *name = token_text(r, u->token);
	struct opinion *op;

	if (o->leaf && !object_is_table(r, o)) {
		op = opine(r, "PT010", u->token, u->first, u->end,
			   "free it as the page that it is",
			   "%.*s() frees memory that an entry maps: it is no page table",
			   len, name);
		op->half = true;
		set_cause(r, op, o->leaf_at, "it is mapped here");
	} else if (o->family == FAMILY_PAGE) {
		op = opine(r, "PT006", u->token, u->first, u->end,
			   "allocate it with pagetable_alloc()",
			   "%.*s() frees %s that the page allocator gave", len,
			   name, level_text(o));
		op->half = true;
		set_cause(r, op, o->allocated, "it is allocated here");
	} else if (o->family != FAMILY_NONE && o->family != FAMILY_PTDESC) {
		op = opine(r, "PT010", u->token, u->first, u->end,
			   "free it as it was allocated",
			   "%.*s() frees memory of %s", len, name,
			   o->family == FAMILY_SLAB ? "the slab allocator" :
			   o->family == FAMILY_VMALLOC ? "vmalloc" :
			   "memblock");
		op->half = true;
		set_cause(r, op, o->allocated, "it is allocated here");
	}
}

/* What is freed after its ctor, and not because that failed. */
static void free_without_dtor(struct reader *r, const struct use *u,
			      const struct object *o)
{
	struct opinion *op;

	if (!u->constructed || u->destructed || u->failed ||
	    o->labels != u->labels || api_at(r, u->token, ROLE_DESTRUCTS))
		return;
	op = opine(r, "PT007", u->token, u->first, u->end,
		   "call the dtor before",
		   "%.*s() frees %s whose ctor ran, without its dtor",
		   (int)token_at(r, u->token)->len, token_text(r, u->token),
		   level_text(o));
	op->half = true;
	set_cause(r, op, o->constructed_at, "it is constructed here");
}

static void judge_free(struct reader *r, const struct use *u,
		       const struct object *o)
{
	if (u->api->family == FAMILY_PAGE ||
	    (u->api->family == FAMILY_MEMBLOCK && u->rep == REP_PAGE &&
	     u->api->as == REP_PAGE))
		free_by_pages(r, u, o);
	else if (u->api->family == FAMILY_PTDESC)
		free_by_ptdesc(r, u, o);
	if (u->api->family == FAMILY_PAGE || u->api->family == FAMILY_PTDESC)
		free_without_dtor(r, u, o);
}

static void judge_remove(struct reader *r, const struct use *u,
			 const struct object *o)
{
	const char *name = str_get(u->api->name);
	struct opinion *op;

	if (u->rep == REP_PTDESC || u->converted || !object_is_table(r, o) ||
	    u->api->as == REP_PTDESC)
		return;
	/* tables by address or by a tagged one: the architecture's own way */
	if (u->api->role == ROLE_REMOVES_TABLE && u->rep != REP_PAGE)
		return;
	op = opine(r, "PT009", u->token, u->first, u->end,
		   u->api->role == ROLE_REMOVES_TABLE ?
		   "use tlb_remove_ptdesc()" : "use tlb_remove_page_ptdesc()",
		   "%s() is given %s as a page", name, level_text(o));
	set_cause(r, op, o->told, "this tells that it is a page table");
}

static void judge_member(struct reader *r, const struct use *u,
			 const struct object *o)
{
	const struct token *t = token_at(r, u->token);
	struct opinion *op;

	if (!object_is_table(r, o) || u->rep == REP_PTDESC)
		return;
	op = opine(r, "PT003", u->token, u->first, u->end,
		   "use the member of struct ptdesc at its place, such as pt_list or pt_index",
		   "'%.*s' of struct page is used on %s", (int)t->len,
		   r->text + t->off, level_text(o));
	set_cause(r, op, o->told, "this tells that it is a page table");
}

/* page_ref_inc() and its kin: the counter by another name. */
static void judge_counter(struct reader *r, const struct use *u,
			  const struct object *o)
{
	const struct token *t = token_at(r, u->token);
	struct opinion *op;

	op = opine(r, "PT003", u->token, u->first, u->end,
		   "use the member of struct ptdesc at its place, such as pt_frag_refcount",
		   "'%s' of struct page is used on %s, by %.*s()",
		   str_get(u->api->member), level_text(o), (int)t->len,
		   r->text + t->off);
	set_cause(r, op, o->told, "this tells that it is a page table");
}

static void judge_page(struct reader *r, const struct use *u,
		       const struct object *o)
{
	const struct token *t = token_at(r, u->token);
	struct opinion *op;

	/* of a pool, its pages are asked whether they are */
	if (u->rep != REP_PAGE || u->converted || o->pooled ||
	    !object_is_table(r, o))
		return;
	if (u->api && u->api->member) {
		judge_counter(r, u, o);
		return;
	}
	op = opine(r, "PT009", u->token, u->first, u->end,
		   "use what takes its struct ptdesc",
		   "%.*s() is given %s as a page", (int)t->len,
		   r->text + t->off, level_text(o));
	set_cause(r, op, o->told, "this tells that it is a page table");
}

static void judge_uses(struct reader *r)
{
	for (size_t i = 0; i < r->use_count; i++) {
		const struct use *u = &r->uses[i];
		const struct object *o = &r->objects[u->object];

		if (u->kind == USE_FREE)
			judge_free(r, u, o);
		else if (u->kind == USE_REMOVE)
			judge_remove(r, u, o);
		else if (u->kind == USE_MEMBER)
			judge_member(r, u, o);
		else
			judge_page(r, u, o);
	}
}

/* The end of the call that begins at a token. */
static uint32_t call_end(const struct reader *r, uint32_t token)
{
	int depth = 0;

	for (uint32_t i = token + 1; i < r->f->count; i++) {
		depth += is_at(r, i, "(");
		depth -= is_at(r, i, ")");
		if (depth <= 0)
			return i + 1;
	}
	return r->f->count;
}

static void taken_from_highmem(struct reader *r, const struct object *o)
{
	const struct token *t = token_at(r, o->allocated);
	struct opinion *op;

	op = opine(r, "PT011", o->addressed, o->addressed,
		   call_end(r, o->addressed),
		   "mask __GFP_HIGHMEM where it is allocated, or map it before",
		   "the address of %s is taken, which %.*s() may give in high memory",
		   level_text(o), (int)t->len, r->text + t->off);
	op->half = true;
	set_cause(r, op, o->allocated, "it is allocated here");
}

static void judge_allocated(struct reader *r, const struct object *o)
{
	uint32_t end = call_end(r, o->allocated);
	const struct token *t = token_at(r, o->allocated);
	struct opinion *op;

	if (o->family == FAMILY_PAGE && object_is_table(r, o)) {
		op = opine(r, "PT004", o->allocated, o->allocated, end,
			   "use pagetable_alloc(), and ptdesc_address() for its memory",
			   "%.*s() allocates %s as a page", (int)t->len,
			   r->text + t->off, level_text(o));
		set_cause(r, op, o->told, "this tells that it is a page table");
	}
	if (o->highmem && o->addressed &&
	    (o->family == FAMILY_PTDESC ||
	     (o->family == FAMILY_PAGE && object_is_table(r, o))))
		taken_from_highmem(r, o);
	if (o->family == FAMILY_PTDESC && o->leaf && !object_is_table(r, o)) {
		op = opine(r, "PT010", o->allocated, o->allocated, end,
			   "allocate what is mapped as pages or a folio",
			   "%.*s() allocates memory that an entry maps: it is no page table",
			   (int)t->len, r->text + t->off);
		op->half = true;
		set_cause(r, op, o->leaf_at, "it is mapped here");
	}
	if (o->destructed && !o->constructed && o->call < 0 &&
	    (o->family == FAMILY_PTDESC || o->family == FAMILY_PAGE)) {
		op = opine(r, "PT007", o->destructed_at, o->destructed_at, call_end(r, o->destructed_at),
			   "call the ctor when it is allocated, or no dtor",
			   "the dtor runs on %s that no ctor ran on",
			   level_text(o));
		op->half = true;
		set_cause(r, op, o->allocated, "it is allocated here");
	}
}

static const struct api *own_api(const struct reader *r, enum role role)
{
	const struct elem *e = r->f->elem;
	str_t name = str_find(r->text + e->name, e->name_len);

	return name ? api_role(name, role) : NULL;
}

/* Core code calls it with a pgtable_t. */
static bool takes_pgtable(const struct reader *r)
{
	const struct api *api = own_api(r, ROLE_POPULATES);

	if (!api)
		api = own_api(r, ROLE_TAKES_TABLE);
	return api && api->level == LEVEL_PTE;
}

/* The token that is the name of the function. */
static uint32_t own_name(const struct reader *r)
{
	uint32_t name = 0;

	while (name < r->f->body && token_at(r, name)->off < r->f->elem->name)
		name++;
	return name;
}

static void judge_parameter(struct reader *r, const struct object *o)
{
	uint32_t name = r->f->param_names[o->parameter];
	struct opinion *op;

	op = opine(r, "PT009", name, own_name(r), name + 1, takes_pgtable(r) ?
		   "let it take a pgtable_t" : "let it take a struct ptdesc",
		   "%.*s() takes %s as a page", (int)r->f->elem->name_len,
		   r->text + r->f->elem->name, level_text(o));
	set_cause(r, op, o->told, "this tells that it is a page table");
}

/* Parameters of pages that are handled as page tables. */
static void judge_parameters(struct reader *r)
{
	unsigned int certain = SAYS_CTOR | SAYS_ENTRY | SAYS_API |
			       SAYS_PTDESC | SAYS_CALLERS;
	const struct elem *e = r->f->elem;

	/* the old API itself: PT002 */
	if (wordset_lookup(r->lists->words, r->text + e->name, e->name_len) &
	    CLASS_BIT(CLASS_API))
		return;
	for (size_t i = 0; i < r->object_count; i++) {
		const struct object *o = &r->objects[i];

		if (o->parameter >= 0 && o->parameter < MAX_ARGS &&
		    r->f->params[o->parameter].hold == HOLD_PAGE &&
		    o->evidence & certain && object_is_table(r, o))
			judge_parameter(r, o);
	}
}

/* struct page *page_table_alloc_pgste(struct mm_struct *mm) */
static void judge_result(struct reader *r)
{
	const struct elem *e = r->f->elem;
	uint32_t name = own_name(r);

	if (r->f->returns.hold != HOLD_PAGE)
		return;
	for (size_t i = 0; i < r->object_count; i++) {
		const struct object *o = &r->objects[i];
		struct opinion *op;

		/* what reads an entry gives what is asked for */
		if (!o->returned || o->converted ||
		    (!o->family && !r->f->gives_table) ||
		    !object_is_table(r, o))
			continue;
		op = opine(r, "PT009", name, name - 1, name + 1,
			   "let it return a struct ptdesc",
			   "%.*s() returns %s as a page", (int)e->name_len,
			   r->text + e->name, level_text(o));
		set_cause(r, op, o->told, "this tells that it is a page table");
		return;
	}
}

void find_opinions(struct reader *r)
{
	if (!r->table_path || r->f->conversion)
		return;
	judge_uses(r);
	judge_parameters(r);
	judge_result(r);
	for (size_t i = 0; i < r->object_count; i++)
		if (r->objects[i].family)
			judge_allocated(r, &r->objects[i]);
}
