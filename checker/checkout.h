/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECKOUT_H
#define PTDESC_CHECKOUT_H

/**
 * checkout_find() - a folder of the checkout that the program was built in.
 * @name: relative to the nearest folder above the program that has it
 *
 * Returns its path, to be freed; NULL if there is none.
 */
char *checkout_find(const char *name);

/**
 * checkout_lists() - the folder of the lists of the kernel's names.
 * @named: by the user, as for checkout_name_lists(); or NULL: what was named
 *	before, or that of the checkout
 *
 * Returns its path, to be freed; NULL after one sentence on stderr.
 */
char *checkout_lists(const char *named);

/** checkout_name_lists() - it is this folder; the string has to stay. */
void checkout_name_lists(const char *folder);

/*
 * The option that names it, for argp. Earlier versions had two folders, and an
 * option for each.
 */
#define CHECKOUT_LISTS_OPTION(key) \
	{ "lists", key, "DIR", 0, \
	  "read the lists of the kernel's names from DIR (default: checker/lists in the nearest folder above the program)", 0 }, \
	{ "api", 0, "DIR", OPTION_ALIAS | OPTION_HIDDEN, NULL, 0 }, \
	{ "words", 0, "DIR", OPTION_ALIAS | OPTION_HIDDEN, NULL, 0 }

#endif
