/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_SOLVE_H
#define PTDESC_CHECK_SOLVE_H

#include "graph.h"
#include "reasons.h"

/* An object that a node's value can lead to, and in which form. */
struct element {
	uint32_t object;
	node_t from;			/* where it came from; 0: it begins */
	uint32_t edge;
	uint16_t from_index;		/* the element there */
	uint8_t rep;
};

/* More objects than this in one value tell nothing about any of them. */
#define SOLVE_MOST	1024
/* And not more than this in all values: so many, and so many for each. */
#define SOLVE_ALL	(4u << 20)
#define SOLVE_EACH	16

struct elements {
	struct element *list;
	uint16_t *slots;		/* NULL as long as they are few */
	uint16_t count, capacity;	/* a power of two */
};

enum verdict {
	VERDICT_UNKNOWN,
	VERDICT_TABLE,
	VERDICT_DATA,
};

/* Why an object is what it is. */
struct evidence {
	enum verdict verdict;
	bool typed_only;		/* only a descriptor's type says so */
	bool mapped;			/* a leaf maps it too */
	bool shared;			/* and who has it cannot be told */
	bool copy;			/* entries that one keeps for itself */
	bool constructed, destructed;
	bool freed_as_table;		/* handed to the API for that */
	bool kept;			/* a table, of what no page is freed */
	uint8_t levels;			/* that something says, a bit each */
	enum level level;		/* the only one of these, or none */
	uint32_t reasons;		/* the first; 0: so from the start */
};

struct solved {
	struct graph *g;
	struct elements *of;		/* of each node */
	struct evidence *why;		/* of each object */
	struct reasons reasons;
	size_t lost;			/* elements that no node had room for */
};

/** solve() - let values flow until nothing changes, and judge the objects. */
void solve(struct solved *s, struct graph *g);

/** solve_judge() - what the objects are, by what flowed; solve() calls it. */
void solve_judge(struct solved *s);

/** solved_is_table() - is what an element stands for a page table? */
bool solved_is_table(const struct solved *s, const struct element *el);

/** solved_table() - an element of a node that is a page table, or NULL. */
const struct element *solved_table(const struct solved *s, node_t node);

/** solved_has() - can the value of a node be an object? */
bool solved_has(const struct solved *s, node_t node, uint32_t object);

/** solved_any_data() - can it be data? */
bool solved_any_data(const struct solved *s, node_t node);

/**
 * solve_is_neutral() - does an object say nothing of what comes with it?
 *
 * A cast, a table in the kernel's image, or boot memory as long as there is no
 * page allocator.
 */
bool solve_is_neutral(const struct object *o);

/** solved_free() - release everything but the graph. */
void solved_free(struct solved *s);

#endif
