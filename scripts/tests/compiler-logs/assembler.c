// SPDX-License-Identifier: GPL-2.0-only
int odd(void)
{
	asm("no_such_instruction %eax");
	return 0;
}
