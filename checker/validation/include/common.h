/* SPDX-License-Identifier: GPL-2.0-only */
/* Structures of the whole kernel, for arch/none/mm/members.c. */
struct request { unsigned long address; };
