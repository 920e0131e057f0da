// SPDX-License-Identifier: GPL-2.0-only
/* Small help with jansson. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "json.h"
#include "findings/jsonvalue.h"

static void check(int bad)
{
	if (bad)
		out_of_memory();
}

json_t *json_text(const char *s)
{
	struct buf clean = { 0 };
	json_t *value;

	if (!s)
		return json_null();
	value = json_stringn(s, strlen(s));
	if (value)
		return value;
	while (*s) {
		int len = utf8_length((const unsigned char *)s);

		if (len)
			buf_add(&clean, s, len);
		else
			buf_puts(&clean, "\357\277\275");
		s += len ? len : 1;
	}
	value = json_stringn(clean.data, clean.len);
	buf_free(&clean);
	check(!value);
	return value;
}

void json_put(json_t *object, const char *key, json_t *value)
{
	check(!value || json_object_set_new(object, key, value));
}

void json_add(json_t *array, json_t *value)
{
	check(!value || json_array_append_new(array, value));
}

void json_print(json_t *value, FILE *out)
{
	char *text = json_dumps(value, JSON_INDENT(1));

	check(!text);
	fputs(text, out);
	putc('\n', out);
	free(text);
	json_decref(value);
}
