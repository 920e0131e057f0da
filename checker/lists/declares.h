/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every kernel declares, in the form that most have: types, members and
 * prototypes for the front end by syntax, which reads no #include. What the
 * files that are looked at declare themselves, is before this.
 */
#ifndef PTDESC_DECLARES_H
#define PTDESC_DECLARES_H

#define NULL	((void *)0)
#define false	0
#define true	1
#define PAGE_SHIFT	12
#define PAGE_SIZE	(1UL << 12)
#define PAGE_MASK	(~((1UL << 12) - 1))
#define LIST_HEAD(name)	struct list_head name
#define LLIST_HEAD(name) struct llist_head name

typedef unsigned char u8, __u8, uint8_t;
typedef unsigned short u16, __u16, uint16_t;
typedef unsigned short __be16, __le16;
typedef unsigned int __be32, __le32;
typedef unsigned long long __be64, __le64;
typedef unsigned int u32, __u32, uint32_t, uint, gfp_t, vm_fault_t, vm_flags_t;
typedef unsigned long long u64, __u64, uint64_t;
typedef signed char s8, int8_t;
typedef short s16, int16_t;
typedef int s32, int32_t, pid_t;
typedef long long s64, int64_t, loff_t;
typedef unsigned long ulong, size_t, uintptr_t, pgoff_t, pgdval_t, p4dval_t,
	pudval_t, pmdval_t, pteval_t, pgprotval_t, phys_addr_t, resource_size_t,
	dma_addr_t, swp_entry_val_t;
typedef long ssize_t, ptrdiff_t, intptr_t;

typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long p4d; } p4d_t;
typedef struct { unsigned long pgd; } pgd_t;
typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct { int lock; } spinlock_t, rwlock_t, raw_spinlock_t;
typedef struct { int counter; } atomic_t, atomic_long_t, refcount_t;
typedef struct page *pgtable_t;

struct list_head { struct list_head *next, *prev; };
struct llist_node { struct llist_node *next; };
struct llist_head { struct llist_node *first; };
struct rcu_head { void *next; void (*func)(struct rcu_head *head); };

struct page {
	unsigned long flags;
	struct list_head lru;
	struct list_head buddy_list;
	struct list_head pcp_list;
	struct llist_node pcp_llist;
	struct list_head slab_list;
	struct address_space *mapping;
	unsigned long index;
	unsigned long private;
	unsigned long _pt_pad_1;
	pgtable_t pmd_huge_pte;
	unsigned long _pt_pad_2;
	struct mm_struct *pt_mm;
	atomic_t pt_frag_refcount;
	atomic_t pt_share_count;
	spinlock_t ptl;
	struct ptdesc *ptdesc;
	struct rcu_head rcu_head;
	unsigned int page_type;
	atomic_t _mapcount;
	atomic_t _refcount;
	struct page *first_page;
	unsigned long compound_head;
};

struct folio {
	unsigned long flags;
	struct list_head lru;
	struct address_space *mapping;
	unsigned long index;
	void *private;
	atomic_t _mapcount;
	atomic_t _refcount;
	struct page page;
};

struct ptdesc {
	unsigned long __page_flags;
	struct rcu_head pt_rcu_head;
	struct list_head pt_list;
	unsigned long _pt_pad_1;
	pgtable_t pmd_huge_pte;
	unsigned long __page_mapping;
	unsigned long pt_index;
	struct mm_struct *pt_mm;
	atomic_t pt_frag_refcount;
	atomic_t pt_share_count;
	spinlock_t ptl;
};

struct mm_struct {
	pgd_t *pgd;
	pgtable_t pmd_huge_pte;
	struct list_head mmlist;
};

struct vm_area_struct {
	unsigned long vm_start, vm_end, vm_flags;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
};

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned long address;
	pmd_t *pmd;
	pud_t *pud;
	pte_t orig_pte;
	pmd_t orig_pmd;
	struct page *cow_page;
	struct page *page;
	pte_t *pte;
	pgtable_t prealloc_pte;
};

struct mmu_gather { struct mm_struct *mm; };

extern struct mm_struct init_mm;
extern pgd_t swapper_pg_dir[];
extern struct page *mem_map;

pte_t *pte_alloc_one_kernel(struct mm_struct *mm);
pgtable_t pte_alloc_one(struct mm_struct *mm);
pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long addr);
pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long addr);
p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long addr);
pgd_t *pgd_alloc(struct mm_struct *mm);
void pte_free_kernel(struct mm_struct *mm, pte_t *pte);
void pte_free(struct mm_struct *mm, pgtable_t pte);
void pmd_free(struct mm_struct *mm, pmd_t *pmd);
void pud_free(struct mm_struct *mm, pud_t *pud);
void p4d_free(struct mm_struct *mm, p4d_t *p4d);
void pgd_free(struct mm_struct *mm, pgd_t *pgd);

void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte);
void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte);
void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd);
void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud);
void pgd_populate(struct mm_struct *mm, pgd_t *pgd, p4d_t *p4d);

pte_t *pte_alloc_map(struct mm_struct *mm, pmd_t *pmd, unsigned long addr);
pte_t *pte_alloc_kernel(pmd_t *pmd, unsigned long addr);
pmd_t *pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long addr);
pud_t *pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long addr);
p4d_t *p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long addr);
pgtable_t pmd_pgtable(pmd_t pmd);
pmd_t *pud_pgtable(pud_t pud);
pud_t *p4d_pgtable(p4d_t p4d);
p4d_t *pgd_pgtable(pgd_t pgd);
unsigned long pmd_page_vaddr(pmd_t pmd);
unsigned long pgd_page_vaddr(pgd_t pgd);
pmd_t pmdp_get(pmd_t *pmdp);
pte_t ptep_get(pte_t *ptep);
pud_t pudp_get(pud_t *pudp);
p4d_t p4dp_get(p4d_t *p4dp);
pgd_t pgdp_get(pgd_t *pgdp);
pmd_t pmdp_get_lockless(pmd_t *pmdp);
pmd_t pmdp_huge_get_and_clear(struct mm_struct *mm, unsigned long addr,
			      pmd_t *pmdp);
pmd_t pmdp_collapse_flush(struct vm_area_struct *vma, unsigned long addr,
			  pmd_t *pmdp);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp,
				pgtable_t pgtable);
pmdval_t pmd_val(pmd_t pmd);
pteval_t pte_val(pte_t pte);
pudval_t pud_val(pud_t pud);
p4dval_t p4d_val(p4d_t p4d);
pgdval_t pgd_val(pgd_t pgd);
pte_t __pte(pteval_t val);
pmd_t __pmd(pmdval_t val);
pud_t __pud(pudval_t val);
p4d_t __p4d(p4dval_t val);
pgd_t __pgd(pgdval_t val);
void set_pte(pte_t *ptep, pte_t pte);
void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		pte_t pte);
void set_pmd(pmd_t *pmdp, pmd_t pmd);
void set_pud(pud_t *pudp, pud_t pud);
void set_p4d(p4d_t *p4dp, p4d_t p4d);
void set_pgd(pgd_t *pgdp, pgd_t pgd);
struct page *pte_page(pte_t pte);

struct page *pfn_to_page(unsigned long pfn);
struct page *phys_to_page(phys_addr_t phys);
void *phys_to_virt(phys_addr_t phys);
void *pfn_to_virt(unsigned long pfn);
void *pfn_to_kaddr(unsigned long pfn);
void *__va(phys_addr_t phys);
void *kmap(struct page *page);
void *kmap_atomic(struct page *page);
void *kmap_local_page(struct page *page);
struct page *compound_head(struct page *page);
struct page *folio_page(struct folio *folio, unsigned long n);

void free_page(unsigned long addr);
void free_pages(unsigned long addr, unsigned int order);
void __free_page(struct page *page);
void __free_pages(struct page *page, unsigned int order);
void free_pages_exact(void *virt, size_t size);
void put_page(struct page *page);
void get_page(struct page *page);
void lock_page(struct page *page);
void unlock_page(struct page *page);
void free_page_and_swap_cache(struct page *page);
void free_reserved_page(struct page *page);
void folio_put(struct folio *folio);
void pagetable_free(struct ptdesc *pt);
struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order);
bool pagetable_pte_ctor(struct mm_struct *mm, struct ptdesc *pt);
bool pagetable_pmd_ctor(struct mm_struct *mm, struct ptdesc *pt);
void pagetable_pud_ctor(struct ptdesc *pt);
void pagetable_dtor(struct ptdesc *pt);
bool pgtable_pte_page_ctor(struct page *page);
bool pgtable_pmd_page_ctor(struct page *page);
void pgtable_pte_page_dtor(struct page *page);
void pgtable_pmd_page_dtor(struct page *page);

void tlb_remove_page(struct mmu_gather *tlb, struct page *page);
void tlb_remove_table(struct mmu_gather *tlb, void *table);
void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);
void tlb_remove_page_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);

void list_add(struct list_head *new, struct list_head *head);
void list_add_tail(struct list_head *new, struct list_head *head);
void list_del(struct list_head *entry);
void INIT_LIST_HEAD(struct list_head *list);

void *kmalloc(size_t size, gfp_t gfp);
void *kzalloc(size_t size, gfp_t gfp);
void *kmem_cache_alloc(void *cache, gfp_t gfp);
void kmem_cache_free(void *cache, void *object);
void kfree(const void *object);
void *memblock_alloc(phys_addr_t size, phys_addr_t align);
void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int c, size_t size);
void clear_page(void *page);
void copy_page(void *to, void *from);

#endif
