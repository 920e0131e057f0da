/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_BUF_H
#define PTDESC_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* A growable byte string. `data` is always followed by a NUL byte. */
struct buf {
	char *data;
	size_t len;
	size_t size;
};

/*
 * The policy for memory of all programs: when it runs out they say so and end
 * with 3, for not all was looked at. No caller could go on.
 */
#define EXIT_INCOMPLETE 3

/* out_of_memory() - say it, and end the program with EXIT_INCOMPLETE. */
_Noreturn void out_of_memory(void);

/* buf_add() - append @len bytes. */
void buf_add(struct buf *b, const char *data, size_t len);

/* buf_puts() - append a C string. */
void buf_puts(struct buf *b, const char *s);

/* buf_fill() - append @n times the byte @c. */
void buf_fill(struct buf *b, char c, size_t n);

/* buf_free() - release the bytes; the buffer may be used again. */
void buf_free(struct buf *b);

/*
 * buf_read() - append a whole file, `-` is standard input; -errno or 0. Of a
 * pipe or a device, which may never end, it is -ENOTSUP.
 */
int buf_read(struct buf *b, const char *path);

/* buf_read_some() - the same, but only until there are @enough bytes. */
int buf_read_some(struct buf *b, const char *path, size_t enough);

/* buf_read_pipe() - buf_read_some(), of pipes and devices, too. */
int buf_read_pipe(struct buf *b, const char *path, size_t enough);

/* buf_error() - what such a -errno means. */
const char *buf_error(int err);

/* buf_need() - buf_read(), with a sentence to standard error if it fails. */
int buf_need(struct buf *b, const char *path);

/* buf_write() - write the bytes to a file, `-` is stdout; -errno or 0. */
int buf_write(const struct buf *b, const char *path);

/*
 * buf_replace() - write them to a file whole or not at all: who reads it
 * meanwhile has the old one. -errno or 0.
 */
int buf_replace(const struct buf *b, const char *path);

/* These never fail: see out_of_memory(). What they return is the caller's. */
void *xrealloc(void *p, size_t size);
/* Zeros; room for one element even if @count is 0. */
void *xcalloc(size_t count, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
__attribute__((format(printf, 1, 2)))
char *xasprintf(const char *format, ...);

/*
 * xgrow() - room in a list for one element of @size bytes behind @count; as
 * xrealloc().
 */
void *xgrow(void *list, size_t count, size_t *capacity, size_t size);

/* GROW() - the same, for a list and its counters. */
#define GROW(list, count, capacity)					\
	((list) = xgrow(list, count, &(capacity), sizeof(*(list))))

/* has_word() - does @word stand in the text as a whole C identifier? */
bool has_word(const char *text, size_t len, const char *word, size_t wlen);

#endif
