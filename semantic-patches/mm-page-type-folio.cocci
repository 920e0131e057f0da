// SPDX-License-Identifier: GPL-2.0-only
/// The page types can be set, cleared and tested on pages only. PG_table,
/// which marks page tables, is one of them. Page tables are about to be
/// handled as folios.
///
/// Let PAGE_TYPE_OPS() define folio_test_*(), __folio_set_*() and
/// __folio_clear_*() beside the page functions. A third argument names the
/// folio functions: those of PG_table are called "pgtable", as "table" says
/// too little there. The tests take const pointers.
///
/// With CONFIG_DEBUG_VM, the folio functions warn once where the page
/// functions are a BUG: when a type is set on a folio that has one, or
/// cleared on a folio that does not have it.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 1
// Subject: mm: Add PAGE_TYPE_OP folio functions
// Kind: add
// Paths: include/linux/**
// Names: PAGE_TYPE_OPS
// Ids: PT002
// Advice: use folio_test_pgtable() and its like for the types of folios
// Tree: without struct ptdesc
// Tree: with struct folio
//
// Coccinelle parses neither the parameters of a macro's definition nor an
// invocation without a semicolon, so directives do all of it.
//
//! insert after macro PageType unless folio_test_type
//+ #define folio_test_type(folio, flag)					\
//+ 	(((folio)->page.page_type & (PAGE_TYPE_BASE | (flag))) ==	\
//+ 	 PAGE_TYPE_BASE)
//! insert into macro PAGE_TYPE_OPS
//+ static __always_inline
//+ int folio_test_##fname(const struct folio *folio)
//+ {
//+ 	return folio_test_type(folio, PG_##lname);
//+ }
//+ static __always_inline void __folio_set_##fname(struct folio *folio)
//+ {
//+ 	VM_WARN_ON_ONCE_FOLIO(!folio_test_type(folio, 0), folio);
//+ 	folio->page.page_type &= ~PG_##lname;
//+ }
//+ static __always_inline void __folio_clear_##fname(struct folio *folio)
//+ {
//+ 	VM_WARN_ON_ONCE_FOLIO(!folio_test_##fname(folio), folio);
//+ 	folio->page.page_type |= PG_##lname;
//+ }
//! replace macro PAGE_TYPE_OPS /(PAGE_TYPE_OPS\(\w+, \w+)\)/$1, fname)/
//! replace macro PAGE_TYPE_OPS /(int Page##\w+\()(struct page \*)/$1const $2/
//! replace invocation PAGE_TYPE_OPS /\((\w+), (\w+)\)/($1, $2, $2)/
//! replace invocation PAGE_TYPE_OPS /, table, table\)/, table, pgtable)/
