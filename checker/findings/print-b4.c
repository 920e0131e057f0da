// SPDX-License-Identifier: GPL-2.0-only
/* The outcome as a check that b4 shows beside a review. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "buf.h"
#include "findings/jsonvalue.h"
#include "findings/output.h"

static char *summary(const struct outcome *o)
{
	size_t open = outcome_open(o);

	return xasprintf("%zu finding%s%s", open, open == 1 ? "" : "s",
			 o->unseen_count ? ", not everything was looked at" :
					   "");
}

/* What the text format prints, plain. */
static json_t *details(const struct output *how, const struct outcome *o)
{
	struct output plain = *how;
	char *text = NULL;
	size_t size;
	json_t *value;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		out_of_memory();
	plain.color = COLOR_NEVER;
	plain.no_summary = true;
	print_text(&plain, o, out);
	fclose(out);
	value = size ? json_text(text) : json_null();
	free(text);
	return value;
}

void print_b4(const struct output *how, const struct outcome *o, FILE *out)
{
	json_t *check = json_object();
	char *text = summary(o);

	json_put(check, "tool", json_text(o->tool));
	json_put(check, "status", json_text(outcome_open(o) ? "fail" :
					    o->unseen_count ? "warn" :
							      "pass"));
	json_put(check, "summary", json_text(text));
	json_put(check, "url", json_null());
	json_put(check, "details", details(how, o));
	json_print(check, out);
	free(text);
}
