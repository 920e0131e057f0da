/* SPDX-License-Identifier: GPL-2.0-only */
struct table {
	struct defined_later early;
	unsigned long flags;
};

static inline int twice(struct table *table)
{
	int unused;

	return table->gone * 2;
}
