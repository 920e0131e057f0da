// SPDX-License-Identifier: GPL-2.0-only
/* The tree that patches are for. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "gitrun.h"
#include "source.h"

void source_none(struct source *s)
{
	*s = (struct source){ .rootfd = -1 };
}

int source_open(struct source *s, const char *root)
{
	char git[PATH_MAX];

	source_none(s);
	s->rootfd = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (s->rootfd < 0)
		return -errno;
	s->root = xstrdup(root);
	/* a file in a work tree of another repository, a folder in its own */
	snprintf(git, sizeof(git), "%s/.git", root);
	s->git = !access(git, F_OK);
	return 0;
}

/* Part by part, so that no link leads out of the tree. */
static int open_inside(int rootfd, const char *path, int flags)
{
	int fd = dup(rootfd);

	while (fd >= 0 && *path) {
		char part[NAME_MAX + 1];
		size_t len = strcspn(path, "/");
		int next, last = !path[len];

		if (len > NAME_MAX) {
			close(fd);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(part, path, len);
		part[len] = '\0';
		next = openat(fd, part, last ?
			      flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK :
			      O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(fd);
		fd = next;
		path += len + !last;
	}
	return fd;
}

static int read_fd(int fd, struct buf *out)
{
	char chunk[65536];
	size_t total = 0;

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : 0;
		total += (size_t)n;
		if (total > SOURCE_MAX_FILE)
			return -EFBIG;
		buf_add(out, chunk, (size_t)n);
	}
}

static int read_file(struct source *s, const char *path, struct buf *out)
{
	int fd = open_inside(s->rootfd, path, O_RDONLY), err;
	struct stat st;

	if (fd < 0)	/* a link where a folder is expected is ENOTDIR */
		return errno == ENOTDIR ? -ENOENT : -errno;
	if (fstat(fd, &st))
		err = -errno;
	else if (!S_ISREG(st.st_mode))
		err = -EISDIR;
	else
		err = read_fd(fd, out);
	close(fd);
	return err;
}

static void end_child(struct source *s)
{
	if (s->child <= 0)
		return;
	close(s->to_child);
	close(s->from_child);
	while (waitpid(s->child, NULL, 0) < 0 && errno == EINTR)
		;
	s->child = 0;
}

static int read_object(struct source *s, const char *name, struct buf *out)
{
	int err;

	if (!s->git)
		return -ENOENT;
	if (!s->child) {
		s->child = git_batch(s->root, &s->to_child, &s->from_child);
		if (s->child < 0)
			s->git = false;
	}
	if (s->child <= 0)
		return -ENOENT;
	err = git_object(s->to_child, s->from_child, name, SOURCE_MAX_FILE,
			 out);
	if (err && err != -ENOENT && err != -EINVAL)
		end_child(s);
	return err;
}

static int read_revision(struct source *s, const char *path, struct buf *out)
{
	char *name = xasprintf("%s:%s", s->revision, path);
	int err = read_object(s, name, out);

	free(name);
	return err;
}

int source_read(struct source *s, const char *path, const char *blob,
		struct buf *out)
{
	if (s->revision)
		return read_revision(s, path, out);
	if (blob && !read_object(s, blob, out))
		return 0;
	return s->rootfd < 0 ? -ENOENT : read_file(s, path, out);
}

bool source_has(struct source *s, const char *path)
{
	struct buf unused = { 0 };
	struct stat st;
	bool has;
	int fd;

	if (s->revision) {
		has = !read_revision(s, path, &unused);
		buf_free(&unused);
		return has;
	}
	if (s->rootfd < 0)
		return false;
	fd = open_inside(s->rootfd, path, O_PATH);
	has = fd >= 0 && !fstat(fd, &st) && S_ISREG(st.st_mode);
	if (fd >= 0)
		close(fd);
	return has;
}

void source_close(struct source *s)
{
	end_child(s);
	if (s->rootfd >= 0)
		close(s->rootfd);
	free(s->root);
	free(s->revision);
	source_none(s);
}
