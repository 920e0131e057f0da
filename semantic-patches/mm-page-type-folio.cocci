// SPDX-License-Identifier: GPL-2.0-only
/// The page types, of which PG_table marks page tables, can be set, cleared
/// and tested on pages only. Page tables are about to be handled as folios.
///
/// Let PAGE_TYPE_OPS() make folio_test_*(), __folio_set_*() and
/// __folio_clear_*() beside each of its page functions. The name of the
/// folio functions is an argument of its own: "table" alone says too little
/// there, so that of PG_table is "pgtable". Each calls its page function,
/// and the tests take const pointers.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 1
// Subject: mm: Add PAGE_TYPE_OP folio functions
// Kind: add
// Paths: include/linux/page-flags.h
// Names: PAGE_TYPE_OPS
// Ids: PT002
// Advice: use folio_test_pgtable() and its like for the types of folios
// Tree: without struct ptdesc
//
// Coccinelle parses neither the parameters of a macro's definition nor an
// invocation without a semicolon, so directives do all of it.
//
//! insert into macro PAGE_TYPE_OPS
//+ static __always_inline
//+ int folio_test_##fname(const struct folio *folio)
//+ {
//+ 	return Page##uname(&folio->page);
//+ }
//+ static __always_inline void __folio_set_##fname(struct folio *folio)
//+ {
//+ 	__SetPage##uname(&folio->page);
//+ }
//+ static __always_inline void __folio_clear_##fname(struct folio *folio)
//+ {
//+ 	__ClearPage##uname(&folio->page);
//+ }
//! replace macro PAGE_TYPE_OPS /(PAGE_TYPE_OPS\(\w+, \w+)\)/$1, fname)/
//! replace macro PAGE_TYPE_OPS /(int Page##\w+\()(struct page \*)/$1const $2/
//! replace invocation PAGE_TYPE_OPS /\((\w+), (\w+)\)/($1, $2, $2)/
//! replace invocation PAGE_TYPE_OPS /, table, table\)/, table, pgtable)/
