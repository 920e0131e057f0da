// SPDX-License-Identifier: GPL-2.0-only
// The documentation of the lock, and its translation: where the lock is, and
// what it shares storage with. No \b here: between a Latin letter and a
// Chinese character there is none.
//! replace text /^page->ptl\n=+$/ptdesc->ptl\n===========/
//! replace text /where 'page' is struct page of page containing the table\. It shares storage with page->private \(and few other fields in union\)\./where 'ptdesc' is the\nstruct ptdesc of the table. It shares storage with page->private of the page\ncontaining the table (and few other fields in union)./
//! replace text /slab uses page->slab_cache for its pages\. This field shares storage with page->ptl\./slab uses struct slab for its pages, which shares storage\nwith ptdesc->ptl./
//! replace text /其中'page'是包含该表的页面struct page。它\s*与page->private/其中'ptdesc'是该表的struct ptdesc。\n它与包含该表的页面的page->private/
//! replace text /slab使用page->slab_cache来分配其页\s*面。这个区域与page->ptl/slab使用struct slab来描述其页面，\n它与ptdesc->ptl/
//! replace text /(To avoid increasing size of |为了避免增加)struct page(?=[^a-z_])/$1struct ptdesc/
//! replace text /(?<![a-z_])page->pt[lr](?![a-z_])/ptdesc->ptl/
