/* SPDX-License-Identifier: GPL-2.0-only */
struct page {
	unsigned long flags;
	union {
		struct {	/* Page cache */
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			unsigned long private;
		};
		struct {	/* Tail pages */
			unsigned long compound_head;
		};
	};
	unsigned int page_type;
	atomic_t _refcount;
#ifdef CONFIG_MEMCG
	unsigned long memcg_data;
#endif
};

/**
 * struct ptdesc - Memory descriptor of a page table.
 * @__page_flags: The flags word of the page.
 * @pt_list: To keep tables on a list.
 * @__page_type: The type word of the page.
 * @__page_refcount: The reference count of the page.
 * @pt_memcg_data: The memory cgroup that is charged for the table.
 *
 * It overlays struct page for now. Do not touch the members whose name
 * starts with two underscores.
 */
struct ptdesc {
	unsigned long __page_flags;

	struct list_head pt_list;
	unsigned long _pt_s390_gaddr;
	pgoff_t pt_index;
	unsigned long ptl;
	unsigned int __page_type;
	atomic_t __page_refcount;
#ifdef CONFIG_MEMCG
	unsigned long pt_memcg_data;
#endif
};

static_assert(offsetof(struct page, lru) == 8);

/* Conversions. */
#define ptdesc_page(pt)							\
	((typeof(_Generic((typeof(pt))NULL,				\
		struct ptdesc * : (struct page *)NULL)))(pt))

/* For the descriptor of the first page of a table. */
#define ptdesc_folio(pt)						\
	((typeof(_Generic((typeof(pt))NULL,				\
		struct ptdesc * : (struct folio *)NULL)))(pt))

#define page_ptdesc(p)							\
	((typeof(_Generic((typeof(p))NULL,				\
		struct page * : (struct ptdesc *)NULL)))(p))

struct folio;
