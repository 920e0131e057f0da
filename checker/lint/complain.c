// SPDX-License-Identifier: GPL-2.0-only
/* Saying what is wrong. */
#include <stdio.h>

#include "complain.h"
#include "escape.h"

int complain(const char *what, const char *why)
{
	fputs("ptdesc-lint: ", stderr);
	escape_print(stderr, what);
	fputs(": ", stderr);
	escape_print(stderr, why);
	putc('\n', stderr);
	return -1;
}
