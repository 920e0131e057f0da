// SPDX-License-Identifier: GPL-2.0-only
/* What is where tables are of their own kind is in arch/none/kvm/pages.c. */

/*
 * check-name: a guest's tables, freed as the kernel's pages
 * check-command: ptdesc-check --exit-code --tree=. arch/none/kvm/pages.c
 * check-syntax-command: ptdesc-judge --tree=. --know=kernel.h arch/none/kvm/pages.c
 * check-exit-value: 1
 *
 * check-output-start
arch/none/kvm/pages.c:15:15: warning: kvm_mmu_memory_cache_alloc() allocates, as a page, a PTE table that pte_free_kernel() frees [PT004]
 * check-output-end
 */
