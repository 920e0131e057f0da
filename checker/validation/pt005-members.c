// SPDX-License-Identifier: GPL-2.0-only
/* What is in which structure is in arch/none/mm/members.c. */

/*
 * check-name: integers in structures
 * check-command: ptdesc-check --exit-code --tree=. arch/none/mm/members.c
 * check-syntax-command: ptdesc-judge --tree=. --know=kernel.h --know=include/common.h arch/none/mm/members.c
 * check-exit-value: 1
 *
 * check-output-start
arch/none/mm/members.c:16:2: warning: free_page() frees a PTE table as a page [PT005]
arch/none/mm/members.c:33:21: warning: 'private' of struct page is used on a PGD table [PT003]
arch/none/mm/members.c:38:2: warning: free_page() frees a PGD table as a page [PT005]
arch/none/mm/members.c:38:31: warning: 'private' of struct page is used on a PGD table [PT003]
 * check-output-end
 */
