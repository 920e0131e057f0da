// SPDX-License-Identifier: GPL-2.0-only
/*
 * What objects are, by where they arrive: what a pmd is populated with is a
 * page table, what a pte maps is not.
 *
 * What flows decides first what no later step takes back: which objects are
 * copies that nobody else sees, which ones leaves map. Behind that an object
 * only ever becomes a table, and each that does lets others be looked at
 * again: the order of functions and uses does not matter.
 */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "solve.h"
#include "tablewords.h"

/* The levels that a table may be of, a bit each; that of none: not known. */
typedef uint8_t levels_t;

#define ANY_LEVEL	(1u << LEVEL_NONE)

/* Nodes at which one object says something of another. */
struct asked {
	node_t *nodes;
	size_t count, capacity;
	bool *is_asked;			/* of each node */
	bool *waits;			/* in the queue */
	node_t *queue;
	uint32_t queued;
	/* nodes of object n: at[first[n]] to at[first[n + 1] - 1] */
	uint32_t *first;
	node_t *at;
	/* objects that were read through node n, by number */
	uint32_t *readers;		/* of each node: the first, and 1 */
	uint32_t *next_reader;		/* of each object: the same */
};

/* By number, and 1; 0: none. */
struct callers {
	uint32_t *taker;		/* of each node: the function */
	uint32_t *first;		/* of each function: a call of it */
	uint32_t *next;			/* of each use: another such call */
};

struct judging {
	struct solved *s;
	struct callers callers;
	struct slots early;		/* functions that run at boot only */
	bool *left;			/* of each object: leaves its function */
	levels_t *levels;		/* of each object that was read */
	struct asked asked;
};

/* Who takes a parameter, and the calls of each function. */
static void find_callers(struct judging *j)
{
	const struct graph *g = j->s->g;
	struct callers *c = &j->callers;

	c->taker = xcalloc(g->node_count + 1, sizeof(*c->taker));
	c->first = xcalloc(g->function_count + 1, sizeof(*c->first));
	c->next = xcalloc(g->use_count + 1, sizeof(*c->next));
	for (uint32_t i = 0; i < g->function_count; i++)
		for (unsigned int n = 0; n < USE_ARGS; n++)
			c->taker[g->functions[i].params[n]] = i + 1;
	for (uint32_t i = g->use_count; i > 0; i--) {
		const struct use *u = &g->uses[i - 1];

		if (u->kind != USE_CALL || !u->callee)
			continue;
		c->next[i - 1] = c->first[u->callee - 1];
		c->first[u->callee - 1] = i;
	}
}

static void callers_free(struct callers *c)
{
	free(c->taker);
	free(c->first);
	free(c->next);
}

/* What the callers know of the entry that a parameter is. */
static enum leaf callers_leaf(const struct judging *j, node_t parameter,
			      int depth)
{
	const struct graph *g = j->s->g;
	const struct callers *c = &j->callers;
	uint32_t taker = parameter ? c->taker[parameter] : 0;
	enum leaf leaf = LEAF_UNKNOWN;

	if (!taker || !depth)
		return leaf;
	for (uint32_t i = c->first[taker - 1]; i; i = c->next[i - 1]) {
		const struct use *u = &g->uses[i - 1];
		const node_t *params = g->functions[taker - 1].params;

		for (unsigned int n = 0; n < u->arg_count; n++) {
			enum leaf one = u->leaf[n];

			if (params[n] != parameter)
				continue;
			if (one == LEAF_CALLER)
				one = callers_leaf(j, u->leaf_of[n],
						   depth - 1);
			if (one == LEAF_NO)
				return LEAF_NO;
			if (one == LEAF_YES)
				leaf = LEAF_YES;
		}
	}
	return leaf;
}

/* A cast of what was allocated makes it no more of a table than it is. */
static bool is_cast_of_allocated(const struct solved *s,
				 const struct object *o)
{
	const struct elements *of = &s->of[o->base];

	for (uint16_t i = 0; o->base && i < of->count; i++)
		if (s->g->objects[of->list[i].object].kind == OBJECT_ALLOCATED)
			return true;
	return false;
}

/*
 * Above the pud, hardly anything is a leaf. An entry that is passed by its
 * value was looked at before: nobody who is seen says with what result.
 */
static bool is_table_by_level(const struct solved *s, const struct object *o)
{
	return o->level >= LEVEL_PUD &&
	       !(o->parameter &&
		 s->g->nodes[o->parameter].type.hold == HOLD_ENTRY);
}

static void judge_at_start(struct judging *j, uint32_t n)
{
	struct solved *s = j->s;
	struct object *o = &s->g->objects[n];
	struct evidence *e = &s->why[n];

	switch (o->kind) {
	case OBJECT_READ:
	case OBJECT_STATIC:
		e->verdict = VERDICT_TABLE;
		break;
	case OBJECT_TYPED:
		if (!is_cast_of_allocated(s, o))
			e->verdict = VERDICT_TABLE;
		break;
	case OBJECT_MAYBE:
		if (o->leaf == LEAF_CALLER)
			o->leaf = callers_leaf(j, o->parameter, 4);
		if (o->leaf == LEAF_NO || (o->leaf != LEAF_YES &&
					   is_table_by_level(s, o)))
			e->verdict = VERDICT_TABLE;
		else if (o->leaf == LEAF_YES)
			e->verdict = VERDICT_DATA;
		break;
	case OBJECT_MAPPED:
		e->verdict = VERDICT_DATA;
		break;
	default:
		break;
	}
}

static bool can_become_table(const struct object *o, const struct evidence *e)
{
	if (o->kind == OBJECT_MAYBE)
		return e->verdict != VERDICT_DATA;
	/* Boot memory and slab objects are no pages that anybody frees. */
	if (o->kind == OBJECT_ALLOCATED)
		return family_is_pages(o->family);
	return o->kind == OBJECT_PARAMETER;
}

static void ask(struct judging *j, node_t node)
{
	if (j->asked.waits[node])
		return;
	j->asked.waits[node] = true;
	j->asked.queue[j->asked.queued++] = node;
}

/* Whoever looks at an object looks again. */
static void tell(struct judging *j, uint32_t object)
{
	for (uint32_t i = j->asked.first[object];
	     i < j->asked.first[object + 1]; i++)
		ask(j, j->asked.at[i]);
}

static void becomes_table(struct judging *j, uint32_t object,
			  enum level level, const struct reason *reason)
{
	const struct object *o = &j->s->g->objects[object];
	struct evidence *e = &j->s->why[object];
	bool news = e->verdict != VERDICT_TABLE;

	/* Of a cache or of boot memory: it is none of the page allocator's. */
	e->kept |= o->kind == OBJECT_ALLOCATED && !can_become_table(o, e);
	if (!can_become_table(o, e))
		return;
	if (reason->place.line)
		reasons_add(&j->s->reasons, &e->reasons, reason);
	if (level)
		e->levels |= 1u << level;
	e->typed_only = (news || e->typed_only) && reason->typed_only;
	e->verdict = VERDICT_TABLE;
	if (news)
		tell(j, object);
}

/* The place where a value came into a node. */
static struct place arrival(const struct solved *s, const struct element *el)
{
	struct place place = { 0 };

	while (el->from) {
		place = s->g->edges[el->edge].place;
		if (place.line)
			break;
		el = &s->of[el->from].list[el->from_index];
	}
	return place;
}

static void find_early(struct judging *j)
{
	const struct graph *g = j->s->g;

	for (uint32_t i = 0; i < g->function_count; i++) {
		struct place place = g->functions[i].place;
		const struct node *result = &g->nodes[g->functions[i].result];

		place.function = result->name;
		if (result->early &&
		    !slots_get(&j->early, place_owner(place), NULL, NULL))
			slots_add(&j->early, place_owner(place), 1);
	}
}

/*
 * A helper that asks memblock as long as there is nothing else gives boot
 * memory to what only runs then.
 */
static bool is_from_boot(const struct judging *j, struct place place,
			 const struct elements *of)
{
	const struct graph *g = j->s->g;

	if (!slots_get(&j->early, place_owner(place), NULL, NULL))
		return false;
	for (uint16_t i = 0; i < of->count; i++)
		if (g->objects[of->list[i].object].family == FAMILY_MEMBLOCK)
			return true;
	return false;
}

static bool is_of_table_type(const struct node *node)
{
	return node->type.hold == HOLD_TABLE || node->type.hold == HOLD_PGTABLE;
}

static void judge_by_type(struct judging *j, node_t n)
{
	const struct solved *s = j->s;
	const struct node *node = &s->g->nodes[n];
	bool descriptor = node->type.hold == HOLD_PTDESC;

	if (!is_of_table_type(node) && !descriptor)
		return;
	for (uint16_t i = 0; i < s->of[n].count; i++) {
		const struct element *el = &s->of[n].list[i];
		struct reason reason = {
			.place = arrival(s, el),
			.name = node->name,
			.what = descriptor ? "held as a descriptor"
					   : "held as a page table",
			.typed_only = descriptor,
		};

		if (!s->why[el->object].copy &&
		    !is_from_boot(j, reason.place, &s->of[n]))
			becomes_table(j, el->object, node->type.level,
				      &reason);
	}
}

static bool has_part(const char *name, const char *part)
{
	size_t len = strlen(part);

	for (; *name; name += strcspn(name, "_"), name += *name == '_')
		if (strcspn(name, "_") == len && !strncmp(name, part, len))
			return true;
	return false;
}

static bool is_allocator(const char *name)
{
	const struct api *part = NULL;

	while ((part = api_next(ROLE_PART, part)))
		if (part->allocates && has_part(name, str_get(part->name)))
			return true;
	return false;
}

/* alloc_pud_late(): the level of what it gives, whatever the type of that. */
static enum level level_of_name(const char *name)
{
	enum level found = LEVEL_NONE;

	for (enum level l = LEVEL_PTE; l < LEVEL_COUNT; l++)
		if (has_part(name, level_name(l)))
			found = l;
	return is_allocator(name) ? found : LEVEL_NONE;
}

static void judge_by_name(struct judging *j, node_t n)
{
	const struct solved *s = j->s;
	const struct node *node = &s->g->nodes[n];
	enum level level;

	if (!node->is_result || !node->name ||
	    (node->type.hold != HOLD_NUMBER && node->type.hold != HOLD_MEMORY))
		return;
	level = level_of_name(str_get(node->name));
	for (uint16_t i = 0; level && i < s->of[n].count; i++) {
		const struct element *el = &s->of[n].list[i];
		struct reason reason = {
			.place = arrival(s, el),
			.name = node->name,
			.what = "given by the name of",
		};

		if (s->g->objects[el->object].kind == OBJECT_ALLOCATED &&
		    !s->why[el->object].copy)
			becomes_table(j, el->object, level, &reason);
	}
}

static const char *role_says(const struct api *a)
{
	switch (a->role) {
	case ROLE_CONSTRUCTS:
		return "constructed by";
	case ROLE_DESTRUCTS:
		return "destructed by";
	case ROLE_POPULATES:
		return a->stores ?
			"stored into an upper entry by" :
			"made a page table by";
	case ROLE_REMOVES_TABLE:
		return "removed as a page table by";
	case ROLE_TAKES_TABLE:
		return "taken as a page table by";
	default:
		return NULL;
	}
}

/* The lock of a table, in its form for descriptors. */
static bool is_of_descriptor(const struct use *u)
{
	return u->kind == USE_CALL && !u->api && u->arg_count &&
	       u->holds[0] == HOLD_PTDESC &&
	       is_page_based_api(str_get(u->name));
}

static void judge_by_use(struct judging *j, const struct use *u)
{
	struct reason reason = { .place = u->place, .name = u->name };
	struct solved *s = j->s;
	node_t node = 0;

	if (u->kind == USE_FLAG) {
		reason.what = u->api ?
			"put into an entry that points to a table, with"
			: "stored into";
		node = u->args[0];
	} else if (u->kind == USE_CALL && u->api &&
		   u->subject < u->arg_count) {
		reason.what = u->api->destructs ? "destructed by"
						: role_says(u->api);
		node = u->args[u->subject];
	} else if (is_of_descriptor(u)) {
		reason.what = "taken as a page table by";
		node = u->args[0];
	} else if (u->kind == USE_MEMBER && u->of_tables &&
		   is_page_table_member(str_get(u->name))) {
		reason.what = "has the member for page tables";
		node = u->args[0];
	}
	if (!reason.what || is_from_boot(j, u->place, &s->of[node]))
		return;
	for (uint16_t i = 0; i < s->of[node].count; i++) {
		uint32_t object = s->of[node].list[i].object;
		struct evidence *e = &s->why[object];

		becomes_table(j, object, u->api ? u->api->level : LEVEL_NONE,
			      &reason);
		if (u->api && u->api->role == ROLE_CONSTRUCTS)
			e->constructed = true;
		if (u->api && u->api->role == ROLE_TAKES_TABLE)
			e->freed_as_table = true;
		if (u->api && (u->api->role == ROLE_DESTRUCTS ||
			       u->api->destructs))
			e->destructed = true;
	}
}

/* The node of what a use puts into a leaf, or 0. */
static node_t mapped_by(const struct use *u)
{
	if (u->kind == USE_MAP)
		return u->args[0];
	if (u->kind == USE_CALL && u->api && u->api->role == ROLE_MAPS &&
	    u->subject < u->arg_count)
		return u->args[u->subject];
	return 0;
}

static void note_mapped(struct solved *s, const struct use *u)
{
	const struct elements *of = &s->of[mapped_by(u)];

	for (uint16_t i = 0; i < of->count; i++)
		s->why[of->list[i].object].mapped = true;
}

/* Of a cast, and of an array of entries, a type has said what they are. */
static bool is_said_by_type(const struct object *o)
{
	return o->kind == OBJECT_TYPED || o->kind == OBJECT_STATIC;
}

/* What leaves map and nothing says to be a table. */
static void judge_mapped(struct solved *s, const struct use *u)
{
	const struct elements *of = &s->of[mapped_by(u)];
	const struct reason reason = {
		.place = u->place,
		.name = u->name,
		.what = "mapped by a leaf entry, of",
	};

	for (uint16_t i = 0; i < of->count; i++) {
		struct evidence *e = &s->why[of->list[i].object];

		if (e->verdict == VERDICT_TABLE || e->kept ||
		    is_said_by_type(&s->g->objects[of->list[i].object]))
			continue;
		if (e->verdict == VERDICT_UNKNOWN)
			reasons_add(&s->reasons, &e->reasons, &reason);
		e->verdict = VERDICT_DATA;
	}
}

bool solve_is_neutral(const struct object *o)
{
	return o->kind == OBJECT_TYPED || o->kind == OBJECT_STATIC ||
	       (o->kind == OBJECT_ALLOCATED && o->family == FAMILY_MEMBLOCK);
}

/* What a function takes that is no table, or that may be none. */
struct peers {
	unsigned int tables, unknown;
	bool others;
};

static struct peers count_peers(const struct solved *s, node_t n)
{
	const struct elements *of = &s->of[n];
	struct peers p = { 0 };

	for (uint16_t i = 0; i < of->count; i++) {
		const struct object *o = &s->g->objects[of->list[i].object];
		enum verdict v = s->why[of->list[i].object].verdict;

		if (v == VERDICT_TABLE)
			p.tables++;
		else if (v == VERDICT_UNKNOWN &&
			 (o->kind == OBJECT_MAYBE ||
			  s->g->at[of->list[i].object] == n))
			p.unknown++;
		else if (!solve_is_neutral(o) &&
			 !s->why[of->list[i].object].kept)
			p.others = true;
	}
	return p;
}

/*
 * Who is passed pages that are tables, and nothing else, takes tables: of one
 * caller that says so of what it is itself passed, of several that ask nobody
 * whether it is a leaf.
 */
static void judge_peers(struct judging *j, node_t n)
{
	const struct solved *s = j->s;
	const struct elements *of = &s->of[n];
	const struct node *node = &s->g->nodes[n];
	struct peers p = count_peers(s, n);

	for (uint16_t i = 0; i < of->count && !p.others && p.unknown &&
			     p.tables; i++) {
		const struct element *el = &of->list[i];
		struct reason reason = {
			.place = arrival(s, el),
			.name = node->name,
			.what = "passed, as only page tables are, as",
		};

		if (s->why[el->object].verdict == VERDICT_UNKNOWN &&
		    (s->g->at[el->object] == n || p.tables >= 2))
			becomes_table(j, el->object, LEVEL_NONE, &reason);
	}
}

static bool has_peers(const struct node *node)
{
	return node->function && !node->is_result &&
	       node->type.hold == HOLD_PAGE;
}

/*
 * Memory that leaves map as well, from a function that neither by its type nor
 * by its name gives tables: it becomes one only where it is asked for, and what
 * comes out of it elsewhere may be data.
 */
static bool is_shared(const struct solved *s, uint32_t n)
{
	const struct graph *g = s->g;
	const struct elements *of;
	const struct node *result;

	if (!s->why[n].mapped || !g->objects[n].result)
		return false;
	of = &s->of[g->objects[n].result];
	result = &g->nodes[g->objects[n].result];
	if (is_of_table_type(result) || is_table_name(str_get(result->name)))
		return false;
	for (uint16_t i = 0; i < of->count; i++)
		if (of->list[i].object == n)
			return true;
	return false;
}

static bool is_other_memory(const struct solved *s, uint32_t object)
{
	const struct object *o = &s->g->objects[object];

	return o->kind == OBJECT_MAPPED || s->why[object].mapped ||
	       o->family == FAMILY_SLAB || o->family == FAMILY_VMALLOC;
}

static bool was_read_as_number(const struct object *o)
{
	return o->kind == OBJECT_MAYBE && o->base;
}

static levels_t levels_of(const struct judging *j, uint32_t object)
{
	const struct object *o = &j->s->g->objects[object];
	levels_t levels = j->s->why[object].levels;

	if (o->level)
		levels |= 1u << o->level;
	if (!levels && was_read_as_number(o))
		levels = j->levels[object];
	return levels ? levels : ANY_LEVEL;
}

/* What tables of these levels have in their entries. */
static levels_t below(levels_t levels)
{
	return (levels & ANY_LEVEL) | ((levels >> 1) & ~ANY_LEVEL);
}

/* The tables that the numbers in what @base is lead to, by their levels. */
static levels_t levels_behind(const struct judging *j, node_t base)
{
	const struct elements *of = &j->s->of[base];
	levels_t levels = 0;

	for (uint16_t i = 0; i < of->count; i++) {
		if (is_other_memory(j->s, of->list[i].object))
			return 0;
		if (solved_is_table(j->s, &of->list[i]))
			levels |= below(levels_of(j, of->list[i].object));
	}
	return levels;
}

/* What was read through a pointer to numbers: the next table, if to a table. */
static void judge_read(struct judging *j, uint32_t n, levels_t levels)
{
	struct evidence *e = &j->s->why[n];
	bool news = levels & ~j->levels[n];

	if (!news || e->mapped || e->verdict == VERDICT_DATA)
		return;
	j->levels[n] |= levels;
	e->verdict = VERDICT_TABLE;
	tell(j, n);
}

static void judge_readers(struct judging *j, node_t base)
{
	uint32_t n = j->asked.readers[base];
	levels_t levels = n ? levels_behind(j, base) : 0;

	for (; n; n = j->asked.next_reader[n - 1])
		judge_read(j, n - 1, levels);
}

static void is_asked(struct judging *j, node_t node)
{
	struct asked *a = &j->asked;

	if (a->is_asked[node])
		return;
	a->is_asked[node] = true;
	a->nodes = xgrow(a->nodes, a->count, &a->capacity, sizeof(*a->nodes));
	a->nodes[a->count++] = node;
}

/* Which objects are at the nodes: first how many, then which. */
static void list_nodes(struct judging *j)
{
	const struct solved *s = j->s;
	struct asked *a = &j->asked;
	uint32_t objects = s->g->object_count, total = 0;
	uint32_t *room = xcalloc(objects + 1, sizeof(*room));

	for (size_t k = 0; k < a->count; k++) {
		const struct elements *of = &s->of[a->nodes[k]];

		for (uint16_t i = 0; i < of->count; i++)
			room[of->list[i].object]++;
	}
	for (uint32_t n = 0; n < objects; n++) {
		a->first[n] = total;
		total += room[n];
		room[n] = a->first[n];
	}
	a->first[objects] = total;
	a->at = xcalloc(total + 1, sizeof(*a->at));
	for (size_t k = 0; k < a->count; k++) {
		const struct elements *of = &s->of[a->nodes[k]];

		for (uint16_t i = 0; i < of->count; i++)
			a->at[room[of->list[i].object]++] = a->nodes[k];
	}
	free(room);
}

static void start_asking(struct judging *j)
{
	const struct graph *g = j->s->g;
	struct asked *a = &j->asked;

	a->is_asked = xcalloc(g->node_count + 1, sizeof(*a->is_asked));
	a->waits = xcalloc(g->node_count + 1, sizeof(*a->waits));
	a->queue = xcalloc(g->node_count + 1, sizeof(*a->queue));
	a->first = xcalloc(g->object_count + 2, sizeof(*a->first));
	a->readers = xcalloc(g->node_count + 1, sizeof(*a->readers));
	a->next_reader = xcalloc(g->object_count + 1, sizeof(*a->next_reader));
	for (node_t n = 1; n < g->node_count; n++)
		if (has_peers(&g->nodes[n]))
			is_asked(j, n);
	for (uint32_t n = 0; n < g->object_count; n++) {
		if (!was_read_as_number(&g->objects[n]))
			continue;
		is_asked(j, g->objects[n].base);
		a->next_reader[n] = a->readers[g->objects[n].base];
		a->readers[g->objects[n].base] = n + 1;
	}
	list_nodes(j);
	for (size_t k = 0; k < a->count; k++)
		ask(j, a->nodes[k]);
}

static void answer_all(struct judging *j)
{
	struct asked *a = &j->asked;

	while (a->queued) {
		node_t node = a->queue[--a->queued];

		a->waits[node] = false;
		if (has_peers(&j->s->g->nodes[node]))
			judge_peers(j, node);
		judge_readers(j, node);
	}
}

/*
 * Entries that a function copies aside for itself are in no page table: what
 * has its type but is never seen outside, is none by its type.
 */
static void find_copies(struct judging *j)
{
	const struct solved *s = j->s;
	const struct graph *g = s->g;

	for (node_t n = 1; n < g->node_count; n++)
		for (uint16_t i = 0; g->nodes[n].leaves && i < s->of[n].count;
		     i++)
			j->left[s->of[n].list[i].object] = true;
	for (node_t n = 1; n < g->node_count; n++) {
		const struct elements *of = &s->of[n];

		for (uint16_t i = 0; is_of_table_type(&g->nodes[n]) &&
				     i < of->count; i++) {
			uint32_t object = of->list[i].object;

			s->why[object].copy |= !j->left[object] &&
				g->objects[object].kind == OBJECT_ALLOCATED &&
				g->objects[object].family == FAMILY_PAGE;
		}
	}
}

/* What flows says by itself. */
static void judge_flows(struct judging *j)
{
	const struct graph *g = j->s->g;

	find_copies(j);
	for (uint32_t i = 0; i < g->use_count; i++)
		note_mapped(j->s, &g->uses[i]);
	for (uint32_t i = 0; i < g->object_count; i++)
		j->s->why[i].shared = is_shared(j->s, i);
}

/* Of several levels: memory of some allocator of tables. */
static enum level only_level(levels_t levels)
{
	enum level found = LEVEL_NONE;

	for (enum level l = LEVEL_PTE; l < LEVEL_COUNT; l++) {
		if (!(levels & (1u << l)))
			continue;
		if (found)
			return LEVEL_NONE;
		found = l;
	}
	return found;
}

static void settle_level(struct solved *s, uint32_t n)
{
	levels_t levels = s->why[n].levels;

	if (s->g->objects[n].level)
		levels |= 1u << s->g->objects[n].level;
	s->why[n].level = only_level(levels);
}

static void finish(struct judging *j)
{
	slots_free(&j->early);
	callers_free(&j->callers);
	free(j->left);
	free(j->levels);
	free(j->asked.nodes);
	free(j->asked.is_asked);
	free(j->asked.waits);
	free(j->asked.queue);
	free(j->asked.first);
	free(j->asked.at);
	free(j->asked.readers);
	free(j->asked.next_reader);
}

void solve_judge(struct solved *s)
{
	const struct graph *g = s->g;
	struct judging j = {
		.s = s,
		.left = xcalloc(g->object_count + 1, sizeof(bool)),
		.levels = xcalloc(g->object_count + 1, sizeof(levels_t)),
	};

	judge_flows(&j);
	find_early(&j);
	find_callers(&j);
	start_asking(&j);
	for (uint32_t i = 0; i < g->object_count; i++)
		judge_at_start(&j, i);
	for (uint32_t i = 0; i < g->use_count; i++)
		judge_by_use(&j, &g->uses[i]);
	for (node_t n = 1; n < g->node_count; n++) {
		judge_by_type(&j, n);
		judge_by_name(&j, n);
	}
	answer_all(&j);
	/* Who walks tables may map them read-only, too. */
	for (uint32_t i = 0; i < g->use_count; i++)
		judge_mapped(s, &g->uses[i]);
	for (uint32_t i = 0; i < g->object_count; i++)
		settle_level(s, i);
	finish(&j);
}
