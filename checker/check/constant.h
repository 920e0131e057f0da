/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_CONSTANT_H
#define PTDESC_CHECK_CONSTANT_H

#include <stdbool.h>

#include <clang-c/Index.h>

/** constant_value() - the value of a constant; false if it is none. */
bool constant_value(CXCursor expression, long long *value);

#endif
