// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* Who calls these passes the number of a table's page; it is assembly. */
struct pv_mmu_ops {
	void (*alloc_pte)(struct mm_struct *mm, unsigned long pfn);
	void (*release_pte)(unsigned long pfn);
	void (*set_frame)(unsigned long pfn);
};

extern struct pv_mmu_ops ops;
void SetPagePinned(struct page *page);
bool PagePinned(struct page *page);
void ClearPagePinned(struct page *page);
void pv_nop(void);

static void pin(struct mm_struct *mm, unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	if (!PagePinned(page))
		SetPagePinned(page);
}

static void pin_pte(struct mm_struct *mm, unsigned long pfn)
{
	pin(mm, pfn);
}

static void unpin_pte(unsigned long pfn)
{
	ClearPagePinned(pfn_to_page(pfn));
}

/* A frame of data. */
static void pin_frame(unsigned long pfn)
{
	SetPagePinned(pfn_to_page(pfn));
}

void setup(bool plain)
{
	if (plain) {
		ops.alloc_pte = (void (*)(struct mm_struct *, unsigned long))pv_nop;
		return;
	}
	ops.alloc_pte = pin_pte;
	ops.release_pte = unpin_pte;
	ops.set_frame = pin_frame;
}

/*
 * check-name: functions that are passed a table as a number, by no code
 * check-exit-value: 1
 *
 * check-output-start
pt003-hooks.c:21:7: warning: 'flags' of struct page is used on a PTE table, by PagePinned() [PT003]
pt003-hooks.c:22:3: warning: 'flags' of struct page is used on a PTE table, by SetPagePinned() [PT003]
pt003-hooks.c:32:2: warning: 'flags' of struct page is used on a PTE table, by ClearPagePinned() [PT003]
 * check-output-end
 */
