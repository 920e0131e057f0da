// SPDX-License-Identifier: GPL-2.0-only
long __section(".late.data") boot_state;

static void (*tables_init_ptr)(void)
__section(".tables_init") __used
= tables_init;

static int next(void)
{
	return 0;
}
