// SPDX-License-Identifier: GPL-2.0-only
/* A kernel tree and the paths in it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scan/tree.h"
#include "version.h"

int tree_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0) {
		fprintf(stderr, "%s: cannot be opened as a folder: %s; name a kernel tree\n",
			path, strerror(errno));
		return -1;
	}
	if (faccessat(fd, "Kconfig", F_OK, 0) || !version_of_tree(path)) {
		fprintf(stderr, "%s: not a kernel tree (no Kconfig, or no Makefile that sets VERSION and PATCHLEVEL); name one\n",
			path);
		close(fd);
		return -1;
	}
	return fd;
}

/* Only what is below the tree: not absolute, no ".." on the way. */
static int stays_inside(const char *path)
{
	if (*path == '/')
		return 0;
	while (*path) {
		size_t len = strcspn(path, "/");

		if (len == 2 && !strncmp(path, "..", 2))
			return 0;
		path += len + (path[len] == '/');
	}
	return 1;
}

int tree_add_path(struct walk *w, const char *tree, int rootfd,
		  const char *path)
{
	if (!stays_inside(path)) {
		fprintf(stderr, "%s: not a path below %s; give it relative to the tree\n",
			path, tree);
		return -1;
	}
	if (!walk_add(w, rootfd, path))
		return 0;
	fprintf(stderr, "%s/%s: cannot be walked: %s\n", tree, path,
		strerror(errno));
	return -1;
}

static int add_lines(struct walk *w, const char *list, FILE *f)
{
	char *line = NULL;
	size_t size = 0;
	int err = 0;

	while (!err && getline(&line, &size, f) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line)
			continue;
		if (stays_inside(line)) {
			err = walk_append(w, line);
			continue;
		}
		fprintf(stderr, "%s: names a file outside of the tree: %s\n",
			list, line);
		err = -1;
	}
	free(line);
	return err;
}

int tree_read_list(struct walk *w, const char *list)
{
	FILE *f = strcmp(list, "-") ? fopen(list, "re") : stdin;
	int err;

	if (!f) {
		fprintf(stderr, "%s: cannot be read: %s\n", list,
			strerror(errno));
		return -1;
	}
	err = add_lines(w, list, f);
	if (!err && ferror(f)) {
		fprintf(stderr, "%s: cannot be read\n", list);
		err = -1;
	}
	if (f != stdin)
		fclose(f);
	if (!err)
		walk_sort(w);
	return err;
}
