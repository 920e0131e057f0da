/* SPDX-License-Identifier: GPL-2.0-only */
#define __HAVE_ARCH_FROB
#ifdef CONFIG_FROB
# define ARCH_FROB_LEVELS 3
#endif
/* #define ARCH_FROB_COMMENT */

#define __frob_free_tlb(tlb, pte, address)	\
do {						\
	pgtable_pte_page_dtor(pte);		\
	tlb_remove_page((tlb), (pte));		\
} while (0)

struct frob_page {
	union {
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;	/* under ptl */
		};
		spinlock_t *ptl;
	};
};

extern bool ptlock_alloc(struct page *page);
static inline bool ptlock_init(struct page *page)
{
	return ptlock_alloc(page);
}
#define pmd_huge_pte(mm, pmd) (pmd_to_page(pmd)->pmd_huge_pte)
