// SPDX-License-Identifier: GPL-2.0-only
/* A unit in which no value goes anywhere: nothing to report, and no crash. */
typedef struct { unsigned long v; } pte_t;

void no_use_of_it(pte_t *pte)
{
}
/*
 * check-name: a typed parameter and nothing else
 * check-output-start
 * check-output-end
 */
