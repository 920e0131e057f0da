// SPDX-License-Identifier: GPL-2.0-only
/* Functions that allocate page tables, and those that free the same ones. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archpath.h"
#include "lint.h"
#include "patchname.h"

/*
 * Two files that can share page tables: of one architecture or folder. Of
 * several headers an object includes one variant.
 */
static bool same_domain(const char *a, const char *b)
{
	const char *end = strrchr(a, '/');
	size_t len = end ? (size_t)(end - a) + 1 : 0;

	if (!strcmp(a, b))
		return true;
	if (patchname_is_header(a) && patchname_is_header(b))
		return false;
	if (arch_folder(a))
		len = arch_folder(a);
	return !strncmp(a, b, len) && (in_arch(a) || !strchr(b + len, '/'));
}

static bool same_names(const struct half *a, const struct half *b)
{
	return a->allocates == b->allocates &&
	       a->gather == b->gather &&
	       a->function == b->function && a->file == b->file;
}

/*
 * Several variants of a function that do not agree tell nothing, and those
 * that do agree tell it once.
 */
static bool *find_useless(const struct half *list, size_t count)
{
	bool *useless = xrealloc(NULL, count + 1);

	memset(useless, 0, count + 1);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (!same_names(&list[k], &list[i]) ||
			    list[k].arch != list[i].arch)
				continue;
			useless[i] = true;
			if (list[i].new_family !=
				    list[k].new_family ||
			    list[i].constructs != list[k].constructs)
				useless[k] = true;
		}
	}
	return useless;
}

/* What an architecture without its own takes, is its own. */
static bool can_meet(const struct half *a, const struct half *f)
{
	const char *one = str_get(a->file), *other = str_get(f->file);

	if (a->arch != f->arch)
		return false;
	if (a->generic || f->generic)
		return !a->generic != !f->generic &&
		       in_arch(a->generic ? other : one);
	return same_domain(one, other);
}

static bool is_pair(const struct half *a, const struct half *f)
{
	if (a->handed || f->handed)
		return false;
	/* what a function frees of its own has values that tell it */
	if (a->file == f->file && a->function == f->function)
		return false;
	if (!a->allocates || f->allocates || !*a->stem ||
	    strcmp(a->stem, f->stem))
		return false;
	/* far apart, only the names that everybody uses tell anything */
	if (a->file != f->file && strcmp(a->common_stem, f->common_stem))
		return false;
	return can_meet(a, f);
}

static bool families_differ(const struct half *a,
			    const struct half *f)
{
	/* what the gather is given as a page is another matter: PT009 */
	return f->gather ? f->new_family && !a->new_family :
	       a->new_family != f->new_family;
}

static bool ctors_differ(const struct half *a, const struct half *f)
{
	return a->constructs != f->constructs &&
	       !(f->gather && a->constructs);
}

typedef bool (*differ)(const struct half *a, const struct half *f);

static bool was_so_before(const struct lint *l, const struct half *a,
			  const struct half *f, differ differ)
{
	for (size_t i = 0; i < l->before.half_count; i++) {
		if (!same_names(&l->before.halves[i], a))
			continue;
		for (size_t k = 0; k < l->before.half_count; k++)
			if (same_names(&l->before.halves[k], f) &&
			    differ(&l->before.halves[i], &l->before.halves[k]))
				return true;
	}
	return false;
}

/* Where values tell it, too, it is said already. */
static bool is_said(const struct outcome *o, const char *id, const char *file,
		    uint32_t line)
{
	for (size_t i = 0; i < o->findings.count; i++) {
		const struct finding *f = &o->findings.list[i];

		if (f->line == line && !strcmp(f->id, id) &&
		    !strcmp(f->file, file))
			return true;
	}
	return false;
}

__attribute__((format(printf, 8, 9)))
static void enter_pair(struct outcome *o, const char *id,
		       const struct half *at, uint32_t line,
		       const struct half *other, const char *what,
		       const char *advice, const char *format, ...)
{
	char message[512];
	struct finding *f;
	va_list args;

	if (is_said(o, id, str_get(at->file), line))
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	f = findings_add(&o->findings, id, str_get(at->file), line,
			 line == at->line ? at->column : 0,
			 str_get(at->function), message, advice);
	finding_chain(f, str_get(other->file), other->line, what);
}

static void judge_families(const struct lint *l, const struct half *a,
			   const struct half *f, struct outcome *o)
{
	if (!families_differ(a, f) || (!a->added && !f->added) ||
	    was_so_before(l, a, f, families_differ))
		return;
	enter_pair(o, "PT006", f, f->line, a, "it is allocated here",
		   a->new_family ? "use pagetable_free()" :
		   "use pagetable_alloc() where it is allocated",
		   a->new_family ?
		   "%s() frees by pages what %s() takes from pagetable_alloc()" :
		   "%s() frees with pagetable_free() what %s() takes by pages",
		   str_get(f->function), str_get(a->function));
}

static void judge_ctors(const struct lint *l, const struct half *a,
			const struct half *f, struct outcome *o)
{
	if (!ctors_differ(a, f) || was_so_before(l, a, f, ctors_differ))
		return;
	if (a->constructs)
		enter_pair(o, "PT007", f, f->line, a, "it is allocated here",
			   "call the dtor before",
			   "%s() frees without a dtor what %s() constructs",
			   str_get(f->function), str_get(a->function));
	else
		enter_pair(o, "PT007", f, f->dtor, a, "it is allocated here",
			   "call the ctor when it is allocated, or no dtor",
			   "%s() runs the dtor on what %s() allocates without a ctor",
			   str_get(f->function), str_get(a->function));
}

/* Variants of a function that free, with a dtor or without one. */
static size_t count_frees(const struct half *list, size_t count,
			  const struct half *h, bool dtor)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += !list[i].allocates &&
		     !list[i].constructs == !dtor &&
		     list[i].function == h->function && list[i].file == h->file;
	return n;
}

/* What had none before, such as a macro of the same name, lost none. */
static bool lost_dtor(const struct lint *l, const struct half *h)
{
	return count_frees(l->before.halves, l->before.half_count, h, true) &&
	       count_frees(l->after.halves, l->after.half_count, h, false) >
	       count_frees(l->before.halves, l->before.half_count, h, false);
}

/* What allocates the same, by name: then the two are compared. */
static bool is_compared(const struct lint *l, const struct half *h)
{
	for (size_t i = 0; !h->gather && i < l->after.half_count; i++)
		if (is_pair(&l->after.halves[i], h))
			return true;
	return false;
}

/* A function that still frees tables, but lost the dtor; the ctor stays. */
static void judge_lost_dtor(const struct lint *l, const struct half *h,
			    struct outcome *o)
{
	if (h->allocates || h->constructs || l->adds_dtor ||
	    l->ctors < 0 || !lost_dtor(l, h) || is_compared(l, h))
		return;
	enter_pair(o, "PT007", h, h->line, h, "it had one before",
		   "keep the dtor",
		   "%s() frees a page table, but its dtor was removed",
		   str_get(h->function));
}

static void judge_pairs(const struct lint *l, const struct half *a,
			const bool *useless, struct outcome *o)
{
	for (size_t i = 0; i < l->after.half_count; i++) {
		const struct half *f = &l->after.halves[i];

		if (useless[i] || !is_pair(a, f) ||
		    o->findings.count > 2 * MAX_FOUND)
			continue;
		judge_families(l, a, f, o);
		judge_ctors(l, a, f, o);
	}
}

void lint_pairs(const struct lint *l, struct outcome *o)
{
	bool *useless;

	if (l->after.half_count > MAX_HALVES ||
	    l->before.half_count > MAX_HALVES) {
		outcome_unseen(o, "pairs", NULL, NULL,
			       "the series has too many to compare");
		return;
	}
	useless = find_useless(l->after.halves, l->after.half_count);
	for (size_t i = 0; i < l->after.half_count; i++) {
		if (useless[i])
			continue;
		judge_lost_dtor(l, &l->after.halves[i], o);
		judge_pairs(l, &l->after.halves[i], useless, o);
	}
	free(useless);
}
