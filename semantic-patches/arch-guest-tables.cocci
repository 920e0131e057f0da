// SPDX-License-Identifier: GPL-2.0-only
/// KVM allocates the page tables of a guest from its memory cache, as pages
/// without a constructor. It frees them with functions for the page tables
/// of a process. These take them for descriptors, and run the destructor of
/// a level that has one. Each such free lowers the count of page tables,
/// and with CONFIG_DEBUG_VM the kernel reports a wrong page type.
///
/// Free these tables as pages. A table of a folded level is not freed, as
/// before.
//# Only tables of a level that the file takes from nowhere but the cache of
//# KVM. A free that is a whole branch of a condition, or the body of a
//# loop, stays.
// Confidence: High
// Options: --no-includes --include-headers
// Requires: 1.1.1
// Row: beyond
// Subject: {arch}: Free page tables of a guest as pages
// Split: arch
// Kind: behaviour
// Changes: fix: the destructor does not run for tables of a guest, which
// Changes: have no constructor
// Paths: arch/*/kvm/**
// Names: kvm_mmu_memory_cache_alloc
// With: pte_free_kernel pmd_free pud_free p4d_free
// Ids: PT006 PT007
// Advice: use free_page() for what kvm_mmu_memory_cache_alloc() gave
// Tree: with struct ptdesc

virtual patch
virtual report

@initialize:python@
@@

# The levels of which an entry holds memory of the cache, and those of which
# the file has other tables, too.
cached, others = set(), set()

def level(name):
    """pmd of pmd_t, pmd_free or __pmd_alloc."""
    return name.lstrip("_")[:3]

@script:python@
@@

cached.clear()
others.clear()

@guest_entered@
type T;
T *x;
expression C, E;
identifier P =~ "^(pgd|p4d|pud|pmd)_populate(_kernel)?$";
@@

(
 x = kvm_mmu_memory_cache_alloc(C)
|
 x = (T *)kvm_mmu_memory_cache_alloc(C)
)
 ... when != x = E
 P(..., x)

@script:python@
T << guest_entered.T;
@@

cached.add(level(T))

// A declaration gives it its first value.
@guest_entered_at_once@
type T;
identifier x;
expression C, E;
identifier P =~ "^(pgd|p4d|pud|pmd)_populate(_kernel)?$";
@@

(
 T *x = kvm_mmu_memory_cache_alloc(C);
|
 T *x = (T *)kvm_mmu_memory_cache_alloc(C);
)
 ... when != x = E
 P(..., x)

@script:python@
T << guest_entered_at_once.T;
@@

cached.add(level(T))

@guest_other@
identifier A =~ "^_*(p4d|pud|pmd|pte)_alloc";
@@

 A(...)

@script:python@
A << guest_other.A;
@@

others.add(level(A))

// Two statements stand in for one where it is not all of a branch.
@guest_branch@
identifier F = {pmd_free, pud_free, p4d_free};
expression E;
statement S;
position q;
@@

(
 if (E) F@q(...);
|
 if (E) F@q(...); else S
|
 if (E) S else F@q(...);
|
 while (E) F@q(...);
|
 for (...; ...; ...) F@q(...);
)

@guest_free@
identifier F = {pte_free_kernel, pmd_free, pud_free, p4d_free};
expression M, x;
position p != guest_branch.q;
@@

 F@p(M, x)

@script:python@
F << guest_free.F;
@@

if level(F) not in cached - others:
    cocci.include_match(False)

@script:python depends on report@
p << guest_free.p;
@@

coccilib.report.print_report(p[0],
	"use free_page() for what kvm_mmu_memory_cache_alloc() gave")

@script:python folded depends on patch@
F << guest_free.F;
test;
@@

coccinelle.test = cocci.make_ident(f"mm_{level(F)}_folded")

// A PTE table is never folded.
@guest_rewrite depends on patch@
identifier folded.test;
identifier F = {pmd_free, pud_free, p4d_free};
identifier m, x;
expression E, M;
position guest_free.p;
@@

(
- pte_free_kernel@p(NULL, x);
+ free_page((unsigned long)x);
|
- pte_free_kernel@p(m, x);
+ free_page((unsigned long)x);
|
- pte_free_kernel@p(E->m, x);
+ free_page((unsigned long)x);
|
- F@p(M, x);
+ if (!test(M))
+ 	free_page((unsigned long)x);
)
