/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of lifetime.h share. */
#ifndef PTDESC_CHECK_LIFETIME_INT_H
#define PTDESC_CHECK_LIFETIME_INT_H

#include "lifetime.h"

/* States of one object at one point; several paths lead there. */
typedef uint8_t states_t;

#define UNBORN		0x01u	/* nothing has given it yet */
#define NONE		0x02u	/* it was tested to be NULL */
#define RAW		0x04u	/* allocated */
#define CONSTRUCTED	0x08u
#define UNSURE		0x10u	/* constructed on some paths: conditions may
				 * belong together that nobody compares */
#define DESTRUCTED	0x20u
#define GONE		0x40u	/* freed, or an entry has it */
#define STATES		7

#define HAS_IT		(RAW | CONSTRUCTED | UNSURE | DESTRUCTED)

/* What a path to a point knows. */
struct fact {
	states_t now;
	/* A result that says more: the states where it is 0, and where not. */
	node_t result;
	states_t zero, set;
};

/* A function that has something to do with the object. */
struct visit {
	uint32_t function;
	unsigned int sources;		/* parameters and calls that give it */
	bool opaque;			/* it has several tables at a time */
	bool destructs;			/* on a path, or what it calls does */
	bool frees;			/* on a path, what is not destructed */
	bool busy;
	states_t done;			/* states on entry that were gone through */
	states_t zero[STATES];		/* then, on return of 0 */
	states_t set[STATES];		/* of anything else */
	states_t entered, reported;	/* that callers have it in */
};

/*
 * What all objects together say of a function: it destructs some of what it
 * frees, and it gets some that are constructed and some that are not. Then its
 * condition tells these apart.
 */
struct told {
	bool destructs, frees, gets_raw, gets_constructed;
};

/* A fault in a function that was entered in a state. */
struct found {
	uint32_t use;
	enum fault fault;
	uint32_t visit;
	states_t state;
	bool of_caller;			/* others enter in a state that is right */
};

/* A call in such a function that passes the object on. */
struct passed {
	uint32_t use;
	uint32_t visit;
	states_t state;
	uint32_t callee;		/* the visit of it */
	states_t states;
};

struct follow {
	struct lifetimes *lt;
	const struct solved *s;
	const struct graph *g;
	uint32_t *function_of;		/* of each result node: its number and 1 */
	uint32_t object;
	bool foreign;			/* nobody who is seen made it */
	struct visit *visits;
	size_t visit_count, visit_capacity;
	struct told *told;		/* of each function */
	uint32_t *visit_of;		/* of each function: its number and 1 */
	uint32_t *first;		/* of each block: its first event and 1 */
	uint32_t *next;			/* of each event: the next of its block */
	struct fact *facts;		/* of each block, on entry */
	uint32_t *stamp;		/* of each block: the run that it is of */
	uint32_t run;
	/* what the run that reports has entered, and in which state */
	uint32_t visit;
	states_t state;
	struct found *found;
	size_t found_count, found_capacity;
	struct passed *passed;
	size_t passed_count, passed_capacity;
};

/* lifetime-events.c */
/** lifetimes_collect() - fill the list of events. */
void lifetimes_collect(struct lifetimes *lt);
/** lifetimes_is_foreign() - was it made by nobody who is seen? */
bool lifetimes_is_foreign(const struct lifetimes *lt, uint32_t object);

/* lifetime-flow.c */
/** lifetime_bit() - the number of a state. */
int lifetime_bit(states_t state);
/** lifetime_has() - can the value of a node be the object? */
bool lifetime_has(const struct follow *f, node_t node);
/** lifetime_takes() - is the object passed to what is called? */
bool lifetime_takes(const struct follow *f, const struct use *u);
/** lifetime_is_subject() - is it the argument that the lists mean? */
bool lifetime_is_subject(const struct follow *f, const struct use *u);
/** lifetime_visit() - of a function; NULL if it has no use of the object. */
struct visit *lifetime_visit(const struct follow *f, uint32_t function);
/** lifetime_callee() - of what is called, if its body is known; or NULL. */
struct visit *lifetime_callee(const struct follow *f, const struct use *u);
/** lifetime_enter() - fill in what a function makes of a state. */
void lifetime_enter(struct follow *f, struct visit *v, states_t state);
/** lifetime_report() - go through it once more, and see what is wrong. */
void lifetime_report(struct follow *f, struct visit *v, states_t state);

/* lifetime-faults.c */
/** lifetime_judge() - see what is wrong just before an event. */
void lifetime_judge(struct follow *f, struct visit *v, struct event *e,
		    states_t now);
/** lifetime_blame() - find whose faults they are; keep them. */
void lifetime_blame(struct follow *f);
/** lifetime_drop_excused() - forget those that a condition explains. */
void lifetime_drop_excused(struct follow *f);

#endif
