// SPDX-License-Identifier: GPL-2.0-only
/* The options of all programs that print findings. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "findings/ids.h"
#include "findings/output.h"

/* Far from what the programs use themselves. */
enum { OPT_FORMAT = 0x5000, OPT_JSON, OPT_COLOR, OPT_TERSE, OPT_SHOW_TYPES,
       OPT_LIST_TYPES, OPT_TYPES, OPT_IGNORE, OPT_EMACS, OPT_NO_SUMMARY,
       OPT_SUPPRESSIONS };

static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, "What is printed:", 10 },
	{ "format", OPT_FORMAT, "FORMAT", 0,
	  "text (the default), json, sarif (2.1.0), github (annotations) or b4 (a check of its reviews)",
	  0 },
	{ "json", OPT_JSON, NULL, 0, "--format=json", 0 },
	{ "terse", OPT_TERSE, NULL, 0, "print one line for each finding", 0 },
	{ "show-types", OPT_SHOW_TYPES, NULL, 0,
	  "print names beside the ids, and counts in the summary", 0 },
	{ "list-types", OPT_LIST_TYPES, NULL, 0, "list the types, and exit",
	  0 },
	{ "types", OPT_TYPES, "LIST", 0,
	  "print only findings of these types: ids or names, with commas between them", 0 },
	{ "ignore", OPT_IGNORE, "LIST", 0, "do not print findings of these types", 0 },
	{ "suppressions", OPT_SUPPRESSIONS, "FILE", 0,
	  "do not print findings that FILE lists, in lines ID PATH FUNCTION REASON", 0 },
	{ "color", OPT_COLOR, "WHEN", OPTION_ARG_OPTIONAL,
	  "always, never or auto; if NO_COLOR is set, auto means never", 0 },
	{ "emacs", OPT_EMACS, NULL, 0,
	  "print file names with the path of the tree, so that an editor finds them", 0 },
	{ "no-summary", OPT_NO_SUMMARY, NULL, 0, "do not print the last line", 0 },
	{ 0 }
};

static void list_types(void)
{
	for (size_t i = 0; i < check_id_count; i++)
		printf("%s %-18s %s\n", check_ids[i].id, check_ids[i].name,
		       check_ids[i].text);
}

static unsigned int parse_types(struct argp_state *state, const char *arg)
{
	unsigned int types = 0;

	for (arg += strspn(arg, ", "); *arg; arg += strspn(arg, ", ")) {
		size_t len = strcspn(arg, ", ");
		int index = check_id_find(arg, len);

		if (index < 0) {
			argp_error(state,
				   "there is no type \"%.*s\": --list-types shows them",
				   (int)len, arg);
			return 0;
		}
		types |= 1u << index;
		arg += len;
	}
	if (!types)
		argp_error(state, "a list of types is empty");
	return types;
}

static void parse_format(struct argp_state *state, struct output *how,
			 const char *arg)
{
	static const char *const names[] = { "text", "json", "sarif",
					     "github", "b4" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!strcmp(arg, names[i])) {
			how->format = i;
			return;
		}
	}
	argp_error(state, "--format is text, json, sarif, github or b4, not \"%s\"",
		   arg);
}

static void parse_color(struct argp_state *state, struct output *how,
			const char *arg)
{
	if (!arg || !strcmp(arg, "always"))
		how->color = COLOR_ALWAYS;
	else if (!strcmp(arg, "never"))
		how->color = COLOR_NEVER;
	else if (!strcmp(arg, "auto"))
		how->color = COLOR_AUTO;
	else
		argp_error(state, "--color is always, never or auto, not \"%s\"",
			   arg);
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct output *how = state->input;

	switch (key) {
	case OPT_FORMAT:
		parse_format(state, how, arg);
		break;
	case OPT_JSON:
		how->format = OUTPUT_JSON;
		break;
	case OPT_COLOR:
		parse_color(state, how, arg);
		break;
	case OPT_TERSE:
		how->terse = true;
		break;
	case OPT_SHOW_TYPES:
		how->show_types = true;
		break;
	case OPT_LIST_TYPES:
		list_types();
		exit(0);
	case OPT_TYPES:
		how->types |= parse_types(state, arg);
		break;
	case OPT_IGNORE:
		how->ignore |= parse_types(state, arg);
		break;
	case OPT_EMACS:
		how->emacs = true;
		break;
	case OPT_NO_SUMMARY:
		how->no_summary = true;
		break;
	case OPT_SUPPRESSIONS:
		if (suppress_read(&how->suppressions, arg))
			exit(2);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp output_argp = {
	.options = options,
	.parser = parse_option,
};

const struct argp_child output_children[] = {
	{ &output_argp, 0, NULL, 0 },
	{ 0 }
};

/* What is of no known type cannot have been excluded. */
static bool wanted(const struct output *how, const struct finding *f)
{
	int index = check_id_find(f->id, strlen(f->id));
	unsigned int type = index < 0 ? 0 : 1u << index;

	if (type & how->ignore)
		return false;
	return !how->types || type & how->types;
}

void output_select(struct output *how, struct outcome *o)
{
	struct findings *f = &o->findings;
	size_t kept = 0;

	outcome_sort(o);
	for (size_t i = 0; i < f->count; i++) {
		if (wanted(how, &f->list[i]))
			f->list[kept++] = f->list[i];
		else
			finding_free(&f->list[i]);
	}
	f->count = kept;
	suppress_apply(&how->suppressions, f);
}

int output_print(const struct output *how, const struct outcome *o, FILE *out)
{
	switch (how->format) {
	case OUTPUT_TEXT:
		print_text(how, o, out);
		break;
	case OUTPUT_JSON:
		print_json(o, out);
		break;
	case OUTPUT_SARIF:
		print_sarif(o, out);
		break;
	case OUTPUT_GITHUB:
		print_github(o, out);
		break;
	case OUTPUT_B4:
		print_b4(how, o, out);
		break;
	}
	if (how->format != OUTPUT_TEXT && !how->partial)
		suppress_unused(&how->suppressions, stderr);
	errno = 0;
	if (fflush(out) || ferror(out))
		return errno ? -errno : -EIO;
	return 0;
}

void output_free(struct output *how)
{
	suppress_free(&how->suppressions);
}
