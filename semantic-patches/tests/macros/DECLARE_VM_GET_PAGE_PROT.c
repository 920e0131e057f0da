// SPDX-License-Identifier: GPL-2.0-only
static pgprot_t protections[2] = { PAGE_NONE, PAGE_COPY };
DECLARE_VM_GET_PAGE_PROT

static void __init tables_init(void)
{
	int i;

	for (i = 0; i < 2; i++)
		set(protections[i]);
}
