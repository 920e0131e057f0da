// SPDX-License-Identifier: GPL-2.0-only
/* Which headers of a tree #include <...> and #include "..." mean. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archpath.h"
#include "buf.h"
#include "includes.h"
#include "outline.h"

/* One place where it can be; *path stays NULL if it is not there. */
static void probe(char **path, const char *tree, size_t folder_len,
		  const char *folder, const struct elem *e, const char *text)
{
	char *whole;

	if (*path)
		return;
	whole = xasprintf("%s/%.*s%.*s", tree, (int)folder_len, folder,
			  (int)e->name_len, text + e->name);
	if (!access(whole, R_OK))
		*path = xasprintf("%s", whole + strlen(tree) + 1);
	free(whole);
}

static char *resolve(const char *tree, const char *path, const char *text,
		     const struct elem *e)
{
	const char *slash = strrchr(path, '/');
	size_t realm = arch_folder(path);
	char *found = NULL, *folder;

	if (slash && text[e->name - 1] == '"')
		probe(&found, tree, slash + 1 - path, path, e, text);
	if (realm) {
		folder = xasprintf("%.*sinclude/", (int)realm, path);
		probe(&found, tree, strlen(folder), folder, e, text);
		free(folder);
	}
	probe(&found, tree, 8, "include/", e, text);
	return found;
}

/* <linux/x.h> nearly always has what <asm/x.h> says of it. */
static void see_own_part(const char *tree, const char *path,
			 const char *header, void (*see)(void *, const char *),
			 void *context)
{
	size_t realm = arch_folder(path);
	char *own, *whole;

	if (!realm || strncmp(header, "include/linux/", 14))
		return;
	own = xasprintf("%.*sinclude/asm/%s", (int)realm, path, header + 14);
	whole = xasprintf("%s/%s", tree, own);
	if (!access(whole, R_OK))
		see(context, own);
	free(whole);
	free(own);
}

void includes_find(const char *tree, const char *path, const char *text,
		   size_t len,
		   void (*see)(void *context, const char *header),
		   void *context)
{
	struct outline o;

	outline_read(&o, text, len);
	for (size_t i = 0; i < o.nr_elems; i++) {
		char *header = o.elems[i].kind == ELEM_INCLUDE ?
			resolve(tree, path, text, &o.elems[i]) : NULL;

		if (header) {
			see(context, header);
			see_own_part(tree, path, header, see, context);
		}
		free(header);
	}
	outline_free(&o);
}
