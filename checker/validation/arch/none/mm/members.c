// SPDX-License-Identifier: GPL-2.0-only
/* Integers that keep tables: pt005-members.c says what is found here. */
#include "../../../kernel.h"
#include "../../../include/common.h"

/* An integer of the file's own may keep a table. */
struct own { unsigned long table; };

void keep(struct own *own, pmd_t *pmd)
{
	own->table = pmd_page_vaddr(*pmd);
}

void let_go(struct own *own)
{
	free_page(own->table);
}

/* One of the whole kernel keeps everybody's addresses. */
void ask(struct request *request, pmd_t *pmd)
{
	request->address = pmd_page_vaddr(*pmd);
}

void answer(struct request *request)
{
	free_page(request->address);
}

/* But a page keeps what belongs to its owner. */
void pair(pgd_t *pgd, pgd_t *user)
{
	virt_to_page(pgd)->private = (unsigned long)user;
}

void unpair(pgd_t *pgd)
{
	free_page(virt_to_page(pgd)->private);
}

