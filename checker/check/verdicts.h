/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_VERDICTS_H
#define PTDESC_CHECK_VERDICTS_H

#include <stdio.h>

#include "findings/finding.h"
#include "solve.h"

/*
 * What each place that works on pages works on: a page table, data, a copy of
 * a table, or nobody knows. Who accounts for all such places asks here, so
 * that a reason is one that was established for the very place.
 */
enum verdict_is {
	IS_UNKNOWN,
	IS_TABLE,
	IS_DATA,
	IS_BOTH,		/* a helper's, for tables and for data */
	IS_COPY,		/* of entries, that never leaves its function */
	IS_DESCRIPTOR,		/* the function takes a struct ptdesc */
	IS_OTHER,		/* another structure's member */
	IS_BODY,		/* it is a part of the page allocator's own */
	IS_COUNT
};

/* The other end of the memory: who frees it, or who allocated it. */
struct verdict_pair {
	struct place place;
	str_t name;
	enum family family;
	bool by_level;		/* not by its way, but by level and folder */
};

struct verdict_line {
	struct place place;
	str_t name;			/* as it is written there */
	const char *role;		/* what is done with it there */
	enum verdict_is is;
	enum level level;
	enum rep form;			/* in which a table is handed over */
	char *why;			/* in words; NULL: nothing is known */
	struct place at;		/* what says so; its line may be 0 */
	bool constructed, destructed;
	bool stored;			/* an entry holds it */
	bool several;			/* it is a table of several levels */
	bool reserved;			/* freed as memory of the boot */
	bool gather;			/* in what frees for the TLB gather */
	struct place listed;		/* where a list of its page is used */
	str_t listed_by;		/* the member; 0: nowhere */
	struct place boot;		/* where its function asks memblock */
	str_t boot_by;			/* what it calls; 0: it does not */
	struct verdict_pair *pairs;
	size_t pair_count, pair_capacity;
	/* which value it is; only while its graph is there */
	node_t node;
	uint32_t object;		/* and 1: what is allocated */
};

/*
 * A finding, and a place that works on its table, too: that of a line, or of
 * another finding, whose id is the name then. Each finding has one link without
 * a place.
 */
struct verdict_link {
	str_t id;
	struct place found;		/* the finding */
	str_t about;			/* the function or member; 0: none */
	str_t giver;			/* what allocated it; 0: nobody knows */
	struct place given;
	struct place place;
	str_t name;			/* 0: no place */
};

struct verdicts {
	struct verdict_line *list;
	size_t count, capacity;
	struct verdict_link *links;
	size_t link_count, link_capacity;
};

/** verdicts_find() - of all allocations, frees, states and members. */
void verdicts_find(const struct solved *s, struct verdicts *v);

/**
 * verdicts_link() - which places have the tables of findings, too.
 * @first: the first finding of @s, to which no later graph has added
 * @line: the first line that verdicts_find() entered for @s
 */
void verdicts_link(const struct solved *s, struct verdicts *v,
		   const struct findings *findings, size_t first, size_t line);

/**
 * verdicts_print() - one JSON object a line, in the order of the places.
 *
 * Lines of the same place and name become one.
 */
void verdicts_print(struct verdicts *v, FILE *out);

/** verdicts_free() - release and leave all zeros. */
void verdicts_free(struct verdicts *v);

#endif
