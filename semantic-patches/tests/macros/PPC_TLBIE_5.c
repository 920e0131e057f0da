// SPDX-License-Identifier: GPL-2.0-only
static void flush(unsigned int id, unsigned long bits)
{
	asm volatile("ptesync" : : : "memory");
	asm volatile(PPC_TLBIE_5(%0,%1,2,0,0) : :
		     "r" (bits), "r" (id));
}
