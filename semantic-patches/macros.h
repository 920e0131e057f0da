/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What Coccinelle must be told to parse page-table code whole: macros that it
 * cannot expand by itself, as seen by its parser only. Each entry has a case
 * in tests/macros/ that does not parse without it.
 */

/* Attributes of objects and functions. */
#define __alias(symbol)
#define __section(name)

/* Declares a function, and is written without a semicolon. */
#define DECLARE_VM_GET_PAGE_PROT

/* A statement with a block of its own. */
#define scoped_guard(...) if (1)

/* A string of assembler that is made of its arguments. */
#define PPC_TLBIE_5(...) ""
