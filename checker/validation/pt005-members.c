// SPDX-License-Identifier: GPL-2.0-only
/* What is in which structure is in arch/none/mm/members.c. */

/*
 * check-name: integers in structures
 * check-command: ptdesc-check --exit-code --tree=. arch/none/mm/members.c
 * check-exit-value: 1
 *
 * check-output-start
arch/none/mm/members.c:16:2: warning: a pte table is freed through the page allocator, by free_page() [PT005]
arch/none/mm/members.c:33:21: warning: 'private' of struct page used on a pgd table [PT003]
arch/none/mm/members.c:38:2: warning: a pgd table is freed through the page allocator, by free_page() [PT005]
arch/none/mm/members.c:38:31: warning: 'private' of struct page used on a pgd table [PT003]
 * check-output-end
 */
