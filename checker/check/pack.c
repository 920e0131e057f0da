// SPDX-License-Identifier: GPL-2.0-only
/* Values to bytes and back. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "pack.h"

void pack_bytes(struct pack *p, void *bytes, size_t len)
{
	if (p->out) {
		buf_add(p->out, bytes, len);
	} else if (p->bad || p->len - p->at < len) {
		p->bad = true;
		memset(bytes, 0, len);
	} else {
		memcpy(bytes, p->in + p->at, len);
		p->at += len;
	}
}

/* Seven bits a byte, the lowest first; the eighth says that more follow. */
static void write_number(struct pack *p, uint64_t number)
{
	unsigned char byte;

	do {
		byte = number & 0x7f;
		number >>= 7;
		if (number)
			byte |= 0x80;
		pack_bytes(p, &byte, 1);
	} while (number);
}

static uint64_t read_number(struct pack *p)
{
	uint64_t number = 0;
	unsigned char byte;

	for (unsigned int shift = 0; shift < 64; shift += 7) {
		pack_bytes(p, &byte, 1);
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return number;
	}
	p->bad = true;
	return 0;
}

void pack_number(struct pack *p, uint64_t *number)
{
	if (p->out)
		write_number(p, *number);
	else
		*number = read_number(p);
}

/* Bytes that are there, or NULL. */
static const char *take(struct pack *p, size_t len)
{
	const char *start = p->in + p->at;

	if (p->bad || p->len - p->at < len) {
		p->bad = true;
		return NULL;
	}
	p->at += len;
	return start;
}

static void write_string(struct pack *p, str_t string)
{
	const char *text = str_get(string);
	uint32_t number = slots_get(&p->numbers, string, NULL, NULL);

	write_number(p, number);
	if (number)
		return;
	slots_add(&p->numbers, string, p->numbers.count + 1);
	write_number(p, strlen(text));
	buf_add(p->out, text, strlen(text));
}

static str_t read_string(struct pack *p)
{
	uint64_t number = read_number(p), len;
	const char *text;

	if (!number) {
		len = read_number(p);
		text = take(p, len);
		if (!text)
			return 0;
		p->strings = xgrow(p->strings, p->string_count,
				   &p->string_capacity, sizeof(*p->strings));
		number = ++p->string_count;
		p->strings[number - 1] = str_enter(text, len);
	}
	if (number > p->string_count) {
		p->bad = true;
		return 0;
	}
	return p->strings[number - 1];
}

void pack_string(struct pack *p, str_t *string)
{
	if (p->out)
		write_string(p, *string);
	else
		*string = read_string(p);
}

void pack_text(struct pack *p, char **text)
{
	uint64_t len = p->out && *text ? strlen(*text) + 1 : 0;
	const char *there;

	pack_number(p, &len);
	if (p->out) {
		buf_add(p->out, *text ? *text : "", len ? len - 1 : 0);
		return;
	}
	there = len ? take(p, len - 1) : NULL;
	*text = there ? xstrndup(there, len - 1) : NULL;
}

void *pack_count(struct pack *p, void *list, uint64_t count, size_t size,
		 uint64_t *packed)
{
	pack_number(p, &count);
	if (!p->out) {
		if (p->bad || count > p->len - p->at) {
			p->bad = true;
			count = 0;
		}
		list = xrealloc(NULL, (count + 1) * size);
		memset(list, 0, (count + 1) * size);
	}
	*packed = count;
	return list;
}

void pack_free(struct pack *p)
{
	slots_free(&p->numbers);
	free(p->strings);
	*p = (struct pack){ 0 };
}
