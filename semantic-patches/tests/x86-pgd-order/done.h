/* SPDX-License-Identifier: GPL-2.0-only */
#define PGD_ALLOCATION_ORDER (two_roots() ? 1 : 0)
