/* SPDX-License-Identifier: GPL-2.0-only */
#undef ARCH_FROB_LEVELS
#define ARCH_FROB_LEVELS 4
