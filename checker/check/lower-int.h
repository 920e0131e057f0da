/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_LOWER_INT_H
#define PTDESC_CHECK_LOWER_INT_H

#include <clang-c/Index.h>

#include "lower.h"
#include "slots.h"

/* A file of the unit, read once. */
struct source {
	CXFile file;
	str_t path;			/* relative to the tree */
	const char *text;
	size_t len;
	bool main;
	bool header;
};

/* What a name in the source refers to. */
struct symbol {
	CXCursor cursor;
	enum { SYMBOL_OTHER, SYMBOL_LOCAL, SYMBOL_GLOBAL, SYMBOL_FUNCTION,
	       SYMBOL_FIELD } kind;
	str_t name;
	str_t record;			/* of a field */
	bool of_page;			/* that is a page or a folio */
	bool of_tables;			/* and it holds the state of tables */
	struct type type;
	uint32_t local;			/* index into the state */
	node_t owner;			/* of a local: its function's result */
	node_t node;			/* of a global or a field */
	uint32_t function;		/* index into the graph's */
	bool followed;			/* arguments go into the function */
	bool passes;			/* its result is its arguments' */
};

/* What a local holds at a point of a function. */
struct binding {
	node_t node;
	uint8_t leaf;			/* enum leaf, of an entry */
	node_t leaf_of;			/* LEAF_CALLER: the parameter */
	uint32_t copy_of;		/* local and 1 that it was read from */
};

struct state {
	struct binding *locals;
	uint32_t count;
	bool dead;			/* behind a return */
};

struct states {
	struct state *list;
	size_t count, capacity;
};

struct loop {
	struct loop *outer;
	bool is_switch;
	struct state entry;		/* what was before it */
	node_t *phi;			/* of each local that is read in it */
	uint32_t phi_count;
	struct states breaks, continues;
	block_t on_break, on_continue;
	block_t head;			/* of a switch: its cases follow */
	bool has_default;
};

struct label {
	str_t name;
	struct states jumps;
	block_t block;
	bool passed;
};

/* What a function does with the entry that a local is or points to. */
enum later {
	LATER_READ,			/* a leaf or a table: nobody knows */
	LATER_WALKED,			/* to an entry of the table below */
	LATER_WRITTEN,			/* the local is of another entry */
};

struct later_event {
	enum later what;
	uint32_t local;
	block_t block;
	uint32_t object;		/* what was read */
};

/* In the order of the source. */
struct later_list {
	struct later_event *events;
	size_t count, capacity;
};

struct lower {
	struct graph *g;
	const struct unit *unit;
	CXTranslationUnit tu;
	const char *tree;
	size_t tree_len;
	struct source *sources;
	size_t source_count, source_capacity;
	struct source *last_source;
	struct slots symbol_slots;	/* numbers from 1 */
	struct symbol *symbols;
	size_t symbol_count, symbol_capacity;
	struct slots type_slots;
	struct type *types;
	size_t type_count, type_capacity;
	unsigned int type_depth;	/* types that lead to this one */

	/* the function */
	str_t name;
	uint32_t function;
	node_t result;
	struct type result_type;
	uint32_t local_count;
	struct state state;
	struct loop *loop;
	struct label *labels;
	size_t label_count, label_capacity;
	struct later_list later;
};

/* Children of a cursor, as an array. */
struct kids {
	CXCursor *list;
	unsigned int count, capacity;
};

/** kids_get() - the children, in order; kids_free() releases them. */
struct kids kids_get(CXCursor c);
void kids_free(struct kids *k);

/* lower-type.c */
struct type lower_type(struct lower *l, CXType type);
/** lower_type_of() - of what a cursor stands for. */
struct type lower_type_of(struct lower *l, CXCursor c);

/* lower-source.c, and syntax/source.c for what is not libclang's */
struct source *lower_source(struct lower *l, CXFile file);

/* lower-place.c */
/** lower_place() - where a maintainer would have to edit a token. */
struct place lower_place(struct lower *l, CXSourceLocation at);
/** lower_user_place() - where it is used, whatever it is a part of. */
struct place lower_user_place(struct lower *l, CXSourceLocation at);
/** lower_body_of() - the macro in whose definition a token stands, or 0. */
str_t lower_body_of(struct lower *l, CXSourceLocation at);
/** lower_word() - the word where the user wrote it, 0 if nobody knows it. */
str_t lower_word(struct lower *l, CXSourceLocation at, struct source **source,
		 unsigned int *offset);
/** lower_is_macro() - whether a location is the result of an expansion. */
static inline bool lower_is_macro(CXSourceLocation at)
{
	/* The encoding keeps a bit for it; asking for both ends is slow. */
	return at.int_data >> 31;
}

/* lower-symbol.c */
struct symbol *lower_symbol(struct lower *l, CXCursor declaration);
void lower_symbols_free(struct lower *l);

/** lower_is_page_record() - is it struct page, or a folio? */
bool lower_is_page_record(const char *name);

/** lower_local_named() - a local of the function that holds entries. */
struct symbol *lower_local_named(struct lower *l, str_t name);

/* lower-state.c */
struct state state_copy(const struct state *s);
void state_free(struct state *s);
void state_join(struct lower *l, struct state *into, struct state *other);
void states_add(struct states *s, struct state *taken);
void states_join_all(struct lower *l, struct states *s, struct state *into);
struct binding *lower_binding(struct lower *l, uint32_t local);
node_t lower_read_local(struct lower *l, struct symbol *s);
void lower_write_local(struct lower *l, struct symbol *s, node_t value,
		       enum step step, struct place place);
/** lower_another_entry() - a local is or points to another one than before. */
void lower_another_entry(struct lower *l, uint32_t local);
/** lower_copy_leaf() - @to was read through @from: what is known goes along. */
void lower_copy_leaf(struct lower *l, uint32_t to, uint32_t from);
void loop_enter(struct lower *l, struct loop *loop, bool is_switch);
void loop_leave(struct lower *l, struct loop *loop);
void loop_next(struct lower *l, struct loop *loop);

/* lower-later.c */
/** lower_later() - @what is done here; LATER_READ made the newest object. */
void lower_later(struct lower *l, enum later what, uint32_t local);
/** lower_later_end() - the function ends: which entries were of tables? */
void lower_later_end(struct lower *l);

/* lower-stmt.c */
void lower_statement(struct lower *l, CXCursor c);
/** lower_local() - a local declaration with its initialiser. */
void lower_declaration(struct lower *l, CXCursor c);

/* lower-branch.c */
/** lower_go() - jump to @to, and go on there. */
void lower_go(struct lower *l, block_t to);
/** lower_condition() - its uses, and jumps to @yes or @no; goes on in @yes. */
void lower_condition(struct lower *l, CXCursor c, block_t yes, block_t no);

/* lower-expr.c */
node_t lower_expression(struct lower *l, CXCursor c);
void lower_store(struct lower *l, CXCursor to, node_t value,
		 struct place place, bool adds);
/** lower_leaves() - a value goes where nobody follows it, as a type. */
void lower_leaves(struct lower *l, node_t value, str_t name, struct type type,
		  struct place place);
CXCursor lower_strip(CXCursor c);
node_t lower_flow(struct lower *l, node_t from, enum flow flow, enum rep rep,
		  enum step step, struct type type, struct place place);
/** lower_entry_variable() - the local that an entry is read through. */
struct symbol *lower_entry_variable(struct lower *l, CXCursor c);
/** lower_flag() - the macro that an operand is, if that has a role. */
const struct api *lower_flag(struct lower *l, CXCursor c, enum role role);
/** lower_initialiser() - of a structure or an array, into its members. */
void lower_initialiser(struct lower *l, CXCursor list, node_t array);

/* lower-call.c */
node_t lower_call(struct lower *l, CXCursor c);
/** lower_macro() - a macro whose meaning is known; false if it is none. */
bool lower_macro(struct lower *l, CXCursor c, node_t *result);
/** lower_is_expansion() - is it all that a macro with arguments expands to? */
bool lower_is_expansion(struct lower *l, CXCursor c);
/** lower_scan() - only the names that are used in what is not evaluated. */
void lower_scan(struct lower *l, CXCursor c);
void lower_member_use(struct lower *l, CXCursor c, struct symbol *field,
		      node_t base, enum access access);
/** lower_name_use() - a function that is named without being called. */
void lower_name_use(struct lower *l, CXCursor c, struct symbol *function);
node_t lower_new_object(struct lower *l, const struct object *o,
			struct type type);

#endif
