/* SPDX-License-Identifier: GPL-2.0-only */
struct ptdesc;
/* struct ptdesc { is only talked about here */
struct ptdesc
{
	unsigned long flags;
	struct list_head pt_list;
};
struct page {
	unsigned long flags;
} _aligned_page;
static inline struct ptdesc *page_ptdesc(struct page *page)
{
	return (struct ptdesc *)page;
}
