// SPDX-License-Identifier: GPL-2.0-only
/* Arrays that grow, for code that goes on when memory is out. */
#include <stdlib.h>

#include "array.h"

#define FIRST 32

void *array_reserve(void *array, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity ? 2 * *capacity : FIRST;
	void *bigger;

	if (count < *capacity)
		return array;
	bigger = reallocarray(array, wanted, size);
	if (bigger)
		*capacity = wanted;
	return bigger;
}
