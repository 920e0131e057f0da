/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

static inline pgd_t *root_table(struct mm_struct *mm)
{
	pgd_t *root;

	root = (pgd_t *) __get_free_pages(GFP_KERNEL, ROOT_ORDER);
	if (unlikely(root == NULL))
		return NULL;

	memset(root, 0, PAGE_SIZE << ROOT_ORDER);
	return root;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *root)
{
	free_pages((unsigned long)root, ROOT_ORDER);
}

static inline pmd_t *middle_table(void)
{
	pmd_t *middle;

	middle = (pmd_t *)__get_free_pages(GFP_PGTABLE_KERNEL, MIDDLE_ORDER);
	if (likely(middle))
		memset((void *)middle, 0, PAGE_SIZE << MIDDLE_ORDER);
	return middle;
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *middle)
{
	free_pages((unsigned long)middle, MIDDLE_ORDER);
}

/* One page: another step's. */
static inline p4d_t *fourth_table(void)
{
	p4d_t *fourth = (p4d_t *)__get_free_page(GFP_KERNEL);

	if (!fourth)
		return NULL;
	return fourth;
}

static inline void p4d_free(struct mm_struct *mm, p4d_t *fourth)
{
	free_page((unsigned long)fourth);
}

/* Several pages that are no table. */
static inline u8 *ring(void)
{
	return (u8 *)__get_free_pages(GFP_KERNEL, RING_ORDER);
}

static inline void ring_free(u8 *memory)
{
	free_pages((unsigned long)memory, RING_ORDER);
}
