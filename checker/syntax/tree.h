/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SYNTAX_TREE_H
#define PTDESC_SYNTAX_TREE_H

#include <clang-c/Index.h>

#include "lex.h"
#include "syntax.h"
#include "check/slots.h"

/* A type as a declaration spells it; names are looked up when asked. */
struct ctype {
	enum CXTypeKind kind;
	str_t name;			/* of a record, an enum, a typedef */
	const struct text *text;	/* where it stands */
	struct ctype *to;		/* pointer, array, result, typeof */
	struct ctype *pointer;		/* the type of pointers to it */
	struct tree *params;		/* of a function */
	bool looking;			/* a typedef that is being looked up */
};

/* A declaration, statement or expression. */
struct tree {
	enum CXCursorKind kind;
	uint8_t op;
	uint16_t height;		/* of what is below it */
	bool defined;			/* a function with its body */
	bool is_static;
	bool is_local;
	bool is_define;			/* a macro with arguments */
	bool is_macro;			/* a name that nothing declares */
	bool looking;			/* at its body, for its type */
	bool lacks_name, lacks_type;	/* a macro: nobody says what it pastes */
	bool made_up;			/* a member that nobody shows */
	bool at_members;		/* its members are the outer one's */
	bool has_no_name;		/* a structure in one, of the same name */
	const struct text *text;
	uint32_t at, start, end;	/* offsets: of what names it, extent */
	str_t name;
	str_t given;			/* the name that a macro gets for it */
	struct ctype *type;
	struct tree *target;		/* the declaration that a name means */
	struct tree *parent;		/* the structure of a member */
	struct tree *kids, *last, *next;
	struct tree *params;		/* of a function; by next */
	struct tree *same, *last_same;	/* other declarations of the name */
	uint32_t same_count;		/* of the first: all of them */
	uint32_t body, body_end;	/* tokens */
	long long value;
};

/* A token, or a directive of a conditional. */
struct lexeme {
	uint32_t off, len, line;
	uint8_t kind;			/* enum token_kind */
	uint32_t cond;			/* TOK_DIRECTIVE: index of the group */
};

/* #if ... #endif: where its directives stand among the tokens. */
struct group {
	uint32_t *marks;		/* the first token of it, ..., #endif */
	size_t count, capacity;
	bool has_else;
	int8_t whole;			/* 1: branches of whole statements */
	str_t unless;			/* the macro of an #ifndef, or 0 */
};

/* A #define, its value among the tokens of the text. */
struct macro {
	uint32_t name, from, to;	/* tokens; @from may be a parameter list */
	uint32_t start, end;		/* offsets of the directive */
	bool arguments;
};

struct text {
	struct syntax *owner;
	str_t path;
	str_t arch;			/* arch/NAME, or 0 */
	char *data;
	size_t len;
	enum syntax_part part;
	bool builtin;			/* declares.h */
	bool is_header;
	str_t *includes;		/* "<asm/page.h" and "\"page.h" */
	size_t include_count, include_capacity;
	uint32_t *lines;		/* the offsets at which they start */
	size_t line_count, line_capacity;
	struct lexeme *tokens;
	size_t token_count, token_capacity;
	size_t code_count;		/* behind these are those of macros */
	struct macro *macros;
	size_t macro_count, macro_capacity;
	struct group *groups;
	size_t group_count, group_capacity;
	struct tree **tops;		/* declarations in order */
	size_t top_count, top_capacity;
};

/* Names to lists of declarations, by `same`. */
struct names {
	struct slots slots;
	struct tree **lists;
	size_t count, capacity;
};

/* The declaration or argument that was last asked for by its number. */
struct nth {
	const struct tree *first, *t;
	unsigned int n;
};

struct syntax {
	struct text **texts;
	size_t text_count, text_capacity;
	str_t *arches;			/* arch/NAME, each once */
	size_t arch_count, arch_capacity;
	str_t arch;			/* what generic declarations mean, or 0 */
	struct syntax_totals totals;
	struct names ordinary;		/* functions, variables, typedefs */
	struct names fields;		/* "record.member" */
	struct names macros;		/* without arguments */
	struct names called;		/* functions that nothing declares */
	struct chunk *chunks;		/* of memory */
	size_t used;
	struct syntax_unseen *unseen;
	size_t unseen_count, unseen_capacity;
	struct ctype number, nothing, unknown;
	struct nth nth;
};

/* One parse of a range of tokens. */
struct parser {
	struct syntax *s;
	const struct text *text;
	uint32_t i, end;
	unsigned int variant, variants;	/* of conditionals within statements */
	bool flat;			/* all branches, one after the other */
	unsigned int depth;
	uint32_t last_end;		/* of the token before */
	struct tree *function;
	struct tree **locals;
	size_t local_count, local_capacity, scope;
	struct ctype *initialised;	/* what a { } is of, or NULL */
	struct parser *outer;		/* of who uses the macro that this reads */
	struct tree **arguments;	/* of the macro, as many as parameters */
	unsigned int *expanded;		/* macros, in all of a body */
	const struct text *pinned;	/* where a macro is used, or NULL */
	uint32_t pin_at;
	const char *trouble;		/* why something is left out */
	uint32_t trouble_at;		/* an offset */
};

/* text.c */
struct text *text_read(const char *path, const char *data, size_t len);
void text_free(struct text *t);
void text_position(const struct text *t, uint32_t off, unsigned int *line,
		   unsigned int *column);
/** text_add_top() - a declaration at file scope, behind those before it. */
void text_add_top(struct text *t, struct tree *declaration);
/** text_is_whole() - does each branch of a conditional have whole statements? */
bool text_is_whole(struct text *t, uint32_t group);
/** text_body_end() - the token behind the } of the { that is token @open. */
uint32_t text_body_end(const struct text *t, uint32_t open, uint32_t end);

/* names.c */
void *syntax_memory(struct syntax *s, size_t size);
void syntax_memory_free(struct syntax *s);
/** names_add() - behind the others of its name. */
void names_add(struct names *n, str_t name, struct tree *declaration);
struct tree *names_first(const struct names *n, str_t name);
/** names_too_many() - more declarations than are followed. */
bool names_too_many(const struct names *n, str_t name);
void names_free(struct names *n);
/**
 * names_nearest() - of the declarations of a name, one that can be meant.
 * @kind: of the declaration, or CXCursor_None
 *
 * One in the same file is before one of the same architecture, that before a
 * generic one, that before those of declares.h; another architecture's is
 * none. A generic file can mean what the headers of s->arch have. Returns NULL
 * when there is none.
 */
struct tree *names_nearest(const struct names *n, str_t name,
			   const struct text *from, enum CXCursorKind kind);

/** names_type() - what a typedef stands for. */
struct ctype *names_type(struct syntax *s, str_t name, const struct text *from);

/* types.c */
struct ctype *type_new(struct syntax *s, enum CXTypeKind kind, str_t name,
		       const struct text *text);
struct ctype *type_pointer_to(struct syntax *s, struct ctype *to);
/** type_bare() - without typedefs. */
struct ctype *type_bare(struct syntax *s, struct ctype *t);
/** type_as_of() - the type that the same words mean in another file. */
struct ctype *type_as_of(struct syntax *s, struct ctype *t,
			 const struct text *text);
/** type_same() - are values of both types the same? */
bool type_same(struct syntax *s, struct ctype *a, struct ctype *b);
/** type_pointed() - what a pointer or an array is of; unknown if neither. */
struct ctype *type_pointed(struct syntax *s, struct ctype *t);
/** type_member() - the member of a structure; made up if nobody shows it. */
struct tree *type_member(struct syntax *s, struct ctype *record, str_t name,
			 const struct text *from);

/* parser.c */
const struct lexeme *peek(struct parser *p);
bool at(struct parser *p, const char *spelling);
/** behind_is() - is the token @n behind the current one spelled so? */
bool behind_is(struct parser *p, unsigned int n, const char *spelling);
bool behind_kind(struct parser *p, unsigned int n, enum token_kind kind);
void advance(struct parser *p);
bool accept(struct parser *p, const char *spelling);
bool at_kind(struct parser *p, enum token_kind kind);
bool at_any(struct parser *p, const char *const *list);
uint32_t here(struct parser *p);
/** word_at() - the name that is the current token, or 0. */
str_t word_at(struct parser *p);
/* Where a parser is, to come back there. */
struct spot {
	uint32_t i, last_end;
};

static inline struct spot spot_here(const struct parser *p)
{
	return (struct spot){ p->i, p->last_end };
}

static inline void spot_return(struct parser *p, struct spot spot)
{
	p->i = spot.i;
	p->last_end = spot.last_end;
}

/** skip_balanced() - past a ( ), [ ] or { } that begins here. */
void skip_balanced(struct parser *p);
/** skip_until() - to one of some tokens of a byte, outside of brackets. */
void skip_until(struct parser *p, const char *bytes);
/** macro_parameter() - the parameter of the macro that is read, or NULL. */
const struct tree *macro_parameter(const struct parser *p, str_t name);
/** given_to() - the name that stands for one: here, or where it is first used. */
str_t given_to(const struct parser *p, const struct tree *param);
/**
 * pasted_name() - past a name and what is pasted to it: a##b##_t.
 *
 * Returns the name that it makes where the macro is used. Nobody uses it: that
 * is noted, and 0 returned.
 */
str_t pasted_name(struct parser *p);
/** skip_pasted() - what a macro pastes to a name: ##name. */
void skip_pasted(struct parser *p);
/** enter() - one level deeper; false, and trouble, where that is too deep. */
bool enter(struct parser *p);
/**
 * enter_until() - one level deeper, for what stands from a byte to another;
 * false where that is too deep: then it is reported as not looked at.
 */
bool enter_until(struct parser *p, uint32_t start, uint32_t end);
/** is_tall() - true, and trouble, where no more can be put over a tree. */
bool is_tall(struct parser *p, const struct tree *t);
void trouble(struct parser *p, const char *why);
/**
 * tell_trouble() - end the trouble: what stands here was not looked at.
 *
 * What is too big is always reported, for nobody knows what is in it. What is
 * not understood is reported when it has a word of page-table code.
 */
void tell_trouble(struct parser *p, uint32_t start, uint32_t end);
struct tree *tree_new(struct parser *p, enum CXCursorKind kind, uint32_t at);
void tree_add(struct tree *to, struct tree *kid);

struct tree *find_name(struct parser *p, str_t name);
void declare_local(struct parser *p, struct tree *t);

/* parse-decl.c */
/** is_type_here() - does the name of a type begin here? */
bool is_type_here(struct parser *p);
struct ctype *parse_specifiers(struct parser *p, struct tree *what);
struct tree *parse_declarator(struct parser *p, struct ctype *type,
			      enum CXCursorKind kind);
struct ctype *parse_type_name(struct parser *p);
/**
 * parse_declarer() - LIST_HEAD(name): what its macro declares.
 *
 * Returns NULL, and stays where it is, when it is no macro that declares.
 */
struct tree *parse_declarer(struct parser *p, enum CXCursorKind kind);
/** skip_attributes() - behind a declarator. */
void skip_attributes(struct parser *p);

/* parse-top.c */
void parse_top(struct syntax *s, struct text *text);
void parse_macros(struct syntax *s, struct text *text);

/* parse-expr.c */
struct tree *parse_expression(struct parser *p);
struct tree *parse_assignment(struct parser *p);
struct tree *parse_initialiser(struct parser *p);

/* parse-list.c */
/**
 * parse_list_macro() - container_of(), READ_ONCE() and their kin.
 *
 * A walker over a list becomes a for statement without its body. Returns NULL
 * when the name is in none of the lists.
 */
struct tree *parse_list_macro(struct parser *p, str_t name);

/* parse-stmt.c */
/** parse_top_body() - the body of a function, the value of a variable. */
void parse_top_body(struct syntax *s, struct tree *t);
struct tree *parse_compound(struct parser *p);

/* arch.c */
/** syntax_has() - is a file part of the kernel of an architecture? */
bool syntax_has(const struct syntax *s, str_t arch, const struct text *t);
/**
 * syntax_has_own() - has an architecture its own of what stands at an offset?
 *
 * Generic code between #ifndef NAME and its #else or #endif is for those whose
 * headers do not define NAME.
 */
bool syntax_has_own(const struct syntax *s, str_t arch, const struct text *t,
		    uint32_t offset);
/** syntax_any_left() - is there something that no architecture here has? */
bool syntax_any_left(const struct syntax *s);

/* syntax.c */
void syntax_not_seen(struct syntax *s, const struct text *text, str_t function,
		     uint32_t start, uint32_t end, const char *why);

#endif
