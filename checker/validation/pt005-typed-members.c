// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

typedef unsigned long ulong;

struct space {
	pgd_t *pgd;
	pgtable_t spare;
	void *buffer;
	pte_t *saved;
};

static pmd_t *trampoline;
static unsigned long *scratch;

/* The type of a member or a global says what it is, */
void space_exit(struct space *s)
{
	free_pages((unsigned long)s->pgd, 1);
}

void space_exit_local(struct space *s)
{
	pgd_t *pgd = s->pgd;

	free_pages((ulong)pgd, 1);
}

void space_exit_word(struct space *s)
{
	free_pages((ulong)s->pgd, 1);
	__free_page(s->spare);
}

void trampoline_exit(void)
{
	free_page((unsigned long)trampoline);
}

/* where it says nothing, there is nothing to find; */
void buffers_exit(struct space *s)
{
	free_page((unsigned long)s->buffer);
	free_page((unsigned long)scratch);
}

/* and what is seen to come in is what it is. */
void space_save(struct space *s)
{
	s->saved = kmalloc(PAGE_SIZE, GFP_KERNEL);
}

void space_forget(struct space *s)
{
	free_page((unsigned long)s->saved);
}

/*
 * check-name: tables in members and globals
 * check-exit-value: 1
 *
 * check-output-start
pt005-typed-members.c:19:2: warning: free_pages() frees a PGD table as a page [PT005]
pt005-typed-members.c:26:2: warning: free_pages() frees a PGD table as a page [PT005]
pt005-typed-members.c:31:2: warning: free_pages() frees a PGD table as a page [PT005]
pt005-typed-members.c:32:2: warning: __free_page() frees a PTE table as a page [PT005]
pt005-typed-members.c:37:2: warning: free_page() frees a PMD table as a page [PT005]
 * check-output-end
 */
