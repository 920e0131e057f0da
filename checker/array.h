/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_ARRAY_H
#define PTDESC_ARRAY_H

#include <stddef.h>

/**
 * array_reserve() - make room for one more element behind @count.
 * @array: the elements, or NULL
 * @capacity: for how many there is room; raised when it does not suffice
 * @size: of one element, in bytes
 *
 * Returns the array, perhaps moved, or NULL when memory is out: @array is
 * then as it was, and still the caller's.
 */
void *array_reserve(void *array, size_t count, size_t *capacity, size_t size);

#endif
