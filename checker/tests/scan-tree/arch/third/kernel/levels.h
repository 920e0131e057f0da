/* SPDX-License-Identifier: GPL-2.0-only */
/* Not below include/: nobody else sees it. */
#define ARCH_FROB_LEVELS 4
