/* SPDX-License-Identifier: GPL-2.0-only */
struct page {
	unsigned long flags;
	union {
		struct {	/* Page cache */
			struct list_head lru;
			struct address_space *mapping;
			union {
				pgoff_t index;
				unsigned long share;
			};
			unsigned long private;
		};
		struct {	/* Tail pages */
			unsigned long compound_head;
		};
	};
	unsigned int page_type;
	atomic_t _refcount;
};

/**
 * struct ptdesc -    Memory descriptor for page tables.
 * @__page_flags:     Same as page flags.
 * @pt_list:          List of used page tables.
 * @__page_mapping:   Aliases with page->mapping.
 * @__page_type:      Same as page->page_type.
 * @__page_refcount:  Same as page refcount.
 *
 * This struct overlays struct page for now. Do not modify it without looking at
 * the other one.
 */
struct ptdesc {
	unsigned long __page_flags;

	struct list_head pt_list;
	unsigned long __page_mapping;
	pgoff_t pt_index;
	unsigned long ptl;
	unsigned int __page_type;
	atomic_t __page_refcount;
};

#define TABLE_MATCH(pg, pt)						\
	static_assert(offsetof(struct page, pg) == offsetof(struct ptdesc, pt))
TABLE_MATCH(mapping, __page_mapping);
#undef TABLE_MATCH
static_assert(sizeof(struct ptdesc) <= sizeof(struct page));

#define ptdesc_page(pt)			(_Generic((pt),			\
	const struct ptdesc *:		(const struct page *)(pt),	\
	struct ptdesc *:		(struct page *)(pt)))

#define page_ptdesc(p)			(_Generic((p),			\
	const struct page *:		(const struct ptdesc *)(p),	\
	struct page *:			(struct ptdesc *)(p)))

static inline void ptdesc_count_init(struct ptdesc *ptdesc)
{
	ptdesc->pt_index = 0;
}

struct folio;
