/* SPDX-License-Identifier: GPL-2.0-only */
#define POISON_POINTER_DELTA	0

/********** mm/page_alloc.c ************/

#define TAIL_MAPPING	((void *) 0x400 + POISON_POINTER_DELTA)

/********** mm/slab.c **********/
#define POISON_FREE	0x6b
