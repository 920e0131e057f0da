// SPDX-License-Identifier: GPL-2.0-only
/*
 * Nothing here allocates, so nothing would initialise the new word. It is
 * not zero in a page: the bits stay in the top byte.
 */

void half_free(struct page *pg, unsigned int which)
{
	unsigned int state;

	state = flip(&pg->_refcount, 0x11U << (which + 24));
	state >>= 24;
	note(state);
	note(atomic_read(&pg->_refcount) >> 24);
}
