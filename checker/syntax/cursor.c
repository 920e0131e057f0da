// SPDX-License-Identifier: GPL-2.0-only
/* Answers what lowering asks of a source: see clang-c/Index.h. */
#include <string.h>

#include "tree.h"

static const struct tree *tree_of(CXCursor c)
{
	return c.data[0];
}

static CXCursor cursor(const struct tree *t)
{
	CXCursor c = { t ? t->kind : CXCursor_None, { t } };

	return c;
}

static const struct ctype *ctype_of(CXType t)
{
	return t.data[0];
}

static CXType type(const struct ctype *t)
{
	CXType type = { t ? t->kind : CXType_Invalid, { t } };

	return type;
}

CXCursor clang_getNullCursor(void)
{
	return cursor(NULL);
}

int clang_Cursor_isNull(CXCursor c)
{
	return !c.data[0];
}

unsigned int clang_equalCursors(CXCursor a, CXCursor b)
{
	return a.data[0] == b.data[0];
}

unsigned int clang_hashCursor(CXCursor c)
{
	return ((uintptr_t)c.data[0] >> 4) * 2654435761u;
}

enum CXCursorKind clang_getCursorKind(CXCursor c)
{
	return c.kind;
}

unsigned int clang_isExpression(enum CXCursorKind kind)
{
	return kind >= CXCursor_FirstExpr && kind <= CXCursor_LastExpr;
}

unsigned int clang_isStatement(enum CXCursorKind kind)
{
	return kind >= CXCursor_FirstStmt && kind <= CXCursor_LastStmt;
}

unsigned int clang_isCursorDefinition(CXCursor c)
{
	return tree_of(c)->defined;
}

static bool visit_list(const struct tree *t, CXCursor parent,
		       CXCursorVisitor visitor, CXClientData data)
{
	for (; t; t = t->next) {
		CXCursor c = cursor(t);

		switch (visitor(c, parent, data)) {
		case CXChildVisit_Break:
			return true;
		case CXChildVisit_Continue:
			break;
		case CXChildVisit_Recurse:
			if (clang_visitChildren(c, visitor, data))
				return true;
			break;
		}
	}
	return false;
}

static bool visit_texts(struct syntax *s, CXCursor parent,
			CXCursorVisitor visitor, CXClientData data)
{
	for (size_t i = 0; i < s->text_count; i++) {
		struct text *t = s->texts[i];

		if (t->part != SYNTAX_LOOK_AT || !syntax_has(s, s->arch, t))
			continue;
		for (size_t k = 0; k < t->top_count; k++) {
			if (!syntax_has_own(s, s->arch, t, t->tops[k]->at) &&
			    visitor(cursor(t->tops[k]), parent, data) ==
			    CXChildVisit_Break)
				return true;
		}
	}
	return false;
}

unsigned int clang_visitChildren(CXCursor c, CXCursorVisitor visitor,
				 CXClientData data)
{
	if (c.kind == CXCursor_TranslationUnit)
		return visit_texts((struct syntax *)c.data[0], c, visitor,
				   data);
	return c.data[0] && visit_list(tree_of(c)->kids, c, visitor, data);
}

/*
 * Another definition that no kernel has together with this one: that of the
 * architecture for generic code, that of another header for a header.
 */
static bool has_rival(const struct tree *t)
{
	const struct syntax *s = t->text->owner;
	const struct tree *other = names_first(&s->ordinary, t->name);

	if (t->kind != CXCursor_FunctionDecl || !t->defined || !s->arch)
		return false;
	for (; other; other = other->same)
		if (other->defined && other->text != t->text &&
		    other->text->arch == s->arch &&
		    (t->text->arch ? t->is_static && other->text->is_header
				   : !other->is_static ||
				     other->text->is_header))
			return true;
	return false;
}

/* What several headers define is, for generic code, any of them or none. */
static const struct tree *of_nobody(struct syntax *s, const struct tree *own)
{
	struct tree *t = names_first(&s->called, own->name);

	if (t)
		return t;
	t = syntax_memory(s, sizeof(*t));
	t->kind = own->kind;
	t->name = own->name;
	t->type = own->type;
	t->text = s->texts[0];		/* declares.h: of any file */
	names_add(&s->called, t->name, t);
	return t;
}

/* A function that generic code calls is the architecture's, if that has it. */
static const struct tree *function_of_arch(const struct tree *t)
{
	struct syntax *s = t->text->owner;
	struct tree *own;

	if (t->kind != CXCursor_DeclRefExpr || t->text->arch || !s->arch ||
	    t->target->kind != CXCursor_FunctionDecl ||
	    t->target->text == t->text)
		return t->target;
	own = names_nearest(&s->ordinary, t->name, t->text,
			    CXCursor_FunctionDecl);
	if (own && has_rival(own))
		return of_nobody(s, own);
	return own ? own : t->target;
}

CXCursor clang_getCursorReferenced(CXCursor c)
{
	const struct tree *t = tree_of(c);

	return cursor(t && t->target ? function_of_arch(t) : NULL);
}

CXCursor clang_getCursorSemanticParent(CXCursor c)
{
	return cursor(tree_of(c)->parent);
}

/* Who asks goes through all of them, and there may be thousands. */
static const struct tree *nth(const struct tree *first, unsigned int n)
{
	struct nth *seen = first ? &first->text->owner->nth : NULL;
	const struct tree *t = first;
	unsigned int i = 0;

	if (seen && seen->first == first && seen->n <= n) {
		t = seen->t;
		i = seen->n;
	}
	for (; t && i < n; i++)
		t = t->next;
	if (t)
		*seen = (struct nth){ first, t, n };
	return t;
}

static int count(const struct tree *t)
{
	int n = 0;

	for (; t; t = t->next)
		n++;
	return n;
}

/* Of a call, and of the declaration of a function. */
static const struct tree *arguments(CXCursor c)
{
	const struct tree *t = tree_of(c);

	if (t->kind == CXCursor_CallExpr)
		return t->kids ? t->kids->next : NULL;
	return t->params;
}

int clang_Cursor_getNumArguments(CXCursor c)
{
	return count(arguments(c));
}

CXCursor clang_Cursor_getArgument(CXCursor c, unsigned int n)
{
	return cursor(nth(arguments(c), n));
}

CXCursor clang_Cursor_getVarDeclInitializer(CXCursor c)
{
	return cursor(tree_of(c)->kids);
}

unsigned int clang_Cursor_isAnonymous(CXCursor c)
{
	return c.data[0] && tree_of(c)->has_no_name;
}

unsigned int clang_Cursor_isAnonymousRecordDecl(CXCursor c)
{
	return clang_Cursor_isAnonymous(c);
}

/*
 * What the headers of an architecture define for generic code is known to it
 * by its name alone.
 */
static bool is_for_all(const struct tree *t)
{
	struct syntax *s = t->text->owner;
	str_t arch = s->arch;
	bool generic;

	if (!t->text->arch || !t->text->is_header)
		return false;
	s->arch = 0;
	generic = names_nearest(&s->ordinary, t->name, s->texts[0],
				CXCursor_None);
	s->arch = arch;
	return !generic;
}

enum CXLinkageKind clang_getCursorLinkage(CXCursor c)
{
	const struct tree *t = tree_of(c);

	if (t->is_local || t->kind == CXCursor_ParmDecl)
		return CXLinkage_NoLinkage;
	return (t->is_static && !is_for_all(t)) || has_rival(t) ||
	       names_too_many(&t->text->owner->ordinary, t->name) ?
		CXLinkage_Internal : CXLinkage_External;
}

enum CX_StorageClass clang_Cursor_getStorageClass(CXCursor c)
{
	return tree_of(c)->is_static ? CX_SC_Static : CX_SC_None;
}

enum CXBinaryOperatorKind clang_getCursorBinaryOperatorKind(CXCursor c)
{
	return c.kind == CXCursor_BinaryOperator ||
	       c.kind == CXCursor_CompoundAssignOperator ?
		tree_of(c)->op : CXBinaryOperator_Invalid;
}

enum CXUnaryOperatorKind clang_getCursorUnaryOperatorKind(CXCursor c)
{
	return c.kind == CXCursor_UnaryOperator ? tree_of(c)->op :
						  CXUnaryOperator_Invalid;
}

CXString clang_getCursorSpelling(CXCursor c)
{
	CXString s = { c.data[0] ? str_get(tree_of(c)->name) : "" };

	return s;
}

CXType clang_getCursorType(CXCursor c)
{
	return type(c.data[0] ? tree_of(c)->type : NULL);
}

CXType clang_getCursorResultType(CXCursor c)
{
	const struct ctype *t = tree_of(c)->type;

	return type(t && (t->kind == CXType_FunctionProto ||
			  t->kind == CXType_FunctionNoProto) ? t->to : NULL);
}

/* Who asks only wants to see through names. */
CXType clang_getCanonicalType(CXType t)
{
	const struct ctype *c = ctype_of(t);

	return type(c && c->text ? type_bare(c->text->owner,
					     (struct ctype *)c) : c);
}

CXType clang_getPointeeType(CXType t)
{
	return type(t.kind == CXType_Pointer ? ctype_of(t)->to : NULL);
}

CXType clang_getArrayElementType(CXType t)
{
	return type(t.kind == CXType_ConstantArray ? ctype_of(t)->to : NULL);
}

long long clang_getArraySize(CXType t)
{
	return t.kind == CXType_ConstantArray ? 1 : -1;
}

CXType clang_Type_getNamedType(CXType t)
{
	return t;
}

CXType clang_Type_getModifiedType(CXType t)
{
	return t;
}

/* Two files may each say that a type is what the other one says. */
static struct ctype *typedef_of(const struct ctype *c)
{
	struct syntax *s = c->text->owner;
	struct ctype *first = names_type(s, c->name, c->text), *t = first;

	for (int i = 0; i < 16 && t->kind == CXType_Typedef; i++)
		t = names_type(s, t->name, t->text);
	return t->kind == CXType_Typedef ? &s->unknown : first;
}

/* Made for who asks: for its name, and what a typedef stands for. */
CXCursor clang_getTypeDeclaration(CXType t)
{
	const struct ctype *c = ctype_of(t);
	struct tree *declaration;

	if (!c)
		return cursor(NULL);
	if (!c->text)
		return cursor(NULL);
	declaration = syntax_memory(c->text->owner, sizeof(*declaration));
	declaration->kind = t.kind == CXType_Typedef ? CXCursor_TypedefDecl
						     : CXCursor_StructDecl;
	declaration->name = c->name;
	declaration->text = c->text;
	if (t.kind == CXType_Typedef)
		declaration->type = typedef_of(c);
	return cursor(declaration);
}

CXType clang_getTypedefDeclUnderlyingType(CXCursor c)
{
	return type(c.data[0] ? tree_of(c)->type : NULL);
}

CXString clang_getTypedefName(CXType t)
{
	CXString s = { ctype_of(t) ? str_get(ctype_of(t)->name) : "" };

	return s;
}

static const struct tree *parameters(CXType t)
{
	const struct ctype *c = ctype_of(t);

	return c && t.kind == CXType_FunctionProto ? c->params : NULL;
}

int clang_getNumArgTypes(CXType t)
{
	return t.kind == CXType_FunctionProto ? count(parameters(t)) : -1;
}

CXType clang_getArgType(CXType t, unsigned int n)
{
	const struct tree *param = nth(parameters(t), n);

	return type(param ? param->type : NULL);
}

unsigned int clang_equalTypes(CXType a, CXType b)
{
	return a.data[0] == b.data[0];
}

static CXSourceLocation location(const struct tree *t, uint32_t off)
{
	CXSourceLocation at = { { NULL }, 0 };

	if (t) {
		at.ptr_data[0] = t->text;
		at.int_data = off | (uint32_t)t->is_macro << 31;
	}
	return at;
}

CXSourceLocation clang_getCursorLocation(CXCursor c)
{
	return location(tree_of(c), c.data[0] ? tree_of(c)->at : 0);
}

CXSourceRange clang_getCursorExtent(CXCursor c)
{
	const struct tree *t = tree_of(c);
	CXSourceRange range = { location(t, t ? t->start : 0),
				location(t, t ? t->end : 0) };
	const struct tree *first = t;

	/* Whether it begins with a macro is for its first word to say. */
	while (first && first->kids && first->kids->start == t->start &&
	       first->kids->text == t->text)
		first = first->kids;
	if (first && first->is_macro && first->start == t->start)
		range.start.int_data |= 1u << 31;
	return range;
}

CXSourceLocation clang_getRangeStart(CXSourceRange range)
{
	return range.start;
}

CXSourceLocation clang_getRangeEnd(CXSourceRange range)
{
	return range.end;
}

void clang_getFileLocation(CXSourceLocation at, CXFile *file,
			   unsigned int *line, unsigned int *column,
			   unsigned int *offset)
{
	const struct text *text = at.ptr_data[0];
	uint32_t off = at.int_data & ~(1u << 31);
	unsigned int l = 0, c = 0;

	if (text && (line || column))
		text_position(text, off, &l, &c);
	if (file)
		*file = (CXFile)text;
	if (line)
		*line = l;
	if (column)
		*column = c;
	if (offset)
		*offset = off;
}

void clang_getSpellingLocation(CXSourceLocation at, CXFile *file,
			       unsigned int *line, unsigned int *column,
			       unsigned int *offset)
{
	clang_getFileLocation(at, file, line, column, offset);
}

int clang_Location_isFromMainFile(CXSourceLocation at)
{
	const struct text *text = at.ptr_data[0];

	return text && text->part == SYNTAX_LOOK_AT;
}

/* Numbers, and what is made of them. */
static bool evaluate(const struct tree *t, long long *value)
{
	long long a, b;

	if (!t)
		return false;
	switch (t->kind) {
	case CXCursor_IntegerLiteral:
		*value = t->value;
		return true;
	case CXCursor_ParenExpr:
	case CXCursor_CStyleCastExpr:
		return evaluate(t->kids, value);
	case CXCursor_UnaryOperator:
		if (!evaluate(t->kids, &a))
			return false;
		*value = t->op == CXUnaryOperator_Minus ? -a :
			 t->op == CXUnaryOperator_Not ? ~a : !a;
		return t->op >= CXUnaryOperator_Minus &&
		       t->op <= CXUnaryOperator_LNot;
	case CXCursor_BinaryOperator:
		break;
	default:
		return false;
	}
	if (!evaluate(t->kids, &a) || !evaluate(t->kids->next, &b))
		return false;
	switch (t->op) {
	case CXBinaryOperator_Add:
		*value = (unsigned long long)a + b;
		return true;
	case CXBinaryOperator_Sub:
		*value = (unsigned long long)a - b;
		return true;
	case CXBinaryOperator_Mul:
		*value = (unsigned long long)a * b;
		return true;
	case CXBinaryOperator_Or:
		*value = a | b;
		return true;
	case CXBinaryOperator_And:
		*value = a & b;
		return true;
	case CXBinaryOperator_Shl:
		*value = b >= 0 && b < 64 ? (unsigned long long)a << b : 0;
		return true;
	default:
		return false;
	}
}

static long long evaluated;

CXEvalResult clang_Cursor_Evaluate(CXCursor c)
{
	return evaluate(tree_of(c), &evaluated) ? &evaluated : NULL;
}

enum CXEvalResultKind clang_EvalResult_getKind(CXEvalResult r)
{
	return r ? CXEval_Int : CXEval_UnExposed;
}

long long clang_EvalResult_getAsLongLong(CXEvalResult r)
{
	return *r;
}

void clang_EvalResult_dispose(CXEvalResult r)
{
	(void)r;
}

const char *clang_getCString(CXString s)
{
	return s.data;
}

void clang_disposeString(CXString s)
{
	(void)s;
}

CXCursor clang_getTranslationUnitCursor(CXTranslationUnit tu)
{
	CXCursor c = { CXCursor_TranslationUnit, { tu } };

	return c;
}
