/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_OUTPUT_H
#define PTDESC_OUTPUT_H

#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

#include "findings/outcome.h"
#include "findings/suppress.h"

/*
 * How checker and lint say what they found, the same options for all. A
 * program's argp has output_children and gives the child a struct output as its
 * input:
 *
 *	case ARGP_KEY_INIT:
 *		state->child_inputs[0] = &mine->output;
 *
 * then, when all is found:
 *
 *	output_select(&mine->output, &outcome);
 *	output_print(&mine->output, &outcome, stdout);
 *	code = outcome_exit_code(&outcome);
 */

enum output_format { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_SARIF, OUTPUT_GITHUB,
		     OUTPUT_B4 };

enum output_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* All zeroes is the default. */
struct output {
	enum output_format format;
	enum output_color color;
	bool terse;		/* a line for each finding, nothing below it */
	bool show_types;	/* names beside the ids, counts in the summary */
	bool emacs;		/* file names with the tree's path */
	bool no_summary;
	bool partial;		/* set by a program that looks at one unit:
				 * suppressions may well match nothing */
	unsigned int types;	/* a bit for each index of check_ids; 0: all */
	unsigned int ignore;
	struct suppressions suppressions;
};

extern const struct argp output_argp;
extern const struct argp_child output_children[];

/**
 * output_select() - sort, drop what --types and --ignore exclude, and apply
 * the suppressions.
 */
void output_select(struct output *how, struct outcome *o);

/**
 * output_print() - print in the chosen format, and in text the summary.
 *
 * Returns -errno when @out cannot be written, or 0.
 */
int output_print(const struct output *how, const struct outcome *o, FILE *out);

/** output_free() - release what the options hold. */
void output_free(struct output *how);

/* The formats, one file each; output_print() calls them. */
void print_text(const struct output *how, const struct outcome *o, FILE *out);
void print_json(const struct outcome *o, FILE *out);
void print_sarif(const struct outcome *o, FILE *out);
void print_github(const struct outcome *o, FILE *out);
void print_b4(const struct output *how, const struct outcome *o, FILE *out);

#endif
