// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* void * hides a descriptor where memory is meant. */
static void *late_alloc(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_PGTABLE_KERNEL, 0);

	return ptdesc;
}

void late(pmd_t *pmd)
{
	pte_t *pte = late_alloc();

	set_pmd(pmd, __pmd(__pa(pte) | _PAGE_TABLE));
}

void as_memory(struct ptdesc *ptdesc)
{
	free_page((unsigned long)ptdesc);
}

void twice(struct ptdesc *ptdesc)
{
	struct ptdesc *again = virt_to_ptdesc(ptdesc);

	pagetable_free(again);
}

void memory_as_descriptor(pte_t *pte)
{
	pagetable_free((struct ptdesc *)pte);
}

struct ptdesc *from_itself(void)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(ptdesc);

	return ptdesc;
}

/* Through a number and back is right. */
void right(struct ptdesc *ptdesc)
{
	unsigned long addr = (unsigned long)ptdesc_address(ptdesc);

	pagetable_free(virt_to_ptdesc((void *)(addr & PAGE_MASK)));
}

/* So is a word of the descriptor that is read as one of another size. */
unsigned int marks(struct ptdesc *ptdesc)
{
	return *(unsigned int *)&ptdesc->pt_index;
}

/*
 * check-name: descriptors and memory
 * check-exit-value: 1
 *
 * check-output-start
pt008-representation.c:9:2: warning: a descriptor is returned for memory [PT008]
pt008-representation.c:14:9: warning: a descriptor becomes a pointer to entries [PT008]
pt008-representation.c:16:21: warning: __pa() is given a descriptor for memory [PT008]
pt008-representation.c:21:2: warning: free_page() frees a page table as a page [PT005]
pt008-representation.c:21:2: warning: free_page() is given a descriptor for memory [PT008]
pt008-representation.c:26:25: warning: virt_to_ptdesc() is given a descriptor for memory [PT008]
pt008-representation.c:33:2: warning: pagetable_free() is given memory for a descriptor [PT008]
pt008-representation.c:33:17: warning: memory becomes a descriptor [PT008]
pt008-representation.c:38:17: warning: 'ptdesc' is initialised from itself [PT008]
 * check-output-end
 */
