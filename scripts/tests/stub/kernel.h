/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As much of the kernel's interface as the goldens need, so that compilers can
 * look at them. What takes a page takes no descriptor and the other way
 * round. Nothing here is ever linked.
 */
#ifndef STUB_KERNEL_H
#define STUB_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

typedef unsigned long uintptr_t;
typedef unsigned long long u64;
typedef unsigned int gfp_t;
typedef unsigned long pgoff_t;
typedef unsigned long long phys_addr_t;
typedef unsigned char u8;
typedef unsigned int u32;
typedef struct { int counter; } atomic_t;
typedef struct { int locked; } spinlock_t;

struct list_head { struct list_head *next, *prev; };
struct rcu_head { struct rcu_head *next; };
struct kmem_cache;
struct kvm_mmu_memory_cache { int nobjs; };
struct address_space;
struct vm_area_struct;

typedef struct { unsigned long entry, low; } pte_t;
typedef struct { unsigned long entry; } pmd_t;
typedef struct { unsigned long entry; } pud_t;
typedef struct { unsigned long entry; } p4d_t;
typedef struct { unsigned long entry; } pgd_t;
/*
 * What each function of the locks takes: page, until the step of the same name
 * has run.
 */
#ifndef STUB_ptlock_ptr
#define STUB_ptlock_ptr ptdesc
#endif
#ifndef STUB_ptlock_init
#define STUB_ptlock_init ptdesc
#endif
#ifndef STUB_ptlock_free
#define STUB_ptlock_free ptdesc
#endif
#ifndef STUB_pmd_ptlock_init
#define STUB_pmd_ptlock_init ptdesc
#endif
#ifndef STUB_pmd_ptlock_free
#define STUB_pmd_ptlock_free ptdesc
#endif

#ifdef STUB_PGTABLE_IS_PTE
typedef pte_t *pgtable_t;
#else
typedef struct page *pgtable_t;
#endif

#define __init
#define __meminit
#define __ref
#define __always_inline		inline __attribute__((always_inline))
#define __aligned(n)		__attribute__((aligned(n)))
#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define static_assert(x, ...)	_Static_assert(x, #x)
#define BUG()			__builtin_trap()
#define BUG_ON(x)		do { if (x) BUG(); } while (0)
#define WARN_ON(x)		({ bool warn_on_ = (x); unlikely(warn_on_); })
#define VM_BUG_ON_PAGE(x, page)		BUG_ON(x)
#define VM_WARN_ON_ONCE(x)	((void)(x))
#define VM_WARN_ON_ONCE_FOLIO(x, folio)	((void)(x))
#define might_sleep()		do { } while (0)
#define dsb(x)			do { } while (0)
#define smp_mb()		do { } while (0)
#define EXPORT_SYMBOL(x)	extern int stub_exported
void panic(const char *fmt, ...) __attribute__((noreturn));
int pr_info(const char *fmt, ...), pr_alert(const char *fmt, ...);
void dump_stack(void), add_taint(unsigned int flag, int lockdep);
int snprintf(char *buf, size_t size, const char *fmt, ...);
void *memcpy(void *to, const void *from, size_t size);
void *memset(void *to, int c, size_t size);
void memset64(u64 *to, u64 value, size_t count);
void kfree(const void *x);

enum { EAGAIN = 11, ENOMEM, EINVAL, ENOSPC };
enum { NUMA_NO_NODE = -1, MEMBLOCK_LOW_LIMIT = 0 };
enum { NR_FILE_MAPPED, NR_PAGETABLE };
enum { LOCKDEP_NOW_UNRELIABLE, TAINT_BAD_PAGE = 5 };
enum { SLAB_PANIC = 1, SLAB_TYPESAFE_BY_RCU };
enum pageflags { PG_arch_1, PG_idle, PG_table };

#define __GFP_HIGHMEM		0x02u
#define __GFP_ZERO		0x04u
#define __GFP_NOWARN		0x08u
#define __GFP_ACCOUNT		0x10u
#define __GFP_COMP		0x20u
#define __GFP_NOFAIL		0x40u
/* Nobody sees what a configuration has: both sides must compile. */
bool stub_enabled(const char *option);
#define IS_ENABLED(option)	stub_enabled(#option)

#define GFP_KERNEL		0x100u
#define GFP_ATOMIC		0x200u
#define GFP_RECLAIM_MASK	0x300u
#define GFP_DMA			0x400u
#define GFP_USER		0x800u
#define GFP_HIGHUSER		(GFP_USER | __GFP_HIGHMEM)
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_PGTABLE_KERNEL	(GFP_KERNEL | __GFP_ZERO)
#define GFP_PGTABLE_USER	(GFP_PGTABLE_KERNEL | __GFP_ACCOUNT)
#define PGALLOC_GFP		GFP_PGTABLE_KERNEL
#define TABLE_GFP		GFP_PGTABLE_KERNEL

#define PAGE_SHIFT		12
#define PAGE_SIZE		(1UL << PAGE_SHIFT)
#define PAGE_MASK		(~(PAGE_SIZE - 1))
#define PAGE_OFFSET		0xc0000000UL
#define PMD_SHIFT		21
#define PMD_SIZE		(1UL << PMD_SHIFT)
#define PMD_MASK		(~(PMD_SIZE - 1))
#define PGDIR_SHIFT		30
#define PTRS_PER_PTE		512
#define PTRS_PER_PMD		512
#define PTRS_PER_PGD		512
#define USER_PTRS_PER_PGD	384
#define PGD_TABLE_ORDER		1
#define PUD_TABLE_ORDER		1
#define PMD_TABLE_ORDER		1
#define PMD_ORDER		1
#define PGD_ALLOCATION_ORDER	1
#define SZ_1M			0x100000UL
#ifndef CONFIG_PGTABLE_LEVELS
#define CONFIG_PGTABLE_LEVELS	5
#endif
#ifndef STUB_NO_CRST_ALLOC_ORDER
#define CRST_ALLOC_ORDER	2
#endif
#define _CRST_ENTRIES		2048
#define _PAGE_INVALID		0x400UL
#define _REGION_ENTRY_ORIGIN	(~0xfffUL)
#define _REGION_ENTRY_LENGTH	0x03UL
#define _REGION_ENTRY_INVALID	0x20UL
#define _SEGMENT_ENTRY_ORIGIN	(~0x7ffUL)
#define _SEGMENT_ENTRY_INVALID	0x20UL
#define _SEGMENT_ENTRY_EMPTY	0x20UL
#define GMAP_SHADOW_FAKE_TABLE	1UL

#if ALLOC_SPLIT_PTLOCKS
#define STUB_PTL spinlock_t *
#else
#define STUB_PTL spinlock_t
#endif

struct page {
	unsigned long flags;
	union {
		struct {
			struct list_head lru;
			struct address_space *mapping;
			unsigned long index, private;
		};
		struct {
			unsigned long compound_head;
			pgtable_t pmd_huge_pte;
			unsigned long _pt_s390_gaddr;
			union {
				struct mm_struct *pt_mm;
				atomic_t pt_frag_refcount;
				atomic_t pt_share_count;
			};
			STUB_PTL ptl;
		};
		struct rcu_head rcu_head;
		struct ptdesc *ptdesc;
	};
	unsigned int page_type;
	atomic_t _refcount, _mapcount;
};

struct folio { struct page page; };

struct ptdesc {
	unsigned long __page_flags;
	struct page *pt_page;
	union {
		struct rcu_head pt_rcu_head;
		struct list_head pt_list;
		struct {
			unsigned long _pt_pad_1;
			pgtable_t pmd_huge_pte;
		};
	};
	unsigned long _pt_s390_gaddr;
	union {
		unsigned long pt_index;
		struct ptdesc *pt_chain;
		struct mm_struct *pt_mm;
		atomic_t pt_frag_refcount;
		atomic_t pt_share_count;
	};
	union {
		pgd_t *pt_user_pgd;
		STUB_PTL ptl;
	};
};

struct mm_struct {
	pgd_t *pgd;
	pgtable_t pmd_huge_pte;
	spinlock_t page_table_lock;
	struct {
		unsigned long base;
		void *bits;
		unsigned long long generation;
		spinlock_t lock;
		struct list_head pgtable_list;
	} context;
};

#define MAX_TABLE_BATCH	8
struct mmu_table_batch { unsigned int nr; void *tables[MAX_TABLE_BATCH]; };

struct mmu_gather {
	struct mm_struct *mm;
	struct mmu_table_batch *batch;
	struct ptdesc *ptdescs;
	unsigned int nr_ptdescs;
	unsigned int freed_tables : 1;
	unsigned int fullmm : 1, need_flush_all : 1;
};

struct gmap {
	struct list_head crst_list, pt_list;
	spinlock_t guest_table_lock;
	struct mm_struct *mm;
	struct gmap *parent;
	unsigned long *table;
};

extern struct mm_struct init_mm;
extern pgd_t swapper_pg_dir[];
extern struct kmem_cache *pgd_cachep, *page_ptl_cachep;

/* The first table that waits for a huge page to be split. */
#define pmd_huge_pte(mm, pmd)	((mm)->pmd_huge_pte)

/* Lists. */
#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))
#define list_entry		container_of
#define list_first_entry(head, type, member) \
	list_entry((head)->next, type, member)
#define list_first_entry_or_null(head, type, member) \
	((head)->next == (head) ? NULL : list_first_entry(head, type, member))
#define list_next_entry(pos, member) \
	list_entry((pos)->member.next, __typeof__(*(pos)), member)
#define list_for_each_entry(pos, head, member) \
	for (pos = list_first_entry(head, __typeof__(*pos), member); \
	     &pos->member != (head); pos = list_next_entry(pos, member))
#define list_for_each_entry_safe(pos, n, head, member) \
	for (pos = list_first_entry(head, __typeof__(*pos), member), \
	     n = list_next_entry(pos, member); &pos->member != (head); \
	     pos = n, n = list_next_entry(n, member))
#define LIST_HEAD(name)		struct list_head name = { &(name), &(name) }
void INIT_LIST_HEAD(struct list_head *head);
void list_add(struct list_head *entry, struct list_head *head);
void list_add_tail(struct list_head *entry, struct list_head *head);
void list_del(struct list_head *entry);
void list_move(struct list_head *entry, struct list_head *head);
int list_empty(const struct list_head *head);

/* Counts, bits and locks. */
int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
bool atomic_dec_and_test(atomic_t *v);
bool atomic_sub_and_test(int i, atomic_t *v);
int atomic_cmpxchg(atomic_t *v, int old, int new);
void set_bit(long nr, volatile unsigned long *addr);
void clear_bit(long nr, volatile unsigned long *addr);
void __set_bit(long nr, volatile unsigned long *addr);
void __clear_bit(long nr, volatile unsigned long *addr);
bool test_bit(long nr, const volatile unsigned long *addr);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
void spin_lock_init(spinlock_t *lock);
void call_rcu(struct rcu_head *head, void (*done)(struct rcu_head *head));
int ilog2(unsigned long n);
#define PTR_ALIGN_DOWN(p, a) \
	((__typeof__(p))((unsigned long)(p) & ~((unsigned long)(a) - 1)))

/* Pages. */
struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp)		alloc_pages(gfp, 0)
struct page *alloc_pages_noprof(gfp_t gfp, unsigned int order);
#define alloc_hooks(call)	(call)
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
#define __get_free_page(gfp)	__get_free_pages(gfp, 0)
unsigned long get_zeroed_page(gfp_t gfp);
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
#define __free_page(page)	__free_pages(page, 0)
#define free_page(addr)		free_pages(addr, 0)
void free_reserved_page(struct page *page);
void free_page_and_swap_cache(struct page *page);
unsigned int compound_order(struct page *page);
void *page_address(const struct page *page);
/* As a macro, for kernels pass integers as well. */
struct page *stub_virt_to_page(unsigned long addr);
#define virt_to_page(x)		stub_virt_to_page((unsigned long)(x))
struct page *virt_to_head_page(const void *x);
struct page *pfn_to_page(unsigned long pfn);
struct page *phys_to_page(phys_addr_t pa);
unsigned long page_to_pfn(const struct page *page);
phys_addr_t page_to_phys(const struct page *page);
void *page_to_virt(const struct page *page);
#define __pa(x)			((unsigned long)(x))
#define __va(x)			((void *)(unsigned long)(x))
int page_count(const struct page *page);
int page_ref_inc_return(struct page *page);
int page_ref_dec_return(struct page *page);
void page_ref_dec(struct page *page);
void get_page(struct page *page);
void put_page(struct page *page);
void clear_page(void *memory);
void dump_page(struct page *page, const char *why);
bool PageReserved(const struct page *page), PageTable(const struct page *page);
unsigned long page_private(const struct page *page);
void set_page_private(struct page *page, unsigned long private);
bool PageHighMem(const struct page *page);
void SetPageReserved(struct page *page);
bool PagePinned(const struct page *page);
void SetPagePinned(struct page *page);
void SetPageSavePinned(struct page *page);
void ClearPageReserved(struct page *page);
void __SetPageTable(struct page *page);
void __ClearPageTable(struct page *page);
void __folio_set_pgtable(struct folio *folio);
void __folio_clear_pgtable(struct folio *folio);
void *folio_address(const struct folio *folio);
void inc_lruvec_page_state(struct page *page, int item);
void dec_lruvec_page_state(struct page *page, int item);
void lruvec_stat_add_folio(struct folio *folio, int item);
void lruvec_stat_sub_folio(struct folio *folio, int item);
struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, unsigned int flags,
				     void (*ctor)(void *object));
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp);
void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *s, void *object);
void *memblock_alloc(size_t size, size_t align);
void *memblock_alloc_try_nid(size_t size, size_t align, phys_addr_t from,
			     phys_addr_t to, int nid);
bool slab_is_available(void);
void *kvm_mmu_memory_cache_alloc(struct kvm_mmu_memory_cache *mc);
int get_order(unsigned long size);

/* Descriptors. */
#define ptdesc_page(_pt) \
	_Generic((_pt), const struct ptdesc *: (const struct page *)(_pt), \
		 struct ptdesc *: (struct page *)(_pt))
#define page_ptdesc(_pg) \
	_Generic((_pg), const struct page *: (const struct ptdesc *)(_pg), \
		 struct page *: (struct ptdesc *)(_pg))
#define ptdesc_folio(_pt) \
	_Generic((_pt), const struct ptdesc *: (const struct folio *)(_pt), \
		 struct ptdesc *: (struct folio *)(_pt))
struct ptdesc *virt_to_ptdesc(const void *x);
void *ptdesc_address(const struct ptdesc *pt);
bool pagetable_is_reserved(struct ptdesc *pt);
struct ptdesc *ptdesc_attach(struct page *page, gfp_t gfp);
struct page *ptdesc_detach(struct ptdesc *pt);
void ptdesc_cache_init(void), ptlock_cache_init(void), pgtable_cache_init(void);
#define PTDESC_POISON	((void *)0x600)
struct ptdesc *pagetable_alloc(gfp_t gfp, unsigned int order);
void pagetable_free(struct ptdesc *pt);
void free_reserved_ptdesc(struct ptdesc *pt);
bool pagetable_pte_ctor(struct ptdesc *ptdesc);
void pagetable_pte_dtor(struct ptdesc *ptdesc);
bool pagetable_pmd_ctor(struct ptdesc *ptdesc);
void pagetable_pmd_dtor(struct ptdesc *ptdesc);
void pagetable_pud_dtor(struct ptdesc *ptdesc);
bool pgtable_pte_page_ctor(struct page *page);
void pgtable_pte_page_dtor(struct page *page);
bool pgtable_pmd_page_ctor(struct page *page);
void pgtable_pmd_page_dtor(struct page *page);
struct page *pmd_pgtable_page(pmd_t *pmd);
struct page *pmd_to_page(pmd_t *pmd);
struct ptdesc *pmd_ptdesc(pmd_t *pmd);
bool tlb_needs_table_invalidate(void);
void tlb_flush_mmu_tlbonly(struct mmu_gather *tlb);
void tlb_remove_table_sync_one(void);
void tlb_remove_table_free(struct mmu_table_batch *batch);
void __tlb_remove_table(void *table);
void tlb_remove_page(struct mmu_gather *tlb, struct page *page);
void tlb_remove_page_size(struct mmu_gather *tlb, struct page *page, int size);
bool __tlb_remove_page_size(struct mmu_gather *tlb, struct page *page, int size);
void tlb_remove_table(struct mmu_gather *tlb, void *table);
void tlb_remove_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);
void tlb_remove_page_ptdesc(struct mmu_gather *tlb, struct ptdesc *pt);

/* Entries. */
pgd_t *pgd_offset(struct mm_struct *mm, unsigned long addr);
p4d_t *p4d_alloc(struct mm_struct *mm, pgd_t *pgd, unsigned long addr);
pud_t *pud_alloc(struct mm_struct *mm, p4d_t *p4d, unsigned long addr);
pmd_t *pmd_alloc(struct mm_struct *mm, pud_t *pud, unsigned long addr);
void pgd_populate(struct mm_struct *mm, pgd_t *pgd, void *below);
void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud);
void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd);
void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte);
#define _KERNPG_TABLE	0x63ul
pmd_t __pmd(unsigned long value);
pud_t __pud(unsigned long value);
void set_pmd(pmd_t *pmd, pmd_t value);
void set_pud(pud_t *pud, pud_t value);
bool pgd_none(pgd_t pgd);
bool pud_none(pud_t pud);
pmd_t *pmd_offset(pud_t *pud, unsigned long addr);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr);
void pmd_populate_kernel(struct mm_struct *mm, pmd_t *pmd, pte_t *pte);
unsigned long pgd_page_vaddr(pgd_t pgd);
pud_t *p4d_pgtable(p4d_t p4d);
pmd_t *pud_pgtable(pud_t pud);
unsigned long pmd_page_vaddr(pmd_t pmd);
struct page *pmd_page(pmd_t pmd);
struct page *pgd_page(pgd_t pgd), *p4d_page(p4d_t p4d), *pud_page(pud_t pud);
struct page *pte_page(pte_t pte);
bool pmd_none(pmd_t pmd);
bool pte_none(pte_t pte);
unsigned long pgd_index(unsigned long addr);
void pmd_clear(pmd_t *pmd);
void pud_clear(pud_t *pud);
void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *pte);
void pte_free(struct mm_struct *mm, pgtable_t pte);
pte_t *pte_alloc_one_kernel(struct mm_struct *mm);
void pte_free_kernel(struct mm_struct *mm, pte_t *pte);
void pmd_free(struct mm_struct *mm, pmd_t *pmd);
void pud_free(struct mm_struct *mm, pud_t *pud);
bool mm_pmd_folded(struct mm_struct *mm), mm_pud_folded(struct mm_struct *mm);
gfp_t pgtable_gfp_flags(struct mm_struct *mm, gfp_t gfp);
void mm_inc_nr_pmds(struct mm_struct *mm);
void mm_dec_nr_pmds(struct mm_struct *mm);
void paravirt_release_pte(unsigned long pfn);
void paravirt_release_pmd(unsigned long pfn);
void paravirt_release_pud(unsigned long pfn);
spinlock_t *ptlock_ptr(struct STUB_ptlock_ptr *table);
bool ptlock_init(struct STUB_ptlock_init *table);
bool ptlock_alloc(struct ptdesc *ptdesc);
void ptlock_free(struct STUB_ptlock_free *table);
bool pmd_ptlock_init(struct STUB_pmd_ptlock_init *table);
void pmd_ptlock_free(struct STUB_pmd_ptlock_free *table);

#endif
