/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_LISTFILE_H
#define PTDESC_LISTFILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The lists of the kernel's names, lists/: a name a line, behind it what is
 * special about it, KEY, KEY=VALUE or KEY="SOME WORDS"; '#' begins a comment.
 * lists.def says which lists there are, and which keys each has. A name stands
 * once in a list; it stands there again if it became something else in a
 * version of the kernel: then since= of a line is not before until= of the one
 * above.
 */
struct list_value {
	const char *key;
	const char *value;		/* "" of a key alone */
};

struct list_line {
	const char *list;		/* the file's name */
	const char *path;		/* and where it is, for messages */
	unsigned int number;
	const char *name;
	const struct list_value *values;	/* without these: */
	size_t count;
	const char *site;		/* classes of sites; NULL: it is none */
	unsigned int since, until;	/* see version.h */
	bool unit;			/* a file that has it, is analysed */
};

/* Called for each line, in order; a value other than 0 ends the reading. */
typedef int (*list_take)(void *context, const struct list_line *line);

/** listfile_count() - how many lists there are. */
size_t listfile_count(void);

/** listfile_name() - the name of the list with a number. */
const char *listfile_name(size_t number);

/**
 * listfile_read() - read a list of a folder.
 *
 * Returns 0, or -1 after one sentence on stderr, or what @take returned.
 */
int listfile_read(const char *folder, const char *list, list_take take,
		  void *context);

/** listfile_parse() - the same of a text, which it changes. */
int listfile_parse(const char *list, char *text, const char *path,
		   list_take take, void *context);

/** list_wrong() - say what is wrong with a line; always -1. */
__attribute__((format(printf, 2, 3)))
int list_wrong(const struct list_line *line, const char *format, ...);

#endif
