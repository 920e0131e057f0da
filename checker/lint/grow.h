/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_GROW_H
#define PTDESC_GROW_H

#include "buf.h"

/* GROW() - room for one more element; memory that runs out ends the program. */
#define GROW(list, count, capacity)					\
	((list) = xgrow(list, count, &(capacity), sizeof(*(list))))

#endif
