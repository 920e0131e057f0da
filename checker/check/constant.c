// SPDX-License-Identifier: GPL-2.0-only
/* The values of constant expressions. */
#include "constant.h"

bool constant_value(CXCursor expression, long long *value)
{
	CXEvalResult result = clang_Cursor_Evaluate(expression);
	bool known = result &&
		     clang_EvalResult_getKind(result) == CXEval_Int;

	if (known)
		*value = clang_EvalResult_getAsLongLong(result);
	if (result)
		clang_EvalResult_dispose(result);
	return known;
}
