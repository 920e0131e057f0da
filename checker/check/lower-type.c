// SPDX-License-Identifier: GPL-2.0-only
/* What the type of a value says about page tables. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lower-int.h"

/* Pointers to pointers, names of names, one in the other. */
#define MOST_TYPES 1000

static struct type listed_type(const char *name)
{
	static const enum hold holds[REP_COUNT] = {
		[REP_PAGE] = HOLD_PAGE, [REP_FOLIO] = HOLD_FOLIO,
		[REP_PTDESC] = HOLD_PTDESC, [REP_ENTRY] = HOLD_ENTRY,
	};
	const struct api *a = api_listed(str_find(name, strlen(name)),
					 ROLE_TYPE);

	if (!a)
		return (struct type){ 0 };
	return (struct type){ a->list ? HOLD_LIST : holds[a->as], a->level,
			      a->as };
}

static struct type record_type(CXType type)
{
	CXString spelling = clang_getCursorSpelling(
		clang_getTypeDeclaration(type));
	struct type t = listed_type(clang_getCString(spelling));

	clang_disposeString(spelling);
	if (!t.hold)
		t.hold = HOLD_RECORD;
	return t;
}

static struct type pointer_to(struct type to, bool is_record)
{
	struct type t = { HOLD_MEMORY, LEVEL_NONE, REP_ADDRESS };

	switch (to.hold) {
	case HOLD_ENTRY:
		t.hold = HOLD_TABLE;
		t.level = to.level;
		break;
	case HOLD_PAGE:
	case HOLD_FOLIO:
	case HOLD_PTDESC:
		if (is_record)
			return to;
		t = (struct type){ HOLD_CONTENT, LEVEL_NONE, REP_NONE };
		break;
	case HOLD_LIST:
		return to;
	case HOLD_TABLE:
	case HOLD_PGTABLE:
	case HOLD_MEMORY:
	case HOLD_CONTENT:
		t = (struct type){ HOLD_CONTENT, LEVEL_NONE, REP_NONE };
		break;
	case HOLD_RECORD:
	case HOLD_FUNCTION:
		t = (struct type){ to.hold, LEVEL_NONE, REP_NONE };
		break;
	case HOLD_OTHER:
		t.rep = REP_NONE;	/* void *: of anything */
		break;
	default:
		break;
	}
	return t;
}

static struct type array_of(struct type element)
{
	if (element.hold == HOLD_RECORD || element.hold == HOLD_FUNCTION ||
	    element.hold == HOLD_LIST)
		return element;
	return pointer_to(element, false);
}

static struct type typedef_type(struct lower *l, CXType type)
{
	CXString spelling = clang_getTypedefName(type);
	struct type listed = listed_type(clang_getCString(spelling));
	struct type t;

	clang_disposeString(spelling);
	if (listed.hold == HOLD_ENTRY)
		return listed;
	t = lower_type(l, clang_getTypedefDeclUnderlyingType(
				  clang_getTypeDeclaration(type)));
	/* a table in no form of its own: pgtable_t */
	if (!listed.hold && listed.level) {
		t.hold = HOLD_PGTABLE;
		t.level = listed.level;
	}
	return t;
}

static struct type classify(struct lower *l, CXType type)
{
	enum CXTypeKind kind = type.kind;
	CXType inner;

	switch (kind) {
	case CXType_Elaborated:
		return lower_type(l, clang_Type_getNamedType(type));
	case CXType_Attributed:
		return lower_type(l, clang_Type_getModifiedType(type));
	case CXType_Typedef:
		return typedef_type(l, type);
	case CXType_Pointer:
		inner = clang_getPointeeType(type);
		return pointer_to(lower_type(l, inner),
				  clang_getCanonicalType(inner).kind ==
				  CXType_Record);
	case CXType_ConstantArray:
	case CXType_IncompleteArray:
	case CXType_VariableArray:
		return array_of(lower_type(l, clang_getArrayElementType(type)));
	case CXType_Record:
		return record_type(type);
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		return (struct type){ HOLD_FUNCTION, 0, 0 };
	case CXType_Void:
		return (struct type){ 0 };
	case CXType_Unexposed:
		inner = clang_getCanonicalType(type);
		if (inner.kind != CXType_Unexposed)
			return lower_type(l, inner);
		return (struct type){ 0 };
	default:
		if ((kind >= CXType_Bool && kind <= CXType_Int128) ||
		    kind == CXType_Enum)
			return (struct type){ HOLD_NUMBER, 0, REP_NUMBER };
		return (struct type){ 0 };
	}
}

struct type lower_type(struct lower *l, CXType type)
{
	uint64_t key = (uintptr_t)type.data[0];
	uint32_t number;
	struct type t;

	if (type.kind == CXType_Invalid)
		return (struct type){ 0 };
	number = slots_get(&l->type_slots, key, NULL, NULL);
	if (number)
		return l->types[number - 1];
	/* No code has such a type; the stack has an end. */
	if (l->type_depth >= MOST_TYPES)
		return (struct type){ 0 };
	l->type_depth++;
	t = classify(l, type);
	l->type_depth--;
	/* What it is made of may have led to it. */
	if (slots_get(&l->type_slots, key, NULL, NULL))
		return t;
	l->types = xgrow(l->types, l->type_count, &l->type_capacity,
			 sizeof(*l->types));
	l->types[l->type_count++] = t;
	slots_add(&l->type_slots, key, l->type_count);
	return t;
}

struct type lower_type_of(struct lower *l, CXCursor c)
{
	return lower_type(l, clang_getCursorType(c));
}
