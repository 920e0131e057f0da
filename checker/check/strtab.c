// SPDX-License-Identifier: GPL-2.0-only
/* Strings by number: an open hash over an array. */
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "buf.h"
#include "strtab.h"

static struct {
	char **strings;
	uint32_t count;
	uint32_t capacity;
	uint32_t *slots;		/* a power of two of them, 0 is free */
	uint32_t slot_count;
} table;

static uint32_t *find_slot(const char *string, size_t len)
{
	uint32_t i = XXH3_64bits(string, len);

	for (;; i++) {
		uint32_t *slot = &table.slots[i & (table.slot_count - 1)];
		const char *there = table.strings[*slot];

		if (!*slot ||
		    (!strncmp(there, string, len) && !there[len]))
			return slot;
	}
}

static void grow(void)
{
	free(table.slots);
	table.slot_count = table.slot_count ? 2 * table.slot_count : 1024;
	table.slots = xrealloc(NULL,
			       table.slot_count * sizeof(*table.slots));
	memset(table.slots, 0, table.slot_count * sizeof(*table.slots));
	table.capacity = table.slot_count / 2;
	table.strings = xrealloc(table.strings,
				 table.capacity * sizeof(*table.strings));
	if (!table.count) {
		table.strings[0] = calloc(1, 1);
		table.count = 1;
	}
	for (uint32_t i = 1; i < table.count; i++)
		*find_slot(table.strings[i], strlen(table.strings[i])) = i;
}

str_t str_enter(const char *string, size_t len)
{
	uint32_t *slot;
	char *copy;

	if (!len)
		return 0;
	if (table.count == table.capacity)
		grow();
	slot = find_slot(string, len);
	if (*slot)
		return *slot;
	copy = xrealloc(NULL, len + 1);
	memcpy(copy, string, len);
	copy[len] = '\0';
	table.strings[table.count] = copy;
	return *slot = table.count++;
}

str_t str_of(const char *string)
{
	return string ? str_enter(string, strlen(string)) : 0;
}

str_t str_find(const char *string, size_t len)
{
	return len && table.count ? *find_slot(string, len) : 0;
}

const char *str_get(str_t str)
{
	return str ? table.strings[str] : "";
}

str_t str_join(str_t a, const char *between, str_t b)
{
	struct buf joined = { 0 };
	str_t str;

	buf_puts(&joined, str_get(a));
	buf_puts(&joined, between);
	buf_puts(&joined, str_get(b));
	str = str_enter(joined.data, joined.len);
	buf_free(&joined);
	return str;
}

void str_free_all(void)
{
	for (uint32_t i = 0; i < table.count; i++)
		free(table.strings[i]);
	free(table.strings);
	free(table.slots);
	memset(&table, 0, sizeof(table));
}
