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

#endif
