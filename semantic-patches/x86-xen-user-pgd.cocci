// SPDX-License-Identifier: GPL-2.0-only
/// Xen's PV guests have a second PGD for user space, and find it by the
/// private word of the first one's page. That is state of a page table.
///
/// Keep it in struct ptdesc, in the word of the lock, which a PGD does not
/// have. The PGD of the boot has no user space, and may have no descriptor.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: split
// Subject: x86/xen: Find the PGD of user space by the struct ptdesc
// Kind: equivalent
// Paths: arch/x86/xen/** include/linux/mm_types.h
// Names: user_pgd _pt_pad_2
// Ids: PT003
// Advice: find the PGD of user space by pt_user_pgd of struct ptdesc
// Tree: with struct ptdesc
// Tree: without pt_user_pgd

virtual patch
virtual report

@holder exists@
typedef pgd_t;
idexpression pgd_t *P;
identifier pg;
position d, u;
@@

 struct page *pg@d = virt_to_page(P);
 ...
 pg->private@u

@depends on patch@
typedef pgd_t;
idexpression pgd_t *P;
identifier pg;
expression E;
position holder.d;
@@

- struct page *pg@d = virt_to_page(P);
+ struct ptdesc *ptdesc = virt_to_ptdesc(P);
 <...
(
- pg->private != 0
+ ptdesc->pt_user_pgd
|
- pg->private = (unsigned long)E
+ ptdesc->pt_user_pgd = E
|
- (pgd_t *)pg->private
+ ptdesc ? ptdesc->pt_user_pgd : NULL
)
 ...>

@script:python depends on report@
u << holder.u;
@@

coccilib.report.print_report(u[0], "keep the PGD of user space in struct ptdesc")

//! replace comment /\@_pt_pad_2: (?! )[^\n]*\n/$0 * \@pt_user_pgd: The PGD of user space that belongs to a PGD, on Xen PV.\n/
//! replace comment /\@_pt_pad_2:[ ]{3}([ ]*)[^\n]*\n/$0 * \@pt_user_pgd: $1The PGD of user space that belongs to a PGD, on Xen PV.\n/
//! replace struct ptdesc /(\t+)unsigned long _pt_pad_2;\n/$0$1pgd_t *pt_user_pgd;\n/
//! replace invocation PTDESC_MATCH /(PTDESC_MATCH\(private, )_pt_pad_2\);/$0\n$1pt_user_pgd);/
