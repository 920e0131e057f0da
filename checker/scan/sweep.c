// SPDX-License-Identifier: GPL-2.0-only
/* Reading all files of a tree once. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scan/sweep.h"

#define BINARY_CHECK 8192
#define FIRST_READ (256 * 1024)

struct job {
	const struct lists *lists;
	const struct walk *walk;
	struct sweep_file *files;
	int rootfd;
	int overfd;
	atomic_size_t next;
};

struct buffer {
	char *data;
	size_t size;		/* without the slop */
};

static int buffer_reserve(struct buffer *b, size_t size)
{
	char *bigger;

	if (size <= b->size)
		return 0;
	bigger = realloc(b->data, size + WORDSET_SLOP);
	if (!bigger)
		return -1;
	b->data = bigger;
	b->size = size;
	return 0;
}

/* Reads until the buffer is full or the file ends; returns how much it has. */
static ssize_t fill(int fd, struct buffer *b, size_t len)
{
	while (len < b->size) {
		ssize_t got = read(fd, b->data + len, b->size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		len += got;
	}
	return len;
}

static int looks_binary(const struct buffer *b, size_t len)
{
	return memchr(b->data, 0, len < BINARY_CHECK ? len : BINARY_CHECK) !=
	       NULL;
}

static int read_file(int fd, struct buffer *b, struct sweep_file *f)
{
	struct stat st;
	ssize_t len;

	if (fstat(fd, &st))
		return -1;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return -1;
	}
	if (buffer_reserve(b, FIRST_READ))
		return -1;
	len = fill(fd, b, 0);
	if (len < 0)
		return -1;
	f->bytes = len;
	if (looks_binary(b, len)) {
		f->status = SWEEP_BINARY;
		return 0;
	}
	while ((size_t)len == b->size) {
		size_t more = b->size * 2;

		/* one byte more than the file has, to see its end */
		if (st.st_size > len)
			more = (size_t)st.st_size + 1;
		/* places in a file are of 32 bits */
		if (more > UINT32_MAX) {
			errno = EFBIG;
			return -1;
		}
		if (buffer_reserve(b, more))
			return -1;
		len = fill(fd, b, len);
		if (len < 0)
			return -1;
	}
	f->bytes = len;
	memset(b->data + len, 0, WORDSET_SLOP);
	return 0;
}

/* The file that stands for @path: the overlay's, else the tree's. */
static int open_file(const struct job *job, const char *path)
{
	/* O_NONBLOCK: a list of files may name a pipe */
	int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = job->overfd < 0 ? -1 : openat(job->overfd, path, flags);

	if (fd >= 0 || (job->overfd >= 0 && errno != ENOENT &&
			errno != ENOTDIR))
		return fd;
	return openat(job->rootfd, path, flags);
}

static int sweep_one(struct job *job, const char *path, struct buffer *b,
		     struct sweep_file *f)
{
	int fd = open_file(job, path);
	int err;

	if (fd < 0)
		return -1;
	err = read_file(fd, b, f);
	if (err)
		err = errno;
	close(fd);
	errno = err;
	if (err)
		return -1;
	if (f->status == SWEEP_BINARY)
		return 0;
	return scan_buffer(job->lists, path, b->data, f->bytes, &f->result);
}

static void *work(void *arg)
{
	struct job *job = arg;
	struct buffer b = { 0 };
	size_t i;

	while ((i = atomic_fetch_add(&job->next, 1)) < job->walk->count) {
		struct sweep_file *f = &job->files[i];

		errno = 0;
		if (!sweep_one(job, job->walk->paths[i], &b, f))
			continue;
		f->error = errno ? errno : ENOMEM;
		f->status = SWEEP_UNREADABLE;
		scan_free(&f->result);
	}
	free(b.data);
	return NULL;
}

int sweep(const struct lists *l, int rootfd, int overfd, const struct walk *w,
	  unsigned int threads, struct sweep_file *files)
{
	struct job job = {
		.lists = l, .walk = w, .files = files, .rootfd = rootfd,
		.overfd = overfd,
	};
	pthread_t *ids = calloc(threads, sizeof(*ids));
	unsigned int started = 0;

	if (!ids)
		return -1;
	while (started + 1 < threads &&
	       !pthread_create(&ids[started], NULL, work, &job))
		started++;
	work(&job);
	while (started)
		pthread_join(ids[--started], NULL);
	free(ids);
	return 0;
}
