// SPDX-License-Identifier: GPL-2.0-only
/* The list of findings. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "findings/finding.h"

static char *copy(const char *s)
{
	size_t size;

	if (!s)
		return NULL;
	size = strlen(s) + 1;
	return memcpy(xrealloc(NULL, size), s, size);
}

struct finding *findings_add(struct findings *f, const char *id,
			     const char *file, unsigned int line,
			     unsigned int column, const char *function,
			     const char *message, const char *advice)
{
	struct finding *new;

	f->list = xgrow(f->list, f->count, &f->capacity, sizeof(*f->list));
	new = &f->list[f->count++];
	*new = (struct finding){
		.id = copy(id),
		.file = copy(file),
		.line = line,
		.column = column,
		.function = copy(function),
		.message = copy(message),
		.advice = copy(advice),
	};
	return new;
}

void finding_chain(struct finding *f, const char *file, unsigned int line,
		   const char *what)
{
	f->chain = xgrow(f->chain, f->chain_count, &f->chain_capacity,
			 sizeof(*f->chain));
	f->chain[f->chain_count++] = (struct chain_link){
		.file = copy(file),
		.line = line,
		.what = copy(what),
	};
}

void finding_set(char **member, const char *value)
{
	char *new = copy(value);

	free(*member);
	*member = new;
}

void finding_free(struct finding *f)
{
	for (size_t i = 0; i < f->chain_count; i++) {
		free(f->chain[i].file);
		free(f->chain[i].what);
	}
	free(f->chain);
	free(f->id);
	free(f->file);
	free(f->function);
	free(f->message);
	free(f->advice);
	free(f->diff);
	free(f->arch);
	free(f->config);
	free(f->suppressed);
}

/* NULL comes first. */
static int compare_strings(const char *a, const char *b)
{
	if (!a || !b)
		return !!a - !!b;
	return strcmp(a, b);
}

/* By what makes two findings one. */
static int compare_places(const struct finding *a, const struct finding *b)
{
	int order = strcmp(a->file, b->file);

	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	order = strcmp(a->id, b->id);
	return order ? order : strcmp(a->message, b->message);
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = compare_places(a, b);

	if (!order)
		order = compare_strings(a->arch, b->arch);
	return order ? order : compare_strings(a->config, b->config);
}

/*
 * Does @b say of a page table what @a says of one of a level? Architectures
 * know more or less of the tables that a line of a header handles.
 */
static bool is_vaguer(const struct finding *a, const struct finding *b)
{
	static const char vague[] = "a page table";
	const char *at = strstr(b->message, vague), *table;
	size_t head = at ? at - b->message : 0;

	if (!at || strcmp(a->file, b->file) || a->line != b->line ||
	    a->column != b->column || strcmp(a->id, b->id) ||
	    strncmp(a->message, b->message, head) ||
	    strncmp(a->message + head, "a ", 2))
		return false;
	table = a->message + head + 2;
	table += strcspn(table, " ");
	return !strncmp(table, " table", 6) &&
	       !strcmp(table + 6, at + sizeof(vague) - 1);
}

void findings_sort(struct findings *f)
{
	size_t kept = 0;

	if (!f->count)
		return;
	qsort(f->list, f->count, sizeof(*f->list), compare);
	for (size_t i = 1; i < f->count; i++) {
		if (compare_places(&f->list[kept], &f->list[i]) &&
		    !is_vaguer(&f->list[kept], &f->list[i]))
			f->list[++kept] = f->list[i];
		else
			finding_free(&f->list[i]);
	}
	f->count = kept + 1;
}

void findings_free(struct findings *f)
{
	for (size_t i = 0; i < f->count; i++)
		finding_free(&f->list[i]);
	free(f->list);
	*f = (struct findings){ 0 };
}
