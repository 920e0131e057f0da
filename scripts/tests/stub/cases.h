/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the goldens call besides: helpers that say nothing of page tables.
 * Those without a list of parameters are called with several ones.
 */
#ifndef STUB_CASES_H
#define STUB_CASES_H

#define TABLE_PTE		1
#define BIT_NR			16
#define BIT_SIZE_SHIFT		8
#define BIT_SIZE		(1UL << BIT_SIZE_SHIFT)
#define HALF			256
#define EMPTY			1UL
#define KERNEL_PART		64
#define ROOT_ORDER		1
#define TOP_ORDER		1
#define MIDDLE_ORDER		1
#define RING_ORDER		2
#define ROOT_SIZE		(4 * PAGE_SIZE)
#define PGDIR_SIZE		(1UL << 39)
#define STUB_DATA_PAGES		4
#define TYPE_BASE		0xf0000000
#define PAGE_TYPE_BASE		TYPE_BASE
/* A struct page that a case defines is only a part of it. */
#define PTDESC_MATCH(page_member, member) \
	static_assert(sizeof(((struct ptdesc *)0)->member))

#define TABLE_MATCH(page_member, member)	PTDESC_MATCH(page_member, member)

/* The hooks of x86, the same for all of its hypervisors. */
struct paravirt_patch_template {
	struct {
		void (*flush_tlb_one_user)(unsigned long addr);
		void (*flush_tlb_multi)(void);
		void (*exit_mmap)(void);
		void (*tlb_remove_table)(struct mmu_gather *tlb,
					 struct ptdesc *pt);
	} mmu;
};
#define PVOP_VCALL2(op, a, b)	pv_ops.op(a, b)

struct other { void *batch; };
struct pool {
	struct list_head crst_list;
	int failed, tried;
	pmd_t *pmd;
};

struct room {
	struct {
		pgd_t *upper;
		pmd_t *middle;
		pte_t *lower;
		char *notes;
	} arch;
};

struct kvm {
	struct {
		struct {
			struct list_head list;
		} vsie;
	} arch;
};

struct image {
	struct {
		pgd_t *root;
		pmd_t *upper, *middle;
		char *notes;
		void *mixed, *unknown;
	} arch;
	pte_t *lower;
};

struct context { pgd_t *root; };
struct mm_id { unsigned long stack; };
struct object { void *ptl; };
struct box { struct page *page; };

extern struct list_head pages, all_tables;
extern spinlock_t lock, pgd_lock;
extern struct list_head other_list;
extern struct kmem_cache *cache, *roots;
extern struct paravirt_patch_template pv_ops;
extern pte_t no_ptes[];
extern pmd_t no_pmds[];
extern pmd_t empty;
extern unsigned long nothing;
extern bool large, five_levels;

void account(), adjust_range(), __adjust(), arch_set_page_dat(), check_page();
void clean(), clear(), clear_entries(), compare(), copy_kernel();
void count_failure(), crst_table_init(), fill(), finish(), flush();
void flush_range(), free_it(), give(), guest_table_put(), keep_count();
void link_below(), note(), note_address(), note_pfn(), put_data();
void release_guest_pgt(struct page *page), remove_hook(), set_all();
void set_root(), share(), space_put(), swap(), sync_one(), toggle_bits();
void trace_half();
void native_flush_tlb_one_user(unsigned long addr), paravirt_nop(void);
void guest_flush_tlb_multi(void);
void paravirt_tlb_remove_table(struct mmu_gather *tlb, struct ptdesc *pt);
void pagetable_dtor(struct ptdesc *pt), pagetable_pud_dtor(struct ptdesc *pt);
void pagetable_pte_dtor_free(struct ptdesc *pt);
void pagetable_dtor_free(struct ptdesc *pt);
bool flush_needs_no_ipi(void);
void report_page(), spin_lock_nest_lock(), tlb_unshare_pmd_ptdesc();
bool mm_counts_shared(), pmd_shared();
bool all_free(), busy(), fine(), larger(), missing(), prepare();
bool ready(), room_for_one(), root_fills_a_page(), has_five_levels();
void look_at();
struct page *leaf_of_somebody(void);
struct mm_struct *known_mm(void);
p4d_t *known_p4d(void);
pud_t *known_pud(void);
int shadow_race();
unsigned int flip(atomic_t *v, unsigned int bits), first_mask();
unsigned long __pool_pa(), *next_table(), *wide_alloc(struct mm_struct *mm);
void wide_free(struct mm_struct *mm, unsigned long *table);
pte_t *take();
pgtable_t __pte_alloc_one();
pmd_t *from_mask(), *page_to_entries();
struct page *obtain_guest_pgt(struct mm_struct *mm), *replace_page();
struct ptdesc *known(), *guest_table_alloc(struct mm_struct *mm);
void guest_table_free(struct ptdesc *ptdesc), release_table(struct ptdesc *pt);
struct ptdesc *obtain_table(struct mm_struct *mm);
int show_page(struct page *page);
void init_page_count(struct page *page);
gfp_t table_flags(struct mm_struct *mm, gfp_t flags);
void mark_table(void *table, unsigned long pages);
extern unsigned long guest_storage;

#endif
