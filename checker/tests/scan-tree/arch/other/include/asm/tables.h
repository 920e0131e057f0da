/* SPDX-License-Identifier: GPL-2.0-only */
#define ARCH_FROB_LEVELS 2
