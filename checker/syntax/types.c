// SPDX-License-Identifier: GPL-2.0-only
/* Types and members by name. */
#include <string.h>

#include "tree.h"

struct ctype *type_new(struct syntax *s, enum CXTypeKind kind, str_t name,
		       const struct text *text)
{
	struct ctype *t = syntax_memory(s, sizeof(*t));

	t->kind = kind;
	t->name = name;
	t->text = text;
	return t;
}

struct ctype *type_pointer_to(struct syntax *s, struct ctype *to)
{
	if (!to->pointer) {
		to->pointer = type_new(s, CXType_Pointer, 0, to->text);
		to->pointer->to = to;
	}
	return to->pointer;
}

struct ctype *type_bare(struct syntax *s, struct ctype *t)
{
	for (int i = 0; t && t->kind == CXType_Typedef && i < 16; i++)
		t = names_type(s, t->name, t->text);
	return t && t->kind != CXType_Typedef ? t : &s->unknown;
}

struct ctype *type_as_of(struct syntax *s, struct ctype *t,
			 const struct text *text)
{
	switch (t->kind) {
	case CXType_Pointer:
		return type_pointer_to(s, type_as_of(s, t->to, text));
	case CXType_Typedef:
	case CXType_Record:
		return type_new(s, t->kind, t->name, text);
	default:
		return t;
	}
}

bool type_same(struct syntax *s, struct ctype *a, struct ctype *b)
{
	for (int i = 0; i < 16; i++) {
		if (a == b)
			return true;
		if (a->kind == CXType_Typedef && b->kind == a->kind &&
		    a->name == b->name)
			return true;
		a = type_bare(s, a);
		b = type_bare(s, b);
		if (a->kind != b->kind || a->name != b->name || !a->to ||
		    !b->to)
			return a->kind == b->kind && a->name == b->name;
		a = a->to;
		b = b->to;
	}
	return false;
}

struct ctype *type_pointed(struct syntax *s, struct ctype *t)
{
	t = type_bare(s, t);
	if ((t->kind == CXType_Pointer || t->kind == CXType_ConstantArray) &&
	    t->to)
		return t->to;
	return &s->unknown;
}

/* A member that nobody shows holds anything, as void * does. */
static struct tree *make_up(struct syntax *s, str_t record, str_t name,
			    const struct text *from)
{
	struct tree *field = syntax_memory(s, sizeof(*field));
	struct tree *parent = syntax_memory(s, sizeof(*parent));

	parent->kind = CXCursor_StructDecl;
	parent->name = record;
	parent->text = from;
	field->kind = CXCursor_FieldDecl;
	field->name = name;
	field->text = from;
	field->parent = parent;
	field->made_up = true;
	field->type = record ? type_pointer_to(s, &s->nothing) : &s->unknown;
	return field;
}

struct tree *type_member(struct syntax *s, struct ctype *record, str_t name,
			 const struct text *from)
{
	struct tree *field;
	str_t key;

	record = type_bare(s, record);
	if (record->kind != CXType_Record || !record->name)
		return make_up(s, 0, name, from);
	key = str_join(record->name, ".", name);
	field = names_nearest(&s->fields, key, from, CXCursor_FieldDecl);
	if (!field) {
		field = make_up(s, record->name, name, from);
		names_add(&s->fields, key, field);
	}
	return field;
}
