// SPDX-License-Identifier: GPL-2.0-only
/* Types and declarators. */
#include <stdio.h>
#include <string.h>

#include "tree.h"

static const char *const numbers[] = {
	"char", "short", "int", "long", "signed", "unsigned", "float",
	"double", "_Bool", "bool", "__int128", "__signed__", NULL
};

static const char *const qualifiers[] = {
	"const", "volatile", "register", "inline", "extern", "auto",
	"__volatile__", "__const", "__inline", "__inline__", "restrict",
	"__restrict", "__restrict__", "__extension__", "_Noreturn", "_Thread_local", NULL
};

static const char *const attributes[] = {
	"__attribute__", "__attribute", "_Alignas", "__asm__", "asm", "__asm",
	"__declspec", NULL
};

static const char *const kinds[] = { "struct", "union", "enum", NULL };
static const char *const typeofs[] = {
	"typeof", "__typeof__", "__typeof", "typeof_unqual", NULL
};

static bool is_attribute(struct parser *p)
{
	const struct lexeme *l = peek(p);

	if (at_any(p, attributes))
		return true;
	/* __aligned(8), __section(".x"), and what else begins like them */
	return l && l->kind == TOK_IDENT && l->len > 2 &&
	       !memcmp(p->text->data + l->off, "__", 2) &&
	       behind_is(p, 1, "(");
}

/* Is this NAME(...) an attribute: does a declarator stand behind it? */
static bool attribute_here(struct parser *p)
{
	struct spot spot = spot_here(p);
	bool more;

	if (at_any(p, attributes))
		return true;
	if (!is_attribute(p))
		return false;
	advance(p);
	skip_balanced(p);
	more = at_kind(p, TOK_IDENT) || at(p, "*");
	spot_return(p, spot);
	return more;
}

void skip_attributes(struct parser *p)
{
	while (at_kind(p, TOK_IDENT)) {
		bool takes = behind_is(p, 1, "(");

		advance(p);
		if (takes)
			skip_balanced(p);
	}
}

static bool is_typedef(struct parser *p, str_t name)
{
	struct tree *t = find_name(p, name);

	return t && t->kind == CXCursor_TypedefDecl;
}

static bool ends_as_type(str_t name)
{
	const char *s = str_get(name);
	size_t len = strlen(s);

	return len > 2 && !strcmp(s + len - 2, "_t");
}

/* __force, __user and the like: what is said of the type behind it. */
static bool is_word_before_type(struct parser *p, str_t name)
{
	struct spot spot = spot_here(p);
	bool type;

	if (strncmp(str_get(name), "__", 2) || !behind_kind(p, 1, TOK_IDENT))
		return false;
	p->i++;
	type = is_type_here(p);
	spot_return(p, spot);
	return type;
}

/* Does the type name##_t begin here, with a parameter of a macro? */
static bool is_pasted_type(struct parser *p)
{
	return behind_is(p, 1, "##") && behind_is(p, 2, "_t") &&
	       macro_parameter(p, word_at(p));
}

/* A macro that nobody uses has no types: then it has not been looked at. */
static struct ctype *parse_pasted_type(struct parser *p)
{
	str_t name = pasted_name(p);

	p->function->lacks_type |= !name && !p->arguments;
	if (name && is_typedef(p, name))
		return type_new(p->s, CXType_Typedef, name, p->text);
	return &p->s->unknown;
}

bool is_type_here(struct parser *p)
{
	str_t name = word_at(p);
	struct tree *known;

	if (!name)
		return false;
	if (is_pasted_type(p))
		return true;
	if (at_any(p, numbers) || at_any(p, qualifiers) || at_any(p, kinds) ||
	    at_any(p, typeofs) || at(p, "void") || at(p, "static") ||
	    at(p, "__auto_type"))
		return true;
	known = find_name(p, name);
	if (known)
		return known->kind == CXCursor_TypedefDecl;
	/* (name *) is nothing else */
	if (behind_is(p, 1, "*") && behind_is(p, 2, ")"))
		return true;
	return (ends_as_type(name) && !behind_is(p, 1, "(")) ||
	       is_word_before_type(p, name);
}

static void enter_field(struct parser *p, struct tree *record,
			struct tree *field)
{
	field->parent = record;
	tree_add(record, field);
	names_add(&p->s->fields, str_join(record->name, ".", field->name),
		  field);
}

static str_t unnamed(struct parser *p, const struct tree *outer, uint32_t at)
{
	char number[32];

	snprintf(number, sizeof(number), " %u", at);
	return str_join(outer && outer->name ? outer->name : p->text->path, "",
			str_of(number));
}

static void parse_member(struct parser *p, struct tree *record)
{
	struct tree what = { .parent = record };
	uint32_t i = p->i;
	struct ctype *type = parse_specifiers(p, &what);
	struct tree *field;

	/* Without a type it is a macro for members. */
	if (!what.at_members && !at(p, ";") && p->i != i) {
		do {
			field = parse_declarator(p, type, CXCursor_FieldDecl);
			if (field->name)
				enter_field(p, record, field);
			if (accept(p, ":"))
				skip_until(p, ",;");
			skip_attributes(p);
		} while (accept(p, ","));
	}
	skip_until(p, ";");
	/* It needs no semicolon. */
	if (!accept(p, ";") && !at(p, "}"))
		advance(p);
}

static void parse_members(struct parser *p, struct tree *record)
{
	bool flat = p->flat;
	struct spot spot = spot_here(p);
	uint32_t start = here(p);

	skip_balanced(p);
	if (!enter_until(p, start, p->last_end))
		return;
	spot_return(p, spot);
	p->flat = true;
	accept(p, "{");
	while (peek(p) && !at(p, "}"))
		parse_member(p, record);
	accept(p, "}");
	p->flat = flat;
	p->depth--;
}

/* Behind the } of a structure: is there a member, or only attributes? */
static bool names_member(struct parser *p)
{
	while (at_kind(p, TOK_IDENT)) {
		str_t name = word_at(p);

		if (strncmp(str_get(name), "__", 2))
			return true;
		advance(p);
		if (at(p, "("))
			skip_balanced(p);
	}
	return !at(p, ";");
}

/*
 * struct NAME { ... }: its type. One without any name is a part of the one
 * around it: its members are that one's.
 */
static struct ctype *parse_record(struct parser *p, struct tree *what)
{
	bool is_enum = at(p, "enum");
	struct tree *record = tree_new(p, CXCursor_StructDecl, here(p));

	advance(p);
	while (is_attribute(p) || behind_kind(p, 1, TOK_IDENT)) {
		if (!at_kind(p, TOK_IDENT))
			break;
		/* struct __packed NAME {, but not struct NAME member */
		if (!is_attribute(p) && !behind_is(p, 2, "{"))
			break;
		if (at_any(p, attributes) || behind_is(p, 1, "(")) {
			advance(p);
			skip_balanced(p);
		} else {
			advance(p);
		}
	}
	record->name = word_at(p);
	if (record->name)
		advance(p);
	if (is_enum) {
		if (at(p, "{"))
			skip_balanced(p);
		return &p->s->number;
	}
	if (!at(p, "{"))
		return type_new(p->s, CXType_Record, record->name, p->text);
	if (!record->name && what->parent) {
		/* of an outer structure; a name behind it makes it another */
		uint32_t i = p->i, end;
		bool named;

		skip_balanced(p);
		named = names_member(p);
		end = p->i;
		p->i = i;
		if (!named) {
			record->has_no_name = true;
			record->name = what->parent->name;
			record->parent = what->parent;
			tree_add(what->parent, record);
			parse_members(p, record);
			p->i = end;
			what->at_members = true;
			return &p->s->unknown;
		}
	}
	if (!record->name)
		record->name = unnamed(p, what->parent, record->at);
	else if (!what->parent && !p->function && !p->outer)
		text_add_top((struct text *)p->text, record);
	parse_members(p, record);
	return type_new(p->s, CXType_Record, record->name, p->text);
}

static struct ctype *parse_typeof(struct parser *p)
{
	struct ctype *type = &p->s->unknown;
	struct tree *e;

	advance(p);
	if (!accept(p, "("))
		return type;
	if (is_type_here(p)) {
		type = parse_type_name(p);
	} else if (!p->flat) {
		e = parse_expression(p);
		type = e->type;
	}
	skip_until(p, "");
	accept(p, ")");
	return type;
}

/* A name that nothing yet says is a type, but for what stands behind it. */
static bool is_type_name(struct parser *p)
{
	str_t name = word_at(p);

	if (is_typedef(p, name))
		return true;
	if (ends_as_type(name) && !behind_is(p, 1, "("))
		return true;
	return behind_kind(p, 1, TOK_IDENT) || behind_is(p, 1, "*");
}

static str_t word_behind(struct parser *p)
{
	struct spot spot = spot_here(p);
	str_t word;

	p->i++;
	word = word_at(p);
	spot_return(p, spot);
	return word;
}

/* noinline __name(...) {: is the word behind this one a function? */
static bool is_function_behind(struct parser *p)
{
	struct spot spot = spot_here(p);
	bool is = behind_is(p, 2, "(");

	if (is) {
		advance(p);
		advance(p);
		skip_balanced(p);
		is = at(p, "{");
	}
	spot_return(p, spot);
	return is;
}

/* *name __attribute: what is declared stands before what is said of it. */
static bool is_name_here(struct parser *p)
{
	str_t name = word_at(p), behind = name ? word_behind(p) : 0;

	return behind && strncmp(str_get(name), "__", 2) &&
	       !strncmp(str_get(behind), "__", 2) && !is_function_behind(p);
}

struct ctype *parse_specifiers(struct parser *p, struct tree *what)
{
	struct ctype *type = NULL;
	bool sure = false;

	while (at_kind(p, TOK_IDENT)) {
		str_t name = word_at(p);

		if (is_pasted_type(p)) {
			type = parse_pasted_type(p);
			sure = true;
		} else if (at_any(p, kinds)) {
			type = parse_record(p, what);
			sure = true;
		} else if (at_any(p, numbers)) {
			type = &p->s->number;
			sure = true;
			advance(p);
		} else if (at_any(p, typeofs)) {
			type = parse_typeof(p);
			sure = true;
		} else if (at(p, "void")) {
			type = &p->s->nothing;
			sure = true;
			advance(p);
		} else if (at(p, "typedef") || at(p, "static")) {
			if (at(p, "static"))
				what->is_static = true;
			else
				what->kind = CXCursor_TypedefDecl;
			advance(p);
		} else if (at_any(p, qualifiers) || at(p, "__auto_type")) {
			if (at(p, "__auto_type"))
				type = &p->s->unknown;
			sure |= at(p, "__auto_type");
			advance(p);
		} else if (is_attribute(p) && !is_typedef(p, name)) {
			/* a declarator, if nothing follows that is one */
			if (type && !at_any(p, attributes) &&
			    !attribute_here(p))
				break;
			advance(p);
			skip_balanced(p);
		} else if (sure) {
			/* struct page * __meminit name() */
			if (is_name_here(p) ||
			    (!behind_kind(p, 1, TOK_IDENT) &&
			     !behind_is(p, 1, "*")))
				break;
			advance(p);
		} else if (is_type_name(p)) {
			type = type_new(p->s, CXType_Typedef, name, p->text);
			sure = is_typedef(p, name) || ends_as_type(name);
			advance(p);
		} else {
			break;
		}
	}
	return type ? type : &p->s->unknown;
}

static void parse_parameters(struct parser *p, struct tree *function)
{
	struct tree *last = NULL;

	accept(p, "(");
	while (peek(p) && !at(p, ")")) {
		struct tree what = { 0 }, *param;
		uint32_t i = p->i;
		struct ctype *type;

		if (accept(p, "..."))
			continue;
		type = parse_specifiers(p, &what);
		param = parse_declarator(p, type, CXCursor_ParmDecl);
		skip_attributes(p);
		if (param->name || param->type->kind != CXType_Void) {
			if (last)
				last->next = param;
			else
				function->params = param;
			last = param;
		}
		skip_until(p, ",");
		accept(p, ",");
		if (p->i == i)
			advance(p);
	}
	accept(p, ")");
}

static struct ctype *function_type(struct parser *p, struct ctype *result,
				   struct tree *params)
{
	struct ctype *type = type_new(p->s, CXType_FunctionProto, 0, p->text);

	type->to = result;
	type->params = params;
	return type;
}

static struct ctype *parse_suffixes(struct parser *p, struct ctype *type,
				    struct tree *t)
{
	while (at(p, "[") || at(p, "(")) {
		if (at(p, "[")) {
			struct ctype *array = type_new(
				p->s, CXType_ConstantArray, 0, p->text);

			skip_balanced(p);
			array->to = type;
			type = array;
			continue;
		}
		{
			struct tree *of = t->kind == CXCursor_FunctionDecl ||
					  !t->params ? t : tree_new(
						  p, CXCursor_None, 0);

			parse_parameters(p, of);
			type = function_type(p, type, of->params);
		}
	}
	return type;
}

static struct ctype *parse_pointers(struct parser *p, struct ctype *type)
{
	for (;;) {
		if (accept(p, "*"))
			type = type_pointer_to(p->s, type);
		else if (is_name_here(p) && !at_any(p, qualifiers))
			return type;
		else if (at_any(p, qualifiers) || at_any(p, attributes) ||
			 (at_kind(p, TOK_IDENT) &&
			  (behind_kind(p, 1, TOK_IDENT) ||
			   behind_is(p, 1, "*") || attribute_here(p)))) {
			bool takes = behind_is(p, 1, "(");

			advance(p);
			if (takes)
				skip_balanced(p);
		} else {
			return type;
		}
	}
}

struct tree *parse_declarator(struct parser *p, struct ctype *type,
			      enum CXCursorKind kind)
{
	struct tree *t = tree_new(p, kind, here(p)), *inner;
	uint32_t i, end;

	t->is_local = !p->flat && kind == CXCursor_VarDecl;
	if (!enter(p))
		return t;
	type = parse_pointers(p, type);
	if (at(p, "(") && (behind_is(p, 1, "*") || behind_is(p, 1, "(") ||
			   (kind != CXCursor_ParmDecl &&
			    behind_kind(p, 1, TOK_IDENT) &&
			    behind_is(p, 2, ")")&&
			    !is_typedef(p, word_behind(p))))) {
		i = p->i;
		skip_balanced(p);
		type = parse_suffixes(p, type, tree_new(p, CXCursor_None, 0));
		end = p->i;
		p->i = i;
		accept(p, "(");
		inner = parse_declarator(p, type, kind);
		p->i = end;
		p->depth--;
		return inner;
	}
	t->at = here(p);
	t->name = word_at(p);
	if (t->name)
		advance(p);
	skip_pasted(p);
	t->end = p->last_end;
	t->type = parse_suffixes(p, type, t);
	if (t->type->kind == CXType_FunctionProto && t->name &&
	    kind == CXCursor_VarDecl)
		t->kind = CXCursor_FunctionDecl;
	if (kind == CXCursor_ParmDecl &&
	    (t->type->kind == CXType_ConstantArray ||
	     t->type->kind == CXType_FunctionProto))
		t->type = type_pointer_to(p->s, t->type->kind ==
				       CXType_FunctionProto ? t->type
							    : t->type->to);
	p->depth--;
	return t;
}

struct ctype *parse_type_name(struct parser *p)
{
	struct tree what = { 0 };
	struct ctype *type = parse_specifiers(p, &what);

	return parse_declarator(p, type, CXCursor_FieldDecl)->type;
}

/* The word that is argument @n of the NAME(...) that begins here. */
static str_t argument_word(struct parser *p, unsigned int n, uint32_t *at_word)
{
	struct spot spot = spot_here(p);
	str_t word = 0;

	advance(p);
	advance(p);
	while (n-- && !at(p, ")")) {
		skip_until(p, ",");
		accept(p, ",");
	}
	*at_word = here(p);
	word = word_at(p);
	if (!behind_is(p, 1, ",") && !behind_is(p, 1, ")"))
		word = 0;
	spot_return(p, spot);
	return word;
}

/* Which parameter of a macro has a name; -1: none. */
static int parameter_number(const struct tree *macro, str_t name)
{
	int n = 0;

	for (const struct tree *t = macro->params; t; t = t->next, n++)
		if (t->name == name)
			return n;
	return -1;
}

/* name##_lock is another name. */
static bool is_pasted(const struct tree *t)
{
	return !t->name || t->end - t->at != strlen(str_get(t->name));
}

struct tree *parse_declarer(struct parser *p, enum CXCursorKind kind)
{
	str_t name = word_at(p), declared;
	struct tree *macro = name && behind_is(p, 1, "(") ?
			     find_name(p, name) : NULL;
	struct tree what = { 0 }, *t;
	struct parser body = { .s = p->s };
	struct ctype *type;
	uint32_t at_word;
	int n;

	if (!macro || !macro->is_define)
		return NULL;
	body.text = macro->text;
	body.i = macro->body;
	body.end = macro->body_end;
	if (!is_type_here(&body))
		return NULL;
	type = parse_specifiers(&body, &what);
	t = parse_declarator(&body, type, kind);
	n = is_pasted(t) ? -1 : parameter_number(macro, t->name);
	declared = n >= 0 ? argument_word(p, n, &at_word) : 0;
	if (!declared)
		return NULL;
	t->text = p->text;
	t->is_local = false;
	t->name = declared;
	t->at = t->start = t->end = at_word;
	advance(p);
	skip_balanced(p);
	return t;
}
