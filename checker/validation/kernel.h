/* SPDX-License-Identifier: GPL-2.0-only */
/* As much of a kernel as page tables need; every test includes it. */
#ifndef VALIDATION_KERNEL_H
#define VALIDATION_KERNEL_H

#define NULL		((void *)0)
#define bool		_Bool
#define PAGE_SHIFT	12
#define PAGE_SIZE	(1UL << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))
#define PAGE_OFFSET	0xffff800000000000UL
#define PTRS_PER_PTE	512
#define _PAGE_TABLE	0x67UL
#define _PAGE_PSE	0x80UL
#define ___GFP_HIGHMEM	2u
#define __GFP_HIGHMEM	___GFP_HIGHMEM
#define __GFP_COMP	0x40000u
#define __GFP_ZERO	0x100u
#define GFP_KERNEL	0xcc0u
#define GFP_HIGHUSER	(GFP_KERNEL | __GFP_HIGHMEM)
#define GFP_PGTABLE_KERNEL	(GFP_KERNEL | __GFP_ZERO)
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)
#define READ_ONCE(x)	(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)

typedef unsigned int gfp_t;
typedef unsigned long long u64;
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long p4d; } p4d_t;
typedef struct { unsigned long pgd; } pgd_t;
typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct { int lock; } spinlock_t;

struct list_head { struct list_head *next, *prev; };
/* The kernel renames both the structure and the members. */
#define rcu_head callback_head
struct rcu_head { void *next; void (*func)(struct rcu_head *head); };

/* What a test gives struct page, and what it gives its part for page tables. */
#ifndef PAGE_MEMBERS
#define PAGE_MEMBERS
#endif
#ifndef PAGE_TABLE_MEMBERS
#define PAGE_TABLE_MEMBERS
#endif

struct page {
	unsigned long flags;
	PAGE_MEMBERS
	union {
		struct {
			struct list_head lru;
			void *mapping;
			unsigned long index;
			unsigned long private;
		};
		struct {
			unsigned long _pt_pad_1;
			struct page *pmd_huge_pte;
			unsigned long _pt_pad_2;
			union {
				struct mm_struct *pt_mm;
				int pt_frag_refcount;
			};
			spinlock_t ptl;
			PAGE_TABLE_MEMBERS
		};
		struct rcu_head rcu_head;
	};
	int _refcount;
};

struct folio {
	union {
		struct {
			unsigned long flags;
			struct list_head lru;
			unsigned long index;
			void *private;
		};
		struct page page;
	};
};

struct ptdesc {
	unsigned long __page_flags;
	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
		struct {
			unsigned long _pt_pad_1;
			struct page *pmd_huge_pte;
		};
	};
	unsigned long pt_index;
	struct mm_struct *pt_mm;
	spinlock_t ptl;
};

typedef struct page *pgtable_t;

struct mm_struct { pgd_t *pgd; struct page *pmd_huge_pte; };
struct mmu_gather { struct mm_struct *mm; };

#define offsetof(type, member)	__builtin_offsetof(type, member)
#define container_of(ptr, type, member) ({				\
	void *__mptr = (void *)(ptr);					\
	((type *)(__mptr - offsetof(type, member))); })
#define list_entry(ptr, type, member)	container_of(ptr, type, member)
#define list_for_each_entry(pos, head, member)				\
	for (pos = list_entry((head)->next, typeof(*pos), member);	\
	     &pos->member != (head);					\
	     pos = list_entry(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_safe(pos, n, head, member)			\
	for (pos = list_entry((head)->next, typeof(*pos), member),	\
	     n = list_entry(pos->member.next, typeof(*pos), member);	\
	     &pos->member != (head);					\
	     pos = n, n = list_entry(n->member.next, typeof(*n), member))
#define LIST_HEAD(name)	struct list_head name = { &(name), &(name) }

void list_add(struct list_head *new, struct list_head *head);
void list_del(struct list_head *entry);
void INIT_LIST_HEAD(struct list_head *list);

extern struct page *mem_map;
#define __pa(x)			((unsigned long)(x) - PAGE_OFFSET)
#define __va(x)			((void *)((unsigned long)(x) + PAGE_OFFSET))
#define pfn_to_page(pfn)	(mem_map + (pfn))
#define page_to_pfn(page)	((unsigned long)((page) - mem_map))
#define page_to_phys(page)	(page_to_pfn(page) << PAGE_SHIFT)
#define virt_to_page(addr)	pfn_to_page(__pa(addr) >> PAGE_SHIFT)
#define page_address(page)	__va(page_to_pfn(page) << PAGE_SHIFT)
void *kmap_local_page(struct page *page);

#define page_ptdesc(p)	(_Generic((p),					\
	const struct page *:	(const struct ptdesc *)(p),		\
	struct page *:		(struct ptdesc *)(p)))
#define ptdesc_page(p)	(_Generic((p),					\
	const struct ptdesc *:	(const struct page *)(p),		\
	struct ptdesc *:	(struct page *)(p)))
static inline struct ptdesc *virt_to_ptdesc(const void *x)
{
	return page_ptdesc(virt_to_page(x));
}
static inline void *ptdesc_address(const struct ptdesc *pt)
{
	return page_address((struct page *)pt);
}

struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp)		alloc_pages(gfp, 0)
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
#define __get_free_page(gfp)	__get_free_pages((gfp), 0)
unsigned long get_zeroed_page(gfp_t gfp);
void free_pages(unsigned long addr, unsigned int order);
#define free_page(addr)		free_pages((addr), 0)
void __free_pages(struct page *page, unsigned int order);
#define __free_page(page)	__free_pages((page), 0)
void put_page(struct page *page);
void free_reserved_page(struct page *page);
void get_page(struct page *page);
void lock_page(struct page *page);
void free_page_and_swap_cache(struct page *page);
struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order);
void pagetable_free(struct ptdesc *pt);
bool pagetable_pte_ctor(struct ptdesc *pt);
void pagetable_pte_dtor(struct ptdesc *pt);
bool pagetable_pmd_ctor(struct ptdesc *pt);
void pagetable_pmd_dtor(struct ptdesc *pt);
void *kmalloc(unsigned long size, gfp_t gfp);
void *kmem_cache_alloc(void *cache, gfp_t gfp);
void kfree(const void *p);
void *memblock_alloc(unsigned long size, unsigned long align);

void tlb_remove_page(struct mmu_gather *tlb, struct page *page);
void tlb_remove_table(struct mmu_gather *tlb, void *table);
void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt);

#define pmd_val(x)	((x).pmd)
#define __pmd(x)	((pmd_t){ (x) })
#define __pud(x)	((pud_t){ (x) })
#define __pgd(x)	((pgd_t){ (x) })
void set_pte(pte_t *p, pte_t e);
void set_pmd(pmd_t *p, pmd_t e);
void set_pud(pud_t *p, pud_t e);
void set_pgd(pgd_t *p, pgd_t e);
void pmd_clear(pmd_t *p);
void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte);
void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte);
void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd);
bool pmd_leaf(pmd_t e);
bool pmd_none(pmd_t e);
pte_t mk_pte(struct page *page, pgprot_t prot);
pte_t pfn_pte(unsigned long pfn, pgprot_t prot);
pmd_t pfn_pmd(unsigned long pfn, pgprot_t prot);
struct page *pte_page(pte_t e);
struct page *pmd_page(pmd_t e);
unsigned long pmd_page_vaddr(pmd_t e);
pmd_t *pud_pgtable(pud_t e);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr);
pmd_t *pmd_offset(pud_t *pud, unsigned long addr);
extern struct mm_struct init_mm;

#endif
