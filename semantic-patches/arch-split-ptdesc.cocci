// SPDX-License-Identifier: GPL-2.0-only
/// All page tables of the architecture that are looked up by their descriptor
/// come from pagetable_alloc() and end in pagetable_free() or in the
/// mmu_gather.
///
/// Allocate their descriptors apart from struct page.
// Confidence: High
// Row: split
// Subject: {arch}: Select ARCH_HAS_SPLIT_PTDESC
// Split: arch
// Kind: behaviour
// Changes: state: the descriptor of a page table is an object of a slab cache,
// Changes: and its page points to it by the mapping word
// Changes: checks: a page table that is freed as a page is a bad page, and with
// Changes: CONFIG_DEBUG_VM so is one whose words in struct page were used
// Paths: arch/arm64/Kconfig arch/riscv/Kconfig arch/s390/Kconfig
// Paths: arch/x86/Kconfig
// Names: ARCH_ENABLE_SPLIT_PMD_PTLOCK
// Ids: PT005
// Advice: allocate and free each page table with a descriptor
// Tree: with struct ptdesc
// Tree: without ARCH_HAS_SPLIT_PTDESC
// Define: looked_up_again when tree has pte_free_defer
//
// Where a table's lock is taken and the table looked up again, a descriptor may
// be asked for as long as RCU keeps the table. An architecture is named here
// when its kernel was seen to work there.
//
//! when looked_up_again replace text /(\nconfig (?:ARM64|X86)\n(?s:.*?))(\tselect ARCH_HAS_STRICT_KERNEL_RWX\n)/$1\tselect ARCH_HAS_SPLIT_PTDESC\n$2/
//! when !looked_up_again replace text /\tselect ARCH_HAS_STRICT_KERNEL_RWX( if MMU)?(?: [^\n]*)?\n/\tselect ARCH_HAS_SPLIT_PTDESC$1\n$0/
