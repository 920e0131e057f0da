// SPDX-License-Identifier: GPL-2.0-only
/* Which files a tree has. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"
#include "buf.h"
#include "scan/walk.h"

struct entry {
	char *name;		/* a folder's name ends in '/' */
	int is_dir;
};

struct listing {
	struct entry *entries;
	size_t count;
	size_t capacity;
};

int walk_append(struct walk *w, const char *path)
{
	char **bigger = array_reserve(w->paths, w->count, &w->capacity,
				      sizeof(*bigger));

	if (!bigger)
		return -1;
	w->paths = bigger;
	w->paths[w->count++] = xstrdup(path);
	return 0;
}

static void complain(struct walk *w, const char *path)
{
	fprintf(stderr, "%s: cannot be read: %s\n", *path ? path : ".",
		strerror(errno));
	w->errors++;
}

/*
 * Folders sort as if their name ended in '/': then a depth-first walk visits
 * files in the byte order of their whole paths ("a-b/x" before "a/x").
 */
static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static int listing_add(struct listing *l, const char *name, int is_dir)
{
	struct entry *e;

	e = array_reserve(l->entries, l->count, &l->capacity, sizeof(*e));
	if (!e)
		return -1;
	l->entries = e;
	e += l->count;
	e->is_dir = is_dir;
	e->name = xasprintf(is_dir ? "%s/" : "%s", name);
	l->count++;
	return 0;
}

static void listing_free(struct listing *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->entries[i].name);
	free(l->entries);
}

static unsigned char entry_type(int dirfd, const struct dirent *d)
{
	struct stat st;

	if (d->d_type != DT_UNKNOWN)
		return d->d_type;
	if (fstatat(dirfd, d->d_name, &st, AT_SYMLINK_NOFOLLOW))
		return DT_UNKNOWN;
	return IFTODT(st.st_mode);
}

static int is_skipped(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..") ||
	       !strcmp(name, ".git");
}

/* Returns 0, -1 when the folder could not be read whole, -2 without memory. */
static int list_folder(struct walk *w, const char *path, DIR *dir,
		       struct listing *l)
{
	struct dirent *d;

	while (errno = 0, (d = readdir(dir))) {
		unsigned char type;
		int is_dir;

		if (is_skipped(d->d_name))
			continue;
		type = entry_type(dirfd(dir), d);
		is_dir = type == DT_DIR;
		if (type == DT_UNKNOWN)
			complain(w, path);
		if (!is_dir && type != DT_REG)
			continue;
		if (listing_add(l, d->d_name, is_dir))
			return -2;
	}
	if (errno) {
		complain(w, path);
		return -1;
	}
	if (l->count)
		qsort(l->entries, l->count, sizeof(*l->entries),
		      compare_entries);
	return 0;
}

static int walk_folder(struct walk *w, int fd, const char *path);

static int enter(struct walk *w, int parent, const char *path,
		 const struct entry *e)
{
	char *below = xasprintf("%s%s", path, e->name);
	int fd, err;

	if (!e->is_dir) {
		err = walk_append(w, below);
		free(below);
		return err;
	}
	fd = openat(parent, e->name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0) {
		complain(w, below);
		err = 0;
	} else {
		err = walk_folder(w, fd, below);
	}
	free(below);
	return err;
}

/* Takes @fd over. @path is "" or ends in '/'. */
static int walk_folder(struct walk *w, int fd, const char *path)
{
	struct listing l = { 0 };
	DIR *dir = fdopendir(fd);
	int err = 0;

	if (!dir) {
		close(fd);
		return -1;
	}
	if (list_folder(w, path, dir, &l) == -2)
		err = -1;
	for (size_t i = 0; i < l.count && !err; i++)
		err = enter(w, dirfd(dir), path, &l.entries[i]);
	listing_free(&l);
	closedir(dir);
	return err;
}

static int walk_path_folder(struct walk *w, int rootfd, const char *path)
{
	size_t len = strlen(path);
	char *prefix;
	int fd, err;

	fd = openat(rootfd, len ? path : ".",
		    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	prefix = xasprintf(len ? "%s/" : "%s", path);
	err = walk_folder(w, fd, prefix);
	free(prefix);
	return err;
}

int walk_add(struct walk *w, int rootfd, const char *path)
{
	struct stat st;
	char *clean;
	size_t len;
	int err;

	while (path[0] == '.' && path[1] == '/')
		for (path += 2; *path == '/'; path++)
			;
	if (!strcmp(path, "."))
		path = "";
	if (!*path)
		return walk_path_folder(w, rootfd, path);
	if (fstatat(rootfd, path, &st, AT_SYMLINK_NOFOLLOW))
		return -1;
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return -1;
	}
	clean = xstrdup(path);
	for (len = strlen(clean); len && clean[len - 1] == '/'; )
		clean[--len] = '\0';
	err = S_ISDIR(st.st_mode) ? walk_path_folder(w, rootfd, clean)
				  : walk_append(w, clean);
	free(clean);
	return err;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void walk_sort(struct walk *w)
{
	size_t kept = 0;

	if (!w->count)
		return;
	qsort(w->paths, w->count, sizeof(*w->paths), compare_paths);
	for (size_t i = 1; i < w->count; i++) {
		if (strcmp(w->paths[kept], w->paths[i]))
			w->paths[++kept] = w->paths[i];
		else
			free(w->paths[i]);
	}
	w->count = kept + 1;
}

void walk_free(struct walk *w)
{
	for (size_t i = 0; i < w->count; i++)
		free(w->paths[i]);
	free(w->paths);
	*w = (struct walk){ 0 };
}
