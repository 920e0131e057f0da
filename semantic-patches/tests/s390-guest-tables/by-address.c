// SPDX-License-Identifier: GPL-2.0-only
/* The top level table of a guest that went, kept by its address. */

struct gone_guest {
	unsigned long storage;
	unsigned long top;
};

static void dispose(struct gone_guest *gone)
{
	free_pages(gone->storage, get_order(guest_storage));
	free_pages(gone->top, CRST_ALLOC_ORDER);
}

static void dispose_table(unsigned long *table)
{
	free_pages((unsigned long)table, CRST_ALLOC_ORDER);
}
