/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_JSONVALUE_H
#define PTDESC_JSONVALUE_H

#include <jansson.h>
#include <stdio.h>

/*
 * Small help with jansson. Memory that runs out ends the program with 2, as
 * everywhere in the printers.
 */

/**
 * json_text() - a string; null for NULL.
 *
 * jansson takes UTF-8 only: other bytes become U+FFFD.
 */
json_t *json_text(const char *s);

/** json_put() - give @object a member, which it takes over. */
void json_put(json_t *object, const char *key, json_t *value);

/** json_add() - append to an array a value, which it takes over. */
void json_add(json_t *array, json_t *value);

/** json_print() - print a value, which ends here, and a newline. */
void json_print(json_t *value, FILE *out);

#endif
