// SPDX-License-Identifier: GPL-2.0-only
/// Code that keeps the state of a page table in its struct page does no
/// visible harm where the table has a descriptor of its own: it finds the
/// words that it wrote.
///
/// With CONFIG_DEBUG_VM, fill the words of struct page that a descriptor
/// used to overlay when it is attached, and check them when it is detached.
/// A word that was written is reported as a bug, with its name, the page and
/// the stack of who frees the table, and taints the kernel. Who follows one
/// as a pointer gets a fault.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: mm: Poison the words of struct page that page tables do not use
// Kind: add
// Paths: include/linux/poison.h mm/**
// Names: TAIL_MAPPING ptdesc_cachep
// Ids: PT001 PT003
// Advice: keep the state of a page table in its struct ptdesc
// Tree: with struct ptdesc
// Tree: without PTDESC_POISON

virtual patch
virtual report

@depends on patch@
symbol ptdesc;
expression pg, pt;
@@

(
 pg->ptdesc = NULL;
+ ptdesc_check_page(pg);
|
 pg->ptdesc = pt;
+ ptdesc_fill_page(pg);
)

@r depends on report@
symbol ptdesc;
expression pg, pt;
position p;
@@

 pg->ptdesc@p = pt;

@script:python depends on report@
p << r.p;
@@

coccilib.report.print_report(p[0], "poison the words that the page table does not use")

//! insert after macro TAIL_MAPPING
//+
//+ /********** mm/pgtable-generic.c **********/
//+
//+ #define PTDESC_POISON	((void *)0x600 + POISON_POINTER_DELTA)
//! insert before function ptdesc_cache_init
//+ /* No pointer into memory, and bit 0 is clear, as in any first page. */
//+ static void ptdesc_fill_page(struct page *page)
//+ {
//+ 	if (!IS_ENABLED(CONFIG_DEBUG_VM))
//+ 		return;
//+
//+ 	page->lru.next = PTDESC_POISON;
//+ 	page->lru.prev = PTDESC_POISON;
//+ 	page->index = (unsigned long)PTDESC_POISON;
//+ 	set_page_private(page, (unsigned long)PTDESC_POISON);
//+ }
//+
//+ static bool ptdesc_page_is_filled(const struct page *page)
//+ {
//+ 	return page->lru.next == PTDESC_POISON &&
//+ 	       page->lru.prev == PTDESC_POISON &&
//+ 	       page->index == (unsigned long)PTDESC_POISON &&
//+ 	       page->private == (unsigned long)PTDESC_POISON;
//+ }
//+
//+ /* The word, and its place in struct page, say what kind of code wrote it. */
//+ static void ptdesc_say_word(struct page *page, const void *word,
//+ 			    const char *name)
//+ {
//+ 	unsigned long value = *(const unsigned long *)word;
//+
//+ 	if (value != (unsigned long)PTDESC_POISON)
//+ 		pr_alert("BUG: State of a page table in struct page, pfn:%05lx, %s at byte %td: %#lx\n",
//+ 			 page_to_pfn(page), name, word - (void *)page, value);
//+ }
//+
//+ /* Code that uses one table so uses all, and consoles are slow. */
//+ static void ptdesc_bad_page(struct page *page)
//+ {
//+ 	static unsigned int shown;
//+
//+ 	if (shown++ < 60) {
//+ 		ptdesc_say_word(page, &page->lru.next, "lru.next");
//+ 		ptdesc_say_word(page, &page->lru.prev, "lru.prev");
//+ 		ptdesc_say_word(page, &page->index, "index");
//+ 		ptdesc_say_word(page, &page->private, "private");
//+ 		dump_page(page, "words that a page table does not use");
//+ 		dump_stack();
//+ 	}
//+ 	add_taint(TAINT_BAD_PAGE, LOCKDEP_NOW_UNRELIABLE);
//+ }
//+
//+ static void ptdesc_check_page(struct page *page)
//+ {
//+ 	if (!IS_ENABLED(CONFIG_DEBUG_VM))
//+ 		return;
//+
//+ 	if (!ptdesc_page_is_filled(page))
//+ 		ptdesc_bad_page(page);
//+ 	page->index = 0;
//+ 	set_page_private(page, 0);
//+ }
//+
