// SPDX-License-Identifier: GPL-2.0-only
/* Types, by the words that spell them. */
#include <string.h>

#include "judge-int.h"

bool in_words(const struct reader *r, uint32_t at, const char *const *words)
{
	for (; *words; words++)
		if (is_at(r, at, *words))
			return true;
	return false;
}

static bool is_qualifier(const struct reader *r, uint32_t at)
{
	static const char *const words[] = {
		"const", "volatile", "static", "extern", "register", "inline",
		"__inline", "__inline__", "__always_inline", "noinline",
		"__init", "__ref", "__meminit", "__maybe_unused",
		"__always_unused", "__user", "__iomem", "__percpu", "__rcu",
		"__force", "__must_check", "__refdata", "__initdata",
		"noinline_for_stack", "__sched", "__cpuidle", "notrace",
		"__weak", "__kprobes", "asmlinkage", "__visible", NULL
	};

	return in_words(r, at, words);
}

static bool is_base(const struct reader *r, uint32_t at)
{
	static const char *const words[] = {
		"void", "char", "short", "int", "long", "unsigned", "signed",
		"bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64",
		"__u8", "__u16", "__u32", "__u64", "__be32", "__le32",
		"float", "double", NULL
	};

	return in_words(r, at, words);
}

static bool is_tag(const struct reader *r, uint32_t at)
{
	return is_at(r, at, "struct") || is_at(r, at, "union") ||
	       is_at(r, at, "enum");
}

static bool is_typedef(const struct reader *r, uint32_t at)
{
	const struct token *t = token_at(r, at);

	return t->kind == TOK_IDENT && t->len > 2 &&
	       !memcmp(r->text + t->off + t->len - 2, "_t", 2);
}

bool type_begins(const struct reader *r, uint32_t at)
{
	return is_qualifier(r, at) || is_base(r, at) || is_tag(r, at) ||
	       is_typedef(r, at) || is_at(r, at, "typeof") ||
	       is_at(r, at, "__typeof__");
}

static enum level level_of(const struct reader *r, uint32_t at)
{
	static const char *const names[LEVEL_COUNT] = {
		[LEVEL_PTE] = "pte_t", [LEVEL_PMD] = "pmd_t",
		[LEVEL_PUD] = "pud_t", [LEVEL_P4D] = "p4d_t",
		[LEVEL_PGD] = "pgd_t",
	};

	for (int i = LEVEL_PTE; i < LEVEL_COUNT; i++)
		if (is_at(r, at, names[i]))
			return i;
	return LEVEL_NONE;
}

static bool is_integer(const struct reader *r, uint32_t at)
{
	static const char *const words[] = {
		"phys_addr_t", "size_t", "ssize_t", "uintptr_t", "dma_addr_t",
		"resource_size_t", "gfp_t", "pgoff_t", "gpa_t", "hpa_t",
		"pteval_t", "pmdval_t", "pudval_t", "pgdval_t", NULL
	};

	return (is_base(r, at) && !is_at(r, at, "void")) ||
	       in_words(r, at, words);
}

/* What one word of a type says; the last that says something counts. */
static void read_word(const struct reader *r, uint32_t at, struct type *t)
{
	enum level level = level_of(r, at);

	if (level)
		*t = (struct type){ .hold = HOLD_ENTRY, .level = level };
	else if (is_at(r, at, "pgtable_t"))
		*t = (struct type){ .hold = HOLD_PGTABLE, .level = LEVEL_PTE };
	else if (is_at(r, at, "void"))
		t->is_void = true;
	else if (is_integer(r, at))
		t->hold = HOLD_NUMBER;
	else if (!is_tag(r, at - 1))
		return;
	else if (is_at(r, at, "page"))
		t->hold = HOLD_PAGE;
	else if (is_at(r, at, "folio"))
		t->hold = HOLD_FOLIO;
	else if (is_at(r, at, "ptdesc"))
		t->hold = HOLD_PTDESC;
}

struct type type_pointer(struct type t, unsigned int stars)
{
	if (!stars) {
		/* the struct itself, not a pointer to it */
		if (t.hold == HOLD_PAGE || t.hold == HOLD_FOLIO ||
		    t.hold == HOLD_PTDESC)
			t.hold = HOLD_OTHER;
		t.is_void = false;
		return t;
	}
	if (t.hold == HOLD_ENTRY)
		t.hold = stars == 1 ? HOLD_TABLE : HOLD_TABLES;
	else if (stars > 1)
		t.hold = HOLD_OTHER;
	else if (t.hold == HOLD_NUMBER || t.is_void)
		t.hold = HOLD_MEMORY;
	else if (t.hold == HOLD_PGTABLE)
		t.hold = HOLD_OTHER;
	t.is_void = t.is_void && stars == 1;
	return t;
}

struct type type_of_words(const struct reader *r, uint32_t first, uint32_t end)
{
	struct type t = { 0 };
	unsigned int stars = 0;

	for (uint32_t i = first; i < end; i++) {
		if (is_at(r, i, "*"))
			stars++;
		else if (at_ident(r, i))
			read_word(r, i, &t);
	}
	return type_pointer(t, stars);
}

/* Over (...), from the opening parenthesis. */
static uint32_t skip_parens(const struct reader *r, uint32_t at)
{
	int depth = 0;

	for (; at < r->f->count; at++) {
		depth += is_at(r, at, "(");
		depth -= is_at(r, at, ")");
		if (!depth)
			return at + 1;
	}
	return at;
}

/* Without its stars, which belong to the names. */
struct type type_read(const struct reader *r, uint32_t *at)
{
	struct type t = { 0 };
	bool named = false;

	for (;; (*at)++) {
		if (is_qualifier(r, *at))
			continue;
		if (is_at(r, *at, "typeof") || is_at(r, *at, "__typeof__")) {
			*at = skip_parens(r, *at + 1) - 1;
			named = true;
			continue;
		}
		if (is_tag(r, *at)) {
			(*at)++;
			read_word(r, *at, &t);
			named = true;
			continue;
		}
		if (is_base(r, *at) || (!named && at_ident(r, *at))) {
			read_word(r, *at, &t);
			named = true;
			continue;
		}
		return t;
	}
}
