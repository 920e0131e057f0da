/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_FACTS_H
#define PTDESC_FACTS_H

#include <stdio.h>

#include "scan/lists.h"
#include "scan/sweep.h"
#include "scan/walk.h"

/*
 * Questions about a whole tree, answered by the walk that finds the sites.
 *
 * A file of facts has one a line; '#' begins a comment:
 *	struct NAME		where is `struct NAME {` ?
 *	word WORD		which C file has the word first?
 *	arch-define WORD	which architectures' headers, below
 *				arch/ARCH/include, have `#define WORD`?
 */
enum fact_kind { FACT_STRUCT, FACT_WORD, FACT_ARCH_DEFINE };

struct fact {
	enum fact_kind kind;
	char *name;
};

struct facts {
	struct fact *facts;
	size_t count;
};

/**
 * facts_add() - ask one more.
 *
 * Returns 0, or -1 with errno EINVAL if @name is no word or ENOMEM.
 */
int facts_add(struct facts *f, enum fact_kind kind, const char *name);

/** facts_read() - ask those of a file. Returns 0, or -1 after a sentence. */
int facts_read(struct facts *f, const char *path);

/** facts_enter() - have the words searched for. Returns 0 or -1 (errno). */
int facts_enter(const struct facts *f, struct lists *l);

/** facts_print_json() - the answers, one JSON object a line. */
void facts_print_json(const struct facts *f, const struct walk *w,
		      const struct sweep_file *files, FILE *out);

/**
 * facts_print_text() - the answers, as `ARCH WORD`, `file:line: struct NAME`
 * and `file:line: word WORD` lines; nothing for a fact that does not hold.
 */
void facts_print_text(const struct facts *f, const struct walk *w,
		      const struct sweep_file *files, FILE *out);

/** facts_free() - release all. */
void facts_free(struct facts *f);

#endif
