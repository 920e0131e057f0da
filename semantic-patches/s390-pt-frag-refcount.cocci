// SPDX-License-Identifier: GPL-2.0-only
/// Two page tables of s390 share a page. The top byte of its _refcount says
/// which halves of the page are in use.
///
/// Use the low byte of pt_frag_refcount instead: it is a page-table member,
/// and needs no shift by 24. It shares its word with page->index, which is
/// not zero in a new page, so set it after the allocation.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: 3
// Subject: s390: Use pt_frag_refcount for pagetables
// Kind: behaviour
// Changes: state: the bits of the 2K halves of a page move from the top byte of
// Changes: _refcount to pt_frag_refcount
// Paths: arch/s390/**
// Paths: include/linux/**
// Names: _refcount pt_frag_refcount
// Ids: PT003
// Advice: keep the fragment bits of a page table in pt_frag_refcount
// Tree: without struct ptdesc

virtual patch
virtual report

//! replace struct page /\bpt_frag_refcount;\s*\/\* powerpc\K(?= \*\/)/, s390/
//! replace comment /upper byte \(bits 24-31\) of the parent page _refcount/lower byte (bits 0-7) of the parent page pt_frag_refcount/
//! replace comment /upper byte \(bits 24-31\)(?= of struct page::_refcount)/lower byte (bits 0-7)/
//! replace comment /lower byte \(bits 0-7\) of struct page::\K_refcount/pt_frag_refcount/
//! replace comment /\n \*\n \* \(See commit [^)]*\) on why\n \* using _refcount is possible\)\.//
//! replace comment /written to \K_refcount/pt_frag_refcount/

// The bits are known by where they are: in _refcount, shifted by 24. A
// page that comes from the allocator has no fragments yet: what is toggled
// first in it is what it starts with, whatever the new word held before.
@first exists@
identifier pg, toggle;
expression e, bits, n;
position p;
@@

(
 struct page *pg = \( alloc_page(...) \| alloc_pages(...) \);
|
 pg = \( alloc_page(...) \| alloc_pages(...) \);
)
 ... when != pg = e
 toggle@p(&pg->_refcount, \( bits << 24 \| bits << (n + 24) \))

// No rule below runs where nothing initialises the new word.
@depends on patch && first@
expression pg, bits, n;
identifier first.toggle;
position first.p;
@@

(
- toggle@p(&pg->_refcount, bits << (n + 24))
+ atomic_set(&pg->pt_frag_refcount, bits << n)
|
- toggle@p(&pg->_refcount, bits << 24)
+ atomic_set(&pg->pt_frag_refcount, bits)
)

// What toggling and reading return is shifted down, at once or later.
@depends on patch && first@
expression pg, e;
identifier first.toggle;
@@

- toggle(&pg->_refcount, e) >> 24
+ toggle(&pg->_refcount, e)

@depends on patch && first@
expression pg, e, now;
identifier first.toggle;
@@

 now = toggle(&pg->_refcount, e);
 ... when != now
- now >>= 24;

@depends on patch && first@
expression pg;
@@

- atomic_read(&pg->_refcount) >> 24
+ atomic_read(&pg->pt_frag_refcount)

@depends on patch && first@
expression pg, bits, n;
identifier first.toggle;
@@

 toggle(
- &pg->_refcount
+ &pg->pt_frag_refcount
  ,
(
- bits << (n + 24)
+ bits << n
|
- bits << 24
+ bits
)
 )

@found depends on report && first@
expression pg;
identifier first.toggle;
position p;
@@

(
 toggle@p(&pg->_refcount, ...)
|
 atomic_read@p(&pg->_refcount) >> 24
)

@script:python depends on report@
p << found.p;
@@

coccilib.report.print_report(p[0], "keep the fragment bits in pt_frag_refcount")
