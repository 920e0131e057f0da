// SPDX-License-Identifier: GPL-2.0-only
/* The files of a unit, as libclang has them. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lower-int.h"

static str_t relative_path(const struct lower *l, CXFile file)
{
	CXString name = clang_getFileName(file);
	const char *path = clang_getCString(name);
	char real[PATH_MAX];
	str_t str;

	if (path && realpath(path, real))
		path = real;
	if (path && l->tree_len && !strncmp(path, l->tree, l->tree_len) &&
	    path[l->tree_len] == '/')
		path += l->tree_len + 1;
	str = str_of(path);
	clang_disposeString(name);
	return str;
}

struct source *lower_source(struct lower *l, CXFile file)
{
	struct source *s = l->last_source;

	if (s && s->file == file)
		return s;
	for (size_t i = 0; i < l->source_count; i++) {
		if (l->sources[i].file == file)
			return l->last_source = &l->sources[i];
	}
	if (l->source_count == l->source_capacity) {
		l->source_capacity = l->source_capacity ?
				     2 * l->source_capacity : 64;
		l->sources = xrealloc(l->sources, l->source_capacity *
				      sizeof(*l->sources));
	}
	s = &l->sources[l->source_count++];
	*s = (struct source){ .file = file };
	if (file) {
		s->path = relative_path(l, file);
		s->text = clang_getFileContents(l->tu, file, &s->len);
	}
	s->main = file && clang_File_isEqual(file, clang_getFile(
						l->tu, l->unit->source));
	s->header = !s->main;
	return l->last_source = s;
}
