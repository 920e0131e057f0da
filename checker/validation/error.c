// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A unit with an error is not clean. */
void broken(pud_t *pud)
{
	free_page((unsigned long)pud->nothing.there);
}

/*
 * check-name: an error in what is looked at
 * check-exit-value: 3
 *
 * check-output-start
error.c: not analysed: error.c:7: error: no member named 'nothing' in 'pud_t'
 * check-output-end
 *
 * check-syntax-why: a header that is not read may have such a member
 */
