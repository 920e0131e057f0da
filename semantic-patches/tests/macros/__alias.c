// SPDX-License-Identifier: GPL-2.0-only
#ifdef CONFIG_UNMAP
extern __alias(__map_tables_locked)
void map_tables(table_t *dir, unsigned long virt, unsigned long (*more)(int));
#endif

static unsigned long one_table(int shift)
{
	return shift;
}
