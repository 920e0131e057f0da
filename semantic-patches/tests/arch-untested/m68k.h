/* SPDX-License-Identifier: GPL-2.0-only */
/* Indented by spaces: only the new lines get tabs. */
static inline pgd_t * root_table(struct mm_struct *mm)
{
     pgd_t *root;

     root = (pgd_t *)get_zeroed_page(GFP_KERNEL);
     memcpy(root, swapper_pg_dir, PAGE_SIZE);
     memset(root, 0, (PAGE_OFFSET >> PGDIR_SHIFT));
     return root;
}
