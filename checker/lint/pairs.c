// SPDX-License-Identifier: GPL-2.0-only
/* Functions that allocate page tables, and those that free the same ones. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	if (!strncmp(a, "arch/", 5)) {
		end = strchr(a + 5, '/');
		len = end ? (size_t)(end - a) + 1 : len;
	}
	return !strncmp(a, b, len) && (!strncmp(a, "arch/", 5) ||
				       !strchr(b + len, '/'));
}

static bool same_names(const struct lint_half *a, const struct lint_half *b)
{
	return a->half.allocates == b->half.allocates &&
	       a->half.gather == b->half.gather &&
	       !strcmp(a->half.function, b->half.function) &&
	       !strcmp(a->file, b->file);
}

static bool same_arch(const struct lint_half *a, const struct lint_half *b)
{
	return a->for_arch == b->for_arch ||
	       (a->for_arch && b->for_arch && !strcmp(a->for_arch, b->for_arch));
}

/*
 * Several variants of a function that do not agree tell nothing, and those
 * that do agree tell it once.
 */
static bool *find_useless(const struct lint_half *list, size_t count)
{
	bool *useless = xrealloc(NULL, count + 1);

	memset(useless, 0, count + 1);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (!same_names(&list[k], &list[i]) ||
			    !same_arch(&list[k], &list[i]))
				continue;
			useless[i] = true;
			if (list[i].half.new_family !=
				    list[k].half.new_family ||
			    list[i].half.constructs != list[k].half.constructs)
				useless[k] = true;
		}
	}
	return useless;
}

static bool serves(const struct lint_half *generic, const struct lint_half *own)
{
	return generic->for_arch && !own->for_arch &&
	       !strncmp(own->file, generic->for_arch,
			strlen(generic->for_arch));
}

static bool is_pair(const struct lint_half *a, const struct lint_half *f)
{
	if (a->half.handed || f->half.handed)
		return false;
	if (!a->half.allocates || f->half.allocates || !*a->half.stem ||
	    strcmp(a->half.stem, f->half.stem))
		return false;
	/* far apart, only the names that everybody uses tell anything */
	if (strcmp(a->file, f->file) &&
	    strcmp(a->half.common_stem, f->half.common_stem))
		return false;
	if (a->for_arch || f->for_arch)
		return serves(a, f) || serves(f, a);
	return same_domain(a->file, f->file);
}

static bool families_differ(const struct lint_half *a,
			    const struct lint_half *f)
{
	/* what the gather is given as a page is another matter: PT009 */
	return f->half.gather ? f->half.new_family && !a->half.new_family :
	       a->half.new_family != f->half.new_family;
}

static bool ctors_differ(const struct lint_half *a, const struct lint_half *f)
{
	return a->half.constructs != f->half.constructs &&
	       !(f->half.gather && a->half.constructs);
}

typedef bool (*differ)(const struct lint_half *a, const struct lint_half *f);

static bool was_so_before(const struct lint *l, const struct lint_half *a,
			  const struct lint_half *f, differ differ)
{
	for (size_t i = 0; i < l->old_count; i++) {
		if (!same_names(&l->halves_before[i], a))
			continue;
		for (size_t k = 0; k < l->old_count; k++)
			if (same_names(&l->halves_before[k], f) &&
			    differ(&l->halves_before[i], &l->halves_before[k]))
				return true;
	}
	return false;
}

__attribute__((format(printf, 8, 9)))
static void enter_pair(struct outcome *o, const char *id,
		       const struct lint_half *at, uint32_t line,
		       const struct lint_half *other, const char *what,
		       const char *advice, const char *format, ...)
{
	char message[512];
	struct finding *f;
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	f = findings_add(&o->findings, id, at->file, line,
			 line == at->line ? at->half.column : 0,
			 at->half.function, message, advice);
	finding_chain(f, other->file, other->line, what);
}

static void judge_families(const struct lint *l, const struct lint_half *a,
			   const struct lint_half *f, struct outcome *o)
{
	if (!families_differ(a, f) || (!a->half.added && !f->half.added) ||
	    was_so_before(l, a, f, families_differ))
		return;
	enter_pair(o, "PT006", f, f->line, a, "it is allocated here",
		   a->half.new_family ? "use pagetable_free()" :
		   "use pagetable_alloc() where it is allocated",
		   a->half.new_family ?
		   "%s() frees by pages what %s() takes from pagetable_alloc()" :
		   "%s() frees with pagetable_free() what %s() takes by pages",
		   f->half.function, a->half.function);
}

static void judge_ctors(const struct lint *l, const struct lint_half *a,
			const struct lint_half *f, struct outcome *o)
{
	if (!ctors_differ(a, f) || was_so_before(l, a, f, ctors_differ))
		return;
	if (a->half.constructs)
		enter_pair(o, "PT007", f, f->line, a, "it is allocated here",
			   "call the dtor before",
			   "%s() frees without a dtor what %s() constructs",
			   f->half.function, a->half.function);
	else
		enter_pair(o, "PT007", f, f->dtor, a, "it is allocated here",
			   "call the ctor when it is allocated, or no dtor",
			   "%s() runs the dtor on what %s() allocates without a ctor",
			   f->half.function, a->half.function);
}

/* Variants of a function that free, with a dtor or without one. */
static size_t count_frees(const struct lint_half *list, size_t count,
			  const struct lint_half *h, bool dtor)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += !list[i].half.allocates &&
		     !list[i].half.constructs == !dtor &&
		     !strcmp(list[i].half.function, h->half.function) &&
		     !strcmp(list[i].file, h->file);
	return n;
}

/* What had none before, such as a macro of the same name, lost none. */
static bool lost_dtor(const struct lint *l, const struct lint_half *h)
{
	return count_frees(l->halves_before, l->old_count, h, true) &&
	       count_frees(l->halves_after, l->half_count, h, false) >
	       count_frees(l->halves_before, l->old_count, h, false);
}

/* What allocates the same, by name: then the two are compared. */
static bool is_compared(const struct lint *l, const struct lint_half *h)
{
	for (size_t i = 0; !h->half.gather && i < l->half_count; i++)
		if (is_pair(&l->halves_after[i], h))
			return true;
	return false;
}

/* A function that still frees tables, but lost the dtor; the ctor stays. */
static void judge_lost_dtor(const struct lint *l, const struct lint_half *h,
			    struct outcome *o)
{
	if (h->half.allocates || h->half.constructs || l->adds_dtor ||
	    l->ctors < 0 || !lost_dtor(l, h) || is_compared(l, h))
		return;
	enter_pair(o, "PT007", h, h->line, h, "it had one before",
		   "keep the dtor",
		   "%s() frees a page table, but its dtor was removed",
		   h->half.function);
}

static void judge_pairs(const struct lint *l, const struct lint_half *a,
			const bool *useless, struct outcome *o)
{
	for (size_t i = 0; i < l->half_count; i++) {
		const struct lint_half *f = &l->halves_after[i];

		if (useless[i] || !is_pair(a, f) ||
		    o->findings.count > 2 * MAX_OPINIONS)
			continue;
		judge_families(l, a, f, o);
		judge_ctors(l, a, f, o);
	}
}

void lint_pairs(const struct lint *l, struct outcome *o)
{
	bool *useless;

	if (l->half_count > MAX_HALVES || l->old_count > MAX_HALVES) {
		outcome_unseen(o, "pairs", NULL, NULL,
			       "the series has too many to compare");
		return;
	}
	useless = find_useless(l->halves_after, l->half_count);
	for (size_t i = 0; i < l->half_count; i++) {
		if (useless[i])
			continue;
		judge_lost_dtor(l, &l->halves_after[i], o);
		judge_pairs(l, &l->halves_after[i], useless, o);
	}
	free(useless);
}
