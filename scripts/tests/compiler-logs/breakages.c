// SPDX-License-Identifier: GPL-2.0-only
/* What the logs beside this file were made from. */
#include "header.h"

#define take(table) give(table)

void undo(struct table *table);
struct table *find(unsigned long address);

struct table *find(unsigned long address)
{
	return address;
}

int use(struct table *table)
{
	int left_behind;

	if (!undo(table))
		return NO_SUCH_FLAG;
	take(table);
	return table->absent;
}

static void nobody(void) { }

int first(void)
{
	return gone_twice + gone_twice;
}

int second(void)
{
	return gone_twice;
}
