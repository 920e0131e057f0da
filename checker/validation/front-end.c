// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* What only an assembler knows, and names that gcc has and clang does not. */
register unsigned long current_stack asm("r15");
extern unsigned long __seg_gs this_cpu;

static unsigned long machine(unsigned long x)
{
	unsigned long out;

	asm volatile("frob %0,%1" : "=&QSTV" (out) : "uvwx" (x) : "cc", "r99");
	asm goto("branch %l0" : : : : elsewhere);
	return out + this_cpu;
elsewhere:
	return 0;
}

void table(pud_t *pud)
{
	machine(1);
	free_page((unsigned long)pud);
}

/*
 * check-name: assembly of another machine
 * check-command: ptdesc-check --exit-code -nostdinc --param allow-store-data-races=0 -mno-sse -Wbitwise -fplugin=x.so -Wp,-MMD,.x.d $file
 * check-exit-value: 1
 *
 * check-output-start
front-end.c:22:2: warning: free_page() frees a PUD table as a page [PT005]
 * check-output-end
 */
