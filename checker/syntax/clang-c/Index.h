/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_SYNTAX_CURSOR_H
#define PTDESC_SYNTAX_CURSOR_H

/*
 * What check/lower*.c asks of a parsed source, in the words of libclang, for
 * which this header stands in: cursor.c answers from trees that were parsed
 * without preprocessing. So the lowering of C to a graph is there once. Names
 * mean what they mean in libclang; what is not here, lowering does not ask.
 */

enum CXCursorKind {
	CXCursor_None,
	CXCursor_StructDecl, CXCursor_UnionDecl, CXCursor_EnumDecl,
	CXCursor_FieldDecl, CXCursor_EnumConstantDecl, CXCursor_FunctionDecl,
	CXCursor_VarDecl, CXCursor_ParmDecl, CXCursor_TypedefDecl,
	CXCursor_StaticAssert, CXCursor_TypeRef, CXCursor_MemberRef,
	CXCursor_LabelRef, CXCursor_TranslationUnit,
	/* expressions */
	CXCursor_FirstExpr,
	CXCursor_UnexposedExpr = CXCursor_FirstExpr,
	CXCursor_DeclRefExpr, CXCursor_MemberRefExpr, CXCursor_CallExpr,
	CXCursor_IntegerLiteral, CXCursor_FloatingLiteral,
	CXCursor_StringLiteral, CXCursor_CharacterLiteral, CXCursor_ParenExpr,
	CXCursor_UnaryOperator, CXCursor_ArraySubscriptExpr,
	CXCursor_BinaryOperator, CXCursor_CompoundAssignOperator,
	CXCursor_ConditionalOperator, CXCursor_CStyleCastExpr,
	CXCursor_InitListExpr, CXCursor_StmtExpr,
	CXCursor_GenericSelectionExpr, CXCursor_UnaryExpr,
	CXCursor_LastExpr = CXCursor_UnaryExpr,
	/* statements */
	CXCursor_FirstStmt,
	CXCursor_LabelStmt = CXCursor_FirstStmt,
	CXCursor_CompoundStmt, CXCursor_CaseStmt, CXCursor_DefaultStmt,
	CXCursor_IfStmt, CXCursor_SwitchStmt, CXCursor_WhileStmt,
	CXCursor_DoStmt, CXCursor_ForStmt, CXCursor_GotoStmt,
	CXCursor_ContinueStmt, CXCursor_BreakStmt, CXCursor_ReturnStmt,
	CXCursor_GCCAsmStmt, CXCursor_NullStmt, CXCursor_DeclStmt,
	CXCursor_LastStmt = CXCursor_DeclStmt,
};

enum CXBinaryOperatorKind {
	CXBinaryOperator_Invalid,
	CXBinaryOperator_Mul, CXBinaryOperator_Div, CXBinaryOperator_Rem,
	CXBinaryOperator_Add, CXBinaryOperator_Sub, CXBinaryOperator_Shl,
	CXBinaryOperator_Shr, CXBinaryOperator_LT, CXBinaryOperator_GT,
	CXBinaryOperator_LE, CXBinaryOperator_GE, CXBinaryOperator_EQ,
	CXBinaryOperator_NE, CXBinaryOperator_And, CXBinaryOperator_Xor,
	CXBinaryOperator_Or, CXBinaryOperator_LAnd, CXBinaryOperator_LOr,
	CXBinaryOperator_Assign, CXBinaryOperator_MulAssign,
	CXBinaryOperator_DivAssign, CXBinaryOperator_RemAssign,
	CXBinaryOperator_AddAssign, CXBinaryOperator_SubAssign,
	CXBinaryOperator_ShlAssign, CXBinaryOperator_ShrAssign,
	CXBinaryOperator_AndAssign, CXBinaryOperator_XorAssign,
	CXBinaryOperator_OrAssign, CXBinaryOperator_Comma,
};

enum CXUnaryOperatorKind {
	CXUnaryOperator_Invalid,
	CXUnaryOperator_PostInc, CXUnaryOperator_PostDec,
	CXUnaryOperator_PreInc, CXUnaryOperator_PreDec,
	CXUnaryOperator_AddrOf, CXUnaryOperator_Deref, CXUnaryOperator_Plus,
	CXUnaryOperator_Minus, CXUnaryOperator_Not, CXUnaryOperator_LNot,
	CXUnaryOperator_Extension,
};

enum CXTypeKind {
	CXType_Invalid, CXType_Unexposed, CXType_Void,
	CXType_Bool, CXType_Int, CXType_Int128,
	CXType_Pointer, CXType_Record, CXType_Enum, CXType_Typedef,
	CXType_FunctionNoProto, CXType_FunctionProto, CXType_ConstantArray,
	CXType_IncompleteArray, CXType_VariableArray, CXType_Elaborated,
	CXType_Attributed,
};

enum CXLinkageKind {
	CXLinkage_Invalid, CXLinkage_NoLinkage, CXLinkage_Internal,
	CXLinkage_UniqueExternal, CXLinkage_External,
};

enum CX_StorageClass { CX_SC_None, CX_SC_Static };

enum CXChildVisitResult {
	CXChildVisit_Break, CXChildVisit_Continue, CXChildVisit_Recurse,
};

enum CXEvalResultKind { CXEval_UnExposed, CXEval_Int };

typedef struct {
	enum CXCursorKind kind;
	const void *data[1];		/* struct tree */
} CXCursor;

typedef struct {
	enum CXTypeKind kind;
	const void *data[1];		/* struct ctype */
} CXType;

typedef struct {
	const void *ptr_data[1];	/* struct text */
	unsigned int int_data;		/* an offset; bit 31: of a macro */
} CXSourceLocation;

typedef struct {
	CXSourceLocation start, end;
} CXSourceRange;

typedef struct {
	const char *data;
} CXString;

typedef void *CXFile;
typedef void *CXIndex;
typedef void *CXTranslationUnit;
typedef void *CXClientData;
typedef const long long *CXEvalResult;

typedef enum CXChildVisitResult (*CXCursorVisitor)(CXCursor cursor,
						   CXCursor parent,
						   CXClientData data);

CXCursor clang_getNullCursor(void);
int clang_Cursor_isNull(CXCursor c);
unsigned int clang_equalCursors(CXCursor a, CXCursor b);
unsigned int clang_hashCursor(CXCursor c);
enum CXCursorKind clang_getCursorKind(CXCursor c);
unsigned int clang_isExpression(enum CXCursorKind kind);
unsigned int clang_isStatement(enum CXCursorKind kind);
unsigned int clang_isCursorDefinition(CXCursor c);
unsigned int clang_visitChildren(CXCursor c, CXCursorVisitor visitor,
				 CXClientData data);
CXCursor clang_getTranslationUnitCursor(CXTranslationUnit tu);
CXCursor clang_getCursorReferenced(CXCursor c);
CXCursor clang_getCursorSemanticParent(CXCursor c);
int clang_Cursor_getNumArguments(CXCursor c);
CXCursor clang_Cursor_getArgument(CXCursor c, unsigned int n);
CXCursor clang_Cursor_getVarDeclInitializer(CXCursor c);
unsigned int clang_Cursor_isAnonymous(CXCursor c);
unsigned int clang_Cursor_isAnonymousRecordDecl(CXCursor c);
enum CXLinkageKind clang_getCursorLinkage(CXCursor c);
enum CX_StorageClass clang_Cursor_getStorageClass(CXCursor c);
enum CXBinaryOperatorKind clang_getCursorBinaryOperatorKind(CXCursor c);
enum CXUnaryOperatorKind clang_getCursorUnaryOperatorKind(CXCursor c);
CXString clang_getCursorSpelling(CXCursor c);

CXType clang_getCursorType(CXCursor c);
CXType clang_getCursorResultType(CXCursor c);
CXType clang_getCanonicalType(CXType t);
CXType clang_getPointeeType(CXType t);
CXType clang_getArrayElementType(CXType t);
long long clang_getArraySize(CXType t);
CXType clang_Type_getNamedType(CXType t);
CXType clang_Type_getModifiedType(CXType t);
CXCursor clang_getTypeDeclaration(CXType t);
CXType clang_getTypedefDeclUnderlyingType(CXCursor c);
CXString clang_getTypedefName(CXType t);
int clang_getNumArgTypes(CXType t);
CXType clang_getArgType(CXType t, unsigned int n);
unsigned int clang_equalTypes(CXType a, CXType b);

CXSourceLocation clang_getCursorLocation(CXCursor c);
CXSourceRange clang_getCursorExtent(CXCursor c);
CXSourceLocation clang_getRangeStart(CXSourceRange range);
CXSourceLocation clang_getRangeEnd(CXSourceRange range);
void clang_getFileLocation(CXSourceLocation at, CXFile *file,
			   unsigned int *line, unsigned int *column,
			   unsigned int *offset);
void clang_getSpellingLocation(CXSourceLocation at, CXFile *file,
			       unsigned int *line, unsigned int *column,
			       unsigned int *offset);
int clang_Location_isFromMainFile(CXSourceLocation at);

CXEvalResult clang_Cursor_Evaluate(CXCursor c);
enum CXEvalResultKind clang_EvalResult_getKind(CXEvalResult r);
long long clang_EvalResult_getAsLongLong(CXEvalResult r);
void clang_EvalResult_dispose(CXEvalResult r);

const char *clang_getCString(CXString s);
void clang_disposeString(CXString s);

#endif
