// SPDX-License-Identifier: GPL-2.0-only
/* What is where tables are of their own kind is in arch/none/kvm/guest.c. */

/*
 * check-name: a guest's tables, freed as the kernel's
 * check-command: ptdesc-check --exit-code --tree=. arch/none/kvm/guest.c
 * check-syntax-command: ptdesc-judge --tree=. --know=kernel.h arch/none/kvm/guest.c
 * check-exit-value: 1
 *
 * check-output-start
arch/none/kvm/guest.c:21:18: warning: __get_free_pages() allocates a PGD table as a page [PT004]
arch/none/kvm/guest.c:37:15: warning: kvm_mmu_memory_cache_alloc() gives what is freed as a struct ptdesc [PT006]
arch/none/kvm/guest.c:37:15: warning: pmd_free() destructs what nobody constructed [PT007]
arch/none/kvm/guest.c:44:2: warning: pmd_free() frees what kvm_mmu_memory_cache_alloc() gave [PT006]
arch/none/kvm/guest.c:44:2: warning: pmd_free() destructs a page table that nobody constructed [PT007]
 * check-output-end
 */
