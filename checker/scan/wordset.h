/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_WORDSET_H
#define PTDESC_WORDSET_H

#include <stddef.h>
#include <stdint.h>

/*
 * A set of whole words that is searched for in one pass over a buffer.
 *
 * A word is a run of letters, digits and underscores. Bytes above 127 separate
 * words, as they do for `LC_ALL=C grep -w`. A word that is entered with a
 * trailing '*' stands for every word that begins with what is before it. Each
 * word carries a mask of what it belongs to; what several entries say about a
 * word is joined.
 */
struct wordset;

/* How many bytes behind the end of a searched buffer must be there, and 0. */
#define WORDSET_SLOP 64

/* Shorter words cannot be entered. */
#define WORDSET_MIN 3

/** wordset_new() - an empty set, or NULL when memory is out. */
struct wordset *wordset_new(void);

/** wordset_free() - release the set; NULL is allowed. */
void wordset_free(struct wordset *ws);

/**
 * wordset_add() - enter a word, or say more about one.
 * @word: at least WORDSET_MIN characters, all of a word, maybe a '*' behind
 *
 * Returns 0, or -1 with errno EINVAL (not such a word) or ENOMEM.
 */
int wordset_add(struct wordset *ws, const char *word, uint32_t mask);

/**
 * wordset_build() - make the set ready; nothing can be added afterwards.
 *
 * Returns 0, or -1 when memory is out.
 */
int wordset_build(struct wordset *ws);

/**
 * wordset_lookup() - what is known of one whole word.
 * @word: need not end in a zero byte
 *
 * Returns the joined masks, 0 for a word that is not in the set.
 */
uint32_t wordset_lookup(const struct wordset *ws, const char *word, size_t len);

typedef int (*wordset_hit)(void *context, size_t offset, size_t len,
			   uint32_t mask);

/**
 * wordset_search() - find the words of the set in a buffer.
 * @buffer: @len bytes, with WORDSET_SLOP zero bytes behind them
 * @hit: called for each, in order; a value other than 0 ends the search
 *
 * Returns 0 or what @hit returned. Several threads may search one set.
 */
int wordset_search(const struct wordset *ws, const char *buffer, size_t len,
		   wordset_hit hit, void *context);

/**
 * wordset_read() - enter the words of a file, one a line.
 *
 * '#' begins a comment; blanks around a word do not count. Returns 0, or -1
 * after one sentence on stderr.
 */
int wordset_read(struct wordset *ws, const char *path, uint32_t mask);

/** is_word_char() - whether a byte can be part of a word. */
static inline int is_word_char(unsigned char c)
{
	unsigned char letter = (c | 0x20) - 'a';
	unsigned char digit = c - '0';

	return letter < 26 || digit < 10 || c == '_';
}

#endif
