/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_GRAPH_H
#define PTDESC_CHECK_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "api.h"
#include "slots.h"
#include "strtab.h"

/*
 * What a program does with values, without its syntax. A node is a variable
 * at one point of a function, a global, a member of a structure, a parameter,
 * a result, or an expression; an edge says that the value of one can be the
 * value of another. Objects are what values stand for: memory, or the table
 * that an entry points to. Uses are what the source does with nodes, in its
 * order: the checks look at these.
 */
typedef uint32_t node_t;		/* 0: a value that nobody follows */

/* A basic block: code of a function that runs from start to end; 0: none. */
typedef uint32_t block_t;

struct place {
	str_t file;
	uint32_t line;
	uint32_t column;
	str_t function;			/* or macro; 0 at file scope */
};

enum object_kind {
	OBJECT_ALLOCATED,
	OBJECT_READ,		/* the table that an entry points to */
	OBJECT_MAYBE,		/* the same, unless the entry is a leaf */
	OBJECT_TYPED,		/* what a table's type says */
	OBJECT_PARAMETER,	/* whatever a caller passes */
	OBJECT_MAPPED,		/* what a leaf maps: data */
	OBJECT_FUNCTION,
	OBJECT_STATIC,		/* a variable: not from any allocator */
};

enum leaf {
	LEAF_UNKNOWN,
	LEAF_NO,		/* points to a table */
	LEAF_YES,
	LEAF_CALLER,		/* a parameter of the function: who calls knows */
};

/* What a type says of the values that a variable of it holds. */
enum hold {
	HOLD_OTHER,
	HOLD_NUMBER,
	HOLD_MEMORY,		/* void *, unsigned long * and the like */
	HOLD_TABLE,		/* pte_t * and its kin */
	HOLD_ENTRY,		/* pte_t and its kin */
	HOLD_PGTABLE,		/* pgtable_t */
	HOLD_PAGE,
	HOLD_FOLIO,
	HOLD_PTDESC,
	HOLD_LIST,		/* struct list_head, or a pointer to one */
	HOLD_CONTENT,		/* a pointer to pointers: stands for these */
	HOLD_FUNCTION,
	HOLD_RECORD,
};

struct type {
	enum hold hold;
	enum level level;
	enum rep rep;		/* of a value of the type */
};

struct object {
	enum object_kind kind;
	enum level level;
	enum family family;
	enum leaf leaf;
	enum rep rep;			/* the form it begins in */
	str_t name;			/* of the function or the type */
	struct place place;
	node_t parameter;		/* LEAF_CALLER: of which one */
	node_t result;			/* of the function that allocates */
	node_t base;			/* what was read through, or cast */
	bool highmem;			/* may be without an address */
	bool order;			/* may be more than one page */
	bool compound;
	bool declared;			/* what a declaration says, not code */
	bool stands_in;			/* only where nothing else arrives */
};

enum flow {
	FLOW_SAME,
	FLOW_NUMBER,		/* arithmetic: a number that leads to it */
	FLOW_CAST,		/* to the form of @rep, if it was a number */
	FLOW_AS,		/* converted to the form of @rep */
	FLOW_INDEX,		/* through pointer arithmetic */
};

enum step {
	STEP_NONE,		/* within an expression */
	STEP_ASSIGNED,
	STEP_PASSED,
	STEP_RETURNED,
	STEP_LISTED,
	STEP_CONVERTED,
};

struct edge {
	node_t to;
	uint8_t flow;
	uint8_t rep;
	uint8_t step;
	uint32_t next;			/* of the same node, 0 is none */
	struct place place;
};

struct node {
	str_t name;			/* of the variable, or 0 */
	struct type type;
	uint32_t edges;			/* the first, 0 is none */
	uint32_t function;		/* and 1, that it is a parameter of */
	bool is_result;			/* of it, which it is named for */
	bool early;			/* of one that runs at boot only */
	bool leaves;			/* what is in it leaves its function */
};

/*
 * The control flow of a function: it enters at a block, jumps lead from block
 * to block, and a use stands in the block that was current when it was entered.
 * Code behind a return has a block too, which no jump leads to.
 */
enum when {
	WHEN_ALWAYS,
	WHEN_SET,			/* the value of the jump's node is not 0 */
	WHEN_ZERO,			/* it is 0, or NULL */
};

struct jump {
	block_t to;
	uint8_t when;
	node_t value;			/* 0: one that nobody follows */
	uint32_t next;			/* of the same block, 0 is none */
};

enum gives {
	GIVES_NOTHING,			/* it does not return, or no value */
	GIVES_ZERO,			/* 0, false or NULL */
	GIVES_SET,			/* any other constant */
	GIVES_VALUE,			/* that of a node */
};

struct block {
	uint32_t jumps;			/* the first, 0 is none */
	bool returns;
	uint8_t gives;			/* enum gives */
	node_t value;			/* GIVES_VALUE */
};

enum use_kind {
	USE_MEMBER,
	USE_DECLARE_MEMBER,		/* of struct page, for page tables */
	USE_CALL,
	USE_DEFINE,			/* a function is defined or declared */
	USE_DECLARE,			/* one that may take tables as pages */
	USE_HOLD,			/* a variable of a type is given a value */
	USE_FLAG,			/* in an entry that points to a table */
	USE_MAP,			/* in an entry that maps memory */
	USE_RETURN,
	USE_SELF,			/* a variable initialised from itself */
	USE_OTHER_MEMBER,		/* of a name that struct page has too */
	USE_NAMED,			/* a function of the lists as a value */
};

enum access {
	ACCESS_READ = 1,
	ACCESS_WRITE = 2,
	ACCESS_ADDRESS = 4,
};

#define USE_ARGS 8

struct use {
	enum use_kind kind;
	struct place place;
	str_t name;			/* member, callee or variable */
	str_t record;			/* whose member */
	bool of_tables;			/* of a page, for tables */
	const struct api *api;		/* of the callee */
	unsigned int subject;		/* the argument that it is about */
	enum access access;
	node_t function;		/* the result node of where it stands */
	block_t block;			/* of the function, 0: outside of any */
	uint32_t callee;		/* its index and 1; 0: not known */
	node_t result;
	struct type type;		/* of the parameter or variable */
	unsigned int arg_count;
	node_t args[USE_ARGS];
	struct type types[USE_ARGS];	/* of the parameters */
	uint8_t holds[USE_ARGS];	/* enum hold, of the arguments */
	uint8_t from[USE_ARGS];		/* the same without their casts */
	uint8_t leaf[USE_ARGS];		/* what is known of entries passed */
	node_t leaf_of[USE_ARGS];	/* LEAF_CALLER: the parameter */
};

/* A function that was seen; its nodes carry what goes in and out. */
struct function {
	str_t key;
	node_t result;
	node_t params[USE_ARGS];
	struct type gives;		/* as its result is declared */
	struct place place;		/* of its name, where it is defined */
	block_t entry;			/* 0: nothing is known of its inside */
	bool defined;
};

/* The arrays of a graph that a function adds to. */
enum part { PART_NODES, PART_EDGES, PART_OBJECTS, PART_USES, PART_INDIRECT,
	    PART_BLOCKS, PART_JUMPS, PART_COUNT };

/* What a function of a header put into the graph: other units have it, too. */
struct segment {
	uint32_t function;		/* its index */
	uint32_t start[PART_COUNT], end[PART_COUNT];
};

struct graph {
	struct node *nodes;
	uint32_t node_count, node_capacity;
	struct edge *edges;
	uint32_t edge_count, edge_capacity;
	struct object *objects;
	uint32_t object_count, object_capacity;
	/* object number n begins at node at[n] */
	node_t *at;
	uint32_t at_capacity;
	struct use *uses;
	uint32_t use_count, use_capacity;
	struct function *functions;
	uint32_t function_count, function_capacity;
	/* nodes and functions by name */
	struct slots node_names, function_names;
	/* calls through a pointer: use numbers and the pointer's node */
	uint32_t *indirect;
	node_t *indirect_node;
	uint32_t indirect_count, indirect_capacity, indirect_node_capacity;
	bool every_name;		/* these two are wanted */
	struct block *blocks;
	uint32_t block_count, block_capacity;
	struct jump *jumps;
	uint32_t jump_count, jump_capacity;
	block_t block;			/* what is entered is of it, 0: of none */
	struct segment *segments;	/* one behind the other */
	uint32_t segment_count, segment_capacity;
};

/** place_owner() - a key of the function, by its file and name. */
static inline uint64_t place_owner(struct place place)
{
	return (uint64_t)place.file << 32 | place.function;
}

/** graph_node() - a new node. */
node_t graph_node(struct graph *g, str_t name, struct type type);

/** graph_named() - the node of a global or a member, made if new. */
node_t graph_named(struct graph *g, str_t key, str_t name, struct type type);

/** graph_edge() - the value of @from can be that of @to. */
void graph_edge(struct graph *g, node_t from, node_t to, enum flow flow,
		enum rep rep, enum step step, struct place place);

/** graph_object() - an object begins at a node; returns its number. */
uint32_t graph_object(struct graph *g, node_t at, const struct object *o);

/** graph_block() - a new block, which nothing jumps to yet. */
block_t graph_block(struct graph *g);

/**
 * graph_jump() - behind @from comes @to.
 * @when: with which value of node @value
 */
void graph_jump(struct graph *g, block_t from, block_t to, enum when when,
		node_t value);

/** graph_use() - append a use; the result is good until the next call. */
struct use *graph_use(struct graph *g, enum use_kind kind, struct place place);

/** graph_function() - the function of a key, made if new; its index. */
uint32_t graph_function(struct graph *g, str_t key);

/** graph_name_of() - the name in a function's key, which may begin with its file. */
str_t graph_name_of(str_t key);

/** graph_find_function() - the index of a function, or -1. */
int64_t graph_find_function(struct graph *g, str_t key);

/** graph_indirect() - the call of use @use goes through the node. */
void graph_indirect(struct graph *g, uint32_t use, node_t pointer);

/** graph_begin() - a function of a header follows. */
void graph_begin(struct graph *g, uint32_t function);

/** graph_end() - it is done. */
void graph_end(struct graph *g);

/**
 * graph_close() - nothing more is entered.
 *
 * Node, edge, block and jump 0 stand for none. Afterwards they are there, all
 * zeros, also in a graph in which nothing flows.
 */
void graph_close(struct graph *g);

/**
 * graph_merge() - enter what a unit's graph has.
 *
 * Globals, members and functions of the same name are one; a function of a
 * header that another unit brought is not entered again. Which units came
 * before decides the numbers, so the order of the units has to be the same in
 * each run.
 */
void graph_merge(struct graph *g, const struct graph *unit);

/** graph_free() - release everything. */
void graph_free(struct graph *g);

#endif
