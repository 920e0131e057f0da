/* SPDX-License-Identifier: GPL-2.0-only */
/* the ptl is held here */
	.global	ptlock_free
