/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_JUDGE_INT_H
#define PTDESC_JUDGE_INT_H

#include "check/api.h"
#include "judge.h"
#include "lex.h"
#include "outline.h"

/*
 * A function is read once, statement by statement. Each value stands for
 * objects: memory that may be a page table. What is learned of an object on
 * the way, before or behind a use, is held against its uses at the end.
 */

/*
 * No function of a kernel comes near these. A hostile one may: what is beyond
 * is not followed, and reader.cut says so.
 */
#define MAX_OBJECTS 8192
#define MAX_VARS 4096
#define MAX_USES 8192
#define MAX_DEPTH 400
#define MAX_ARGS 16
#define MAX_PATHS 1024
#define MAX_KEPT 1024
#define MAX_CALLBACKS 128
#define VAL_OBJECTS 48

/* What a type says of its values. */
enum hold {
	HOLD_OTHER,
	HOLD_NUMBER,
	HOLD_MEMORY,		/* void *, unsigned long * ... */
	HOLD_TABLE,		/* pte_t * and its kin */
	HOLD_TABLES,		/* an array of those, or a pointer to one */
	HOLD_ENTRY,		/* pte_t and its kin */
	HOLD_PGTABLE,
	HOLD_PAGE,
	HOLD_FOLIO,
	HOLD_PTDESC,
};

struct type {
	enum hold hold;
	enum level level;
	bool is_void;		/* void * */
};

/* How it is known that an object is a page table. */
enum evidence {
	SAYS_TYPE = 1,		/* pte_t * and its kin */
	SAYS_CTOR = 2,		/* or a dtor */
	SAYS_ENTRY = 4,		/* an upper entry holds it */
	SAYS_API = 8,		/* a function that takes or gives tables */
	SAYS_PTDESC = 16,
	SAYS_CALLERS = 32,	/* what the file passes in, or makes of it */
};

struct object {
	unsigned int evidence;
	enum level level;
	enum family family;	/* who allocated it, here */
	uint32_t allocated;	/* token of that call */
	uint32_t told;		/* token that first told what it is */
	int parameter;		/* its number, or -1 */
	bool leaf;		/* memory that an entry maps: data */
	uint32_t leaf_at;
	bool escapes;		/* outlives the function */
	bool freed_here;	/* to the page allocator */
	bool pooled;		/* or to the slab allocator */
	bool boot;		/* memblock gave it, if it was early */
	bool highmem;
	uint32_t addressed;	/* where, as if it were always mapped */
	bool constructed;
	uint32_t constructed_at;
	unsigned int labels;	/* passed when it was constructed */
	bool destructed;
	uint32_t destructed_at;
	bool returned;
	bool converted;		/* was a page by ptdesc_page() then */
	int call;		/* index of the call that gave it, or -1 */
};

struct value {
	enum rep rep;
	uint8_t count;
	uint16_t objects[VAL_OBJECTS];
	bool converted;		/* by ptdesc_page(): somebody meant it */
	bool table_flag;	/* combined with the bits of an upper entry */
	bool leaf_flag;
	const struct api *origin;	/* the mask of the address in an entry */
	enum level size_mask;	/* masks the offset in a table of that level */
};

struct variable {
	uint32_t name, len;	/* in the text */
	struct type type;
	struct value value;
	bool assigned;
	uint32_t assigned_at;	/* token, or 0 */
	bool local;
	int parameter;
	uint32_t token;		/* of a parameter: its name */
	unsigned int page_args;	/* of what it points to: parameters */
	bool highmem;		/* flags that allow it */
	bool walked;		/* the entry that it points to has a table */
};

struct expression {
	struct value value;
	struct type type;
	int variable;		/* or -1 */
	bool stored;		/* a member, an element: outlives us */
	bool is_call;
	int listed;		/* the object whose member it is, plus 1 */
	uint32_t first, end;	/* its tokens */
};

enum use_kind {
	USE_FREE,
	USE_REMOVE,		/* given to the TLB gather */
	USE_MEMBER,
	USE_PAGE,		/* handled as a page */
};

struct use {
	enum use_kind kind;
	uint16_t object;
	uint32_t token;
	uint32_t first, end;	/* the expression, for its key */
	const struct api *api;
	enum rep rep;
	bool converted;
	bool failed;		/* in the branch of a failed ctor */
	bool constructed, destructed;	/* at that time */
	unsigned int labels;
};

/* What x->m, x[i] or *x holds, known by its spelling. */
struct path {
	uint32_t first, end;
	struct value value;
};

/* A call of a function of the same file. */
struct call {
	size_t callee;		/* index of the function */
	int args[MAX_ARGS];	/* objects, or -1 */
	unsigned int count;
	int result;		/* object */
};

/* A parameter that is called with an object. */
struct callback {
	unsigned int parameter, number;
	uint16_t object;
};

/* What goes into a list, or what a member of a structure is set to. */
struct kept {
	str_t name;
	bool list;
	int object;		/* of the function that is read, or -1 */
	bool table;
	const struct function *local;	/* whose own list it is, or NULL */
	enum rep rep;
	enum level level;
};

struct keep {
	struct kept *list;
	size_t count, capacity;
};

/* What the functions of a file say about one of them. */
struct votes {
	unsigned int table_args, other_args;	/* bits of parameters */
	bool table_result, other_result;
	unsigned int walked, unwalked;	/* entries that have a table */
	unsigned int takes;	/* parameters that it makes tables of */
	unsigned int frees;	/* parameters that it frees, as whatever */
	const struct api *frees_with;
	unsigned int calls;	/* parameters that it calls with tables */
	unsigned int with, with_other;	/* what they are passed */
	enum family gives;	/* who allocated its result, whatever it is */
	bool gives_at_boot;	/* or memblock did, when it was called early */
};

struct function {
	const struct elem *elem;
	struct token *tokens;
	uint32_t count;
	uint32_t body;		/* the token behind '{' */
	bool macro;
	bool too_long;		/* its last tokens were not read */
	bool conversion;	/* it is the ptdesc API, or a part of it */
	struct type returns;
	const struct api *gives_table;	/* what is known of its result */
	enum level named_level;		/* what its name says of it */
	struct type params[MAX_ARGS];
	uint32_t param_names[MAX_ARGS];	/* tokens */
	struct votes said, next;	/* in the round before, and in this */
	bool relevant;
};

struct reader {
	const struct lists *lists;
	const char *path;
	bool table_path;
	bool whole;		/* not only what hunks show */
	const char *text;
	const struct outline *outline;
	struct function *functions;
	size_t function_count;
	struct function **by_name;
	uint32_t wanted;	/* the token of a name that is looked for */
	struct function *f;	/* that is read */
	bool report;		/* the last round */
	uint32_t at;
	unsigned int depth;
	unsigned int labels;
	bool cut;		/* the function has too much in it */
	bool dead;		/* behind a return or jump */
	unsigned int failed;	/* in that many branches of failed ctors */
	bool saw_not_ctor;
	bool saw_leaf, saw_table;	/* tests in a condition */
	unsigned int in_leaf, in_table;	/* in that many branches */
	struct object objects[MAX_OBJECTS];
	size_t object_count;
	struct variable vars[MAX_VARS];
	size_t var_count;
	struct use uses[MAX_USES];
	size_t use_count;
	struct call calls[MAX_USES];
	size_t call_count;
	struct path paths[MAX_PATHS];
	size_t path_count;
	struct callback callbacks[MAX_CALLBACKS];
	size_t callback_count;
	struct kept kept[MAX_KEPT];	/* by the function */
	size_t kept_count;
	struct keep keep, next_keep;	/* by the file, as votes */
	bool pgtable_is_page;	/* somewhere in the file */
	struct opinions *out;
};

/* judge-type.c */
/** in_words() - is the token one of the words? NULL ends them. */
bool in_words(const struct reader *r, uint32_t at, const char *const *words);
/** type_begins() - can a declaration or cast begin at the token? */
bool type_begins(const struct reader *r, uint32_t at);
/** type_read() - read a type up to, not with, a name or ')'; moves *at. */
struct type type_read(const struct reader *r, uint32_t *at);
/** type_of_words() - the same of a range of tokens. */
struct type type_of_words(const struct reader *r, uint32_t first,
			  uint32_t end);
struct type type_pointer(struct type t, unsigned int stars);

/* judge-value.c */
const struct token *token_at(const struct reader *r, uint32_t i);
bool is_at(const struct reader *r, uint32_t i, const char *s);
bool at_ident(const struct reader *r, uint32_t i);
const char *token_text(const struct reader *r, uint32_t i);
int name_compare(const char *a, size_t a_len, const char *b, size_t b_len);
/** api_at() - what the name at a token is in a role; NULL if nothing. */
const struct api *api_at(const struct reader *r, uint32_t i, enum role role);
struct value value_new(struct reader *r, enum rep rep, unsigned int evidence,
		       enum level level);
struct value value_join(struct reader *r, struct value a, struct value b);
/** reader_full() - is the count at its most? Then the function is cut. */
bool reader_full(struct reader *r, size_t count, size_t most);
void value_tell(struct reader *r, const struct value *v,
		unsigned int evidence, enum level level, uint32_t token);
void value_escape(struct reader *r, const struct value *v);
struct variable *variable_find(struct reader *r, uint32_t token);
struct variable *variable_add(struct reader *r, uint32_t token,
			      struct type type);
struct value variable_value(struct reader *r, struct variable *v);
void use_add(struct reader *r, enum use_kind kind, const struct value *v,
	     uint32_t first, uint32_t token, const struct api *api);
enum rep rep_of(struct type t);
/** path_value() - of an expression that was assigned or read before; or NULL. */
struct value *path_value(struct reader *r, const struct expression *e);
void path_set(struct reader *r, const struct expression *e,
	      const struct value *v);

/* judge-expr.c */
struct expression expression_read(struct reader *r);
/** expression_argument() - without commas. */
struct expression expression_argument(struct reader *r);
void expression_assign(struct reader *r, struct expression *to,
		       const struct expression *from, uint32_t token);

/* judge-call.c */
struct expression call_read(struct reader *r, uint32_t name);
/** local_function() - the function of the file that a token names, or NULL. */
struct function *local_function(struct reader *r, uint32_t name);

/** entry_pointer() - the variable in `pud` or `*pud`, or NULL. */
struct variable *entry_pointer(struct reader *r, const struct expression *e);

/** is_old_api() - is the name one that PT002 is about? */
bool is_old_api(const struct reader *r, uint32_t name);

/* judge-file.c */
/** file_learn() - what the function that was read tells of others. */
void file_learn(struct reader *r);
/** file_next_round() - from now on it is known. */
void file_next_round(struct reader *r);
/** file_forget() - release. */
void file_forget(struct reader *r);
/** keep_listed(), keep_member() - note what is put somewhere. */
void keep_listed(struct reader *r, const struct expression *what,
		 const struct expression *into);
void keep_member(struct reader *r, const struct expression *to,
		 const struct value *v);
/** keep_callback() - a parameter is called with a value as an argument. */
void keep_callback(struct reader *r, const struct variable *parameter,
		   unsigned int number, const struct value *v);
/** kept_in_list() - are tables in the list that an expression names? */
bool kept_in_list(const struct reader *r, const struct expression *list);
/** kept_in_member() - the table that an expression, x->m, holds; or NULL. */
const struct kept *kept_in_member(const struct reader *r,
				  const struct expression *e);
/** call_local() - a call of a function of the file. */
struct value call_local(struct reader *r, uint32_t name,
			struct function *callee,
			const struct expression *args, unsigned int count);

bool masks_highmem(const struct reader *r, uint32_t first, uint32_t end);
bool names_highmem(const struct reader *r, uint32_t first, uint32_t end);

/* judge-stmt.c */
void statements_read(struct reader *r);
/** statement_block() - from '{' to behind '}'. */
struct value statement_block(struct reader *r);

/* Longer names and messages are cut: nobody writes them. */
#define MAX_NAME 200
#define MAX_MESSAGE 400

/* judge-find.c */
/** judge_key() - what stands for these words; they are released. */
char *judge_key(struct buf *words);
/** judge_name() - a copy of a name. */
char *judge_name(const char *text, size_t len);
/** judge_cut() - shorten a message. */
void judge_cut(char *message);
void find_opinions(struct reader *r);
/**
 * opine() - enter an opinion about a token.
 * @first: where the expression begins that it is about; it ends at @end
 */
__attribute__((format(printf, 7, 8)))
struct opinion *opine(struct reader *r, const char *id, uint32_t token,
		      uint32_t first, uint32_t end, const char *advice,
		      const char *format, ...);
/** made_wrong() - of what a variable was set to: names the place. */
void made_wrong(struct reader *r, struct opinion *o,
		const struct expression *e);
/** object_is_table() - is it one, by all that is known? */
bool object_is_table(const struct reader *r, const struct object *o);

/* judge-words.c */
/** judge_words() - what single words tell: PT001 in struct page, PT002. */
void judge_words(const struct lists *lists, const char *path,
		 const struct outline *o, struct opinions *out);

/* judge-half.c */
void find_halves(struct reader *r);

#endif
