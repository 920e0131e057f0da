// SPDX-License-Identifier: GPL-2.0-only
/* Which files, and which code of generic ones, an architecture's kernel has. */
#include <string.h>

#include "tree.h"

static const struct text *text_of(const struct syntax *s, str_t path)
{
	for (size_t i = 0; i < s->text_count; i++)
		if (s->texts[i]->path == path)
			return s->texts[i];
	return NULL;
}

/*
 * include/asm-generic/NAME.h is for architectures that have no asm/NAME.h, or
 * one that includes it.
 */
bool syntax_has(const struct syntax *s, str_t arch, const struct text *t)
{
	static const char folder[] = "include/asm-generic/";
	const char *path = str_get(t->path);
	const struct text *own;
	str_t include;

	if (t->arch || !arch || strncmp(path, folder, strlen(folder)))
		return !t->arch || t->arch == arch;
	own = text_of(s, str_join(arch, "/include/asm/",
				  str_of(path + strlen(folder))));
	include = str_join(str_of("<asm-generic"), "/",
			   str_of(path + strlen(folder)));
	for (size_t i = 0; own && i < own->include_count; i++)
		if (own->includes[i] == include)
			return true;
	return !own;
}

static bool any_defines(const struct names *names, str_t name, str_t arch)
{
	const struct tree *t = names_first(names, name);

	for (; t; t = t->same)
		if (t->is_define && t->text->arch == arch && t->text->is_header)
			return true;
	return false;
}

bool syntax_has_own(const struct syntax *s, str_t arch, const struct text *t,
		    uint32_t offset)
{
	for (size_t i = 0; i < t->group_count && arch && !t->arch; i++) {
		const struct group *g = &t->groups[i];

		if (g->unless && t->tokens[g->marks[0]].off < offset &&
		    t->tokens[g->marks[1]].off > offset &&
		    (any_defines(&s->macros, g->unless, arch) ||
		     any_defines(&s->ordinary, g->unless, arch)))
			return true;
	}
	return false;
}

/* Is there code in a generic file that each architecture here has its own of? */
static bool all_have_own(const struct syntax *s, const struct text *t)
{
	for (size_t k = 0; k < t->top_count && s->arch_count; k++) {
		size_t i = 0;

		while (i < s->arch_count &&
		       syntax_has_own(s, s->arches[i], t, t->tops[k]->at))
			i++;
		if (i == s->arch_count)
			return true;
	}
	return false;
}

bool syntax_any_left(const struct syntax *s)
{
	for (size_t i = 0; i < s->text_count; i++) {
		const struct text *t = s->texts[i];
		bool had = t->part != SYNTAX_LOOK_AT;

		for (size_t k = 0; k < s->arch_count && !had; k++)
			had = syntax_has(s, s->arches[k], t);
		if (!had || (t->part == SYNTAX_LOOK_AT && all_have_own(s, t)))
			return true;
	}
	return false;
}

