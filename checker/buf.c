// SPDX-License-Identifier: GPL-2.0-only
/* Growable byte strings, and files read into them. */

#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"

void out_of_memory(void)
{
	fputs("out of memory: not all was looked at; free some and run again\n",
	      stderr);
	exit(EXIT_INCOMPLETE);
}

char *xasprintf(const char *format, ...)
{
	char *text;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		out_of_memory();
	return text;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = strndup(s, len);

	if (!copy)
		out_of_memory();
	return copy;
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		out_of_memory();
	return p;
}

void *xgrow(void *list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return list;
	*capacity = *capacity ? 2 * *capacity : 8;
	return xrealloc(list, *capacity * size);
}

static void reserve(struct buf *b, size_t more)
{
	size_t want = b->len + more + 1;

	if (want <= b->size)
		return;
	b->size = want < 2 * b->size ? 2 * b->size : want;
	b->data = xrealloc(b->data, b->size);
}

void buf_add(struct buf *b, const char *data, size_t len)
{
	reserve(b, len);
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_fill(struct buf *b, char c, size_t n)
{
	reserve(b, n);
	memset(b->data + b->len, c, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_free(struct buf *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}

/* Where nobody writes to a pipe, to open it would wait for ever. */
static FILE *open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		errno = S_ISDIR(st.st_mode) ? EISDIR : ENOTSUP;
		return NULL;
	}
	return fdopen(fd, "rb");
}

static int read_stream(struct buf *b, FILE *f, size_t enough)
{
	char block[65536];
	size_t n;
	int err = 0;

	if (!f)
		return -errno;
	buf_add(b, "", 0);
	while (b->len < enough && (n = fread(block, 1, sizeof(block), f)))
		buf_add(b, block, n);
	if (ferror(f))
		err = errno ? -errno : -EIO;
	if (f != stdin)
		fclose(f);
	return err;
}

int buf_read(struct buf *b, const char *path)
{
	return buf_read_some(b, path, SIZE_MAX);
}

int buf_read_some(struct buf *b, const char *path, size_t enough)
{
	return read_stream(b, strcmp(path, "-") ? open_file(path) : stdin,
			   enough);
}

int buf_read_pipe(struct buf *b, const char *path, size_t enough)
{
	return read_stream(b, strcmp(path, "-") ? fopen(path, "rb") : stdin,
			   enough);
}

const char *buf_error(int err)
{
	return err == -ENOTSUP ? "it is no file, but a pipe or a device"
			       : strerror(-err);
}

int buf_need(struct buf *b, const char *path)
{
	int err = buf_read(b, path);

	if (err)
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			buf_error(err));
	return err;
}

int buf_write(const struct buf *b, const char *path)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "wb") : stdout;
	int err = 0;

	if (!f)
		return -errno;
	if (b->len && fwrite(b->data, 1, b->len, f) != b->len)
		err = errno ? -errno : -EIO;
	if ((f == stdout ? fflush(f) : fclose(f)) && !err)
		err = errno ? -errno : -EIO;
	return err;
}

int buf_replace(const struct buf *b, const char *path)
{
	char *temporary;
	int fd, err;

	if (asprintf(&temporary, "%s.XXXXXX", path) < 0)
		return -ENOMEM;
	fd = mkstemp(temporary);
	err = fd < 0 ? -errno : 0;
	if (fd >= 0)
		close(fd);
	if (!err)
		err = buf_write(b, temporary);
	if (!err && rename(temporary, path))
		err = -errno;
	if (err && fd >= 0)
		unlink(temporary);
	free(temporary);
	return err;
}

static bool word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool has_word(const char *text, size_t len, const char *word, size_t wlen)
{
	const char *end = text + len, *p = text;

	while (wlen && (p = memmem(p, end - p, word, wlen))) {
		if ((p == text || !word_char(p[-1])) &&
		    (p + wlen == end || !word_char(p[wlen])))
			return true;
		p++;
	}
	return false;
}
