/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_OUTCOME_READ_H
#define PTDESC_OUTCOME_READ_H

#include "findings/outcome.h"

/**
 * outcome_read() - add what a file of print_json() says to an outcome.
 *
 * Tool and tree are those of the first file. `-` is standard input. Returns
 * -1 after one message on stderr when the file is none.
 */
int outcome_read(struct outcome *o, const char *path);

/** outcome_parse() - the same of a text; @name stands for it in messages. */
int outcome_parse(struct outcome *o, const char *text, size_t len,
		  const char *name);

#endif
