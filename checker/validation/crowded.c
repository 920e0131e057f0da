// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* More origins than a value has room for: that is said. */
#define ONE	if (n--) page = kmalloc(n, GFP_KERNEL);
#define TEN	ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE
#define HUNDRED	TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

void *pick(int n)
{
	void *page = NULL;

	HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
	HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED
	return page;
}

/*
 * check-name: a value of too many origins
 * check-exit-value: 3
 *
 * check-output-start
values of too many origins: not analysed: what else can be in them is not followed
 * check-output-end
 *
 * check-syntax-why: a macro that stands for statements is not expanded
 */
