// SPDX-License-Identifier: GPL-2.0-only
/*
 * Search for many whole words at once.
 *
 * The starts of all words of a buffer are found 64 bytes at a time as a bit
 * mask. A start counts only if its first three bytes are those of a word in
 * the set, which one bit of a table of 2 KB says (nearly) exactly; the rest of
 * the word is compared only then. So a buffer costs little more than reading
 * it, however many words there are and however short they are.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "buf.h"
#include "glob.h"
#include "scan/wordset.h"

#define KEY_BITS 14
#define KEYS (1u << KEY_BITS)

struct word {
	char *text;
	size_t len;
	uint32_t mask;
	unsigned int key;
	int is_prefix;
};

struct wordset {
	struct word *words;	/* by key, once built */
	size_t count;
	size_t capacity;
	uint32_t *first;	/* the first word of each key; KEYS + 1 */
	uint64_t present[KEYS / 64];
};

static unsigned int key_of(const char *s)
{
	uint32_t bytes = (unsigned char)s[0] | (unsigned char)s[1] << 8 |
			 (unsigned char)s[2] << 16;

	return (bytes * 0x9e3779b1u) >> (32 - KEY_BITS);
}

struct wordset *wordset_new(void)
{
	return calloc(1, sizeof(struct wordset));
}

void wordset_free(struct wordset *ws)
{
	if (!ws)
		return;
	for (size_t i = 0; i < ws->count; i++)
		free(ws->words[i].text);
	free(ws->words);
	free(ws->first);
	free(ws);
}

static int is_valid(const char *word, size_t len)
{
	if (len < WORDSET_MIN)
		return 0;
	for (size_t i = 0; i < len; i++)
		if (!is_word_char(word[i]))
			return 0;
	return 1;
}

static struct word *find_same(struct wordset *ws, const char *word, size_t len,
			      int is_prefix)
{
	for (size_t i = 0; i < ws->count; i++) {
		struct word *w = &ws->words[i];

		if (w->len == len && w->is_prefix == is_prefix &&
		    !memcmp(w->text, word, len))
			return w;
	}
	return NULL;
}

int wordset_add(struct wordset *ws, const char *word, uint32_t mask)
{
	size_t len = strlen(word);
	int is_prefix = len && word[len - 1] == '*';
	struct word *w;

	len -= is_prefix;
	if (!is_valid(word, len) || ws->first) {
		errno = EINVAL;
		return -1;
	}
	w = find_same(ws, word, len, is_prefix);
	if (w) {
		w->mask |= mask;
		return 0;
	}
	if (ws->count == ws->capacity) {
		size_t wanted = ws->capacity ? 2 * ws->capacity : 64;

		w = reallocarray(ws->words, wanted, sizeof(*w));
		if (!w)
			return -1;
		ws->words = w;
		ws->capacity = wanted;
	}
	w = &ws->words[ws->count];
	w->text = xstrndup(word, len);
	w->len = len;
	w->mask = mask;
	w->key = key_of(word);
	w->is_prefix = is_prefix;
	ws->count++;
	return 0;
}

static int compare_keys(const void *a, const void *b)
{
	const struct word *left = a, *right = b;

	return (left->key > right->key) - (left->key < right->key);
}

int wordset_build(struct wordset *ws)
{
	ws->first = calloc(KEYS + 1, sizeof(*ws->first));
	if (!ws->first)
		return -1;
	if (ws->count)
		qsort(ws->words, ws->count, sizeof(*ws->words), compare_keys);
	for (size_t i = 0; i < ws->count; i++) {
		unsigned int key = ws->words[i].key;

		ws->present[key / 64] |= 1ull << (key % 64);
		ws->first[key + 1]++;
	}
	for (size_t key = 0; key < KEYS; key++)
		ws->first[key + 1] += ws->first[key];
	return 0;
}

uint32_t wordset_lookup(const struct wordset *ws, const char *word, size_t len)
{
	unsigned int key;
	uint32_t mask = 0;

	if (len < WORDSET_MIN)
		return 0;
	key = key_of(word);
	for (uint32_t i = ws->first[key]; i < ws->first[key + 1]; i++) {
		const struct word *w = &ws->words[i];

		if (w->is_prefix ? w->len > len : w->len != len)
			continue;
		if (!memcmp(w->text, word, w->len))
			mask |= w->mask;
	}
	return mask;
}

/* One bit for each of 64 bytes: is it part of a word? */
#ifdef __SSE2__
static unsigned int word_bits16(const char *s)
{
	__m128i c = _mm_loadu_si128((const __m128i *)s);
	__m128i letter = _mm_sub_epi8(_mm_or_si128(c, _mm_set1_epi8(0x20)),
				      _mm_set1_epi8('a'));
	__m128i digit = _mm_sub_epi8(c, _mm_set1_epi8('0'));
	__m128i is_letter, is_digit, is_line;

	/* SSE2 compares signed bytes only: x <= n is min(x, n) == x */
	is_letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)),
				   letter);
	is_digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)),
				  digit);
	is_line = _mm_cmpeq_epi8(c, _mm_set1_epi8('_'));
	return _mm_movemask_epi8(_mm_or_si128(is_letter,
					      _mm_or_si128(is_digit, is_line)));
}

static uint64_t word_bits(const char *s)
{
	return word_bits16(s) | (uint64_t)word_bits16(s + 16) << 16 |
	       (uint64_t)word_bits16(s + 32) << 32 |
	       (uint64_t)word_bits16(s + 48) << 48;
}
#else
static uint64_t word_bits(const char *s)
{
	uint64_t bits = 0;

	for (int i = 0; i < 64; i++)
		bits |= (uint64_t)is_word_char(s[i]) << i;
	return bits;
}
#endif

static int try_word(const struct wordset *ws, const char *buffer,
		    size_t offset, wordset_hit hit, void *context)
{
	size_t len = 0;
	uint32_t mask;

	/* the slop ends every word */
	while (is_word_char(buffer[offset + len]))
		len++;
	mask = wordset_lookup(ws, buffer + offset, len);
	return mask ? hit(context, offset, len, mask) : 0;
}

int wordset_search(const struct wordset *ws, const char *buffer, size_t len,
		   wordset_hit hit, void *context)
{
	uint64_t carry = 0;

	for (size_t base = 0; base < len; base += 64) {
		uint64_t bits = word_bits(buffer + base);
		uint64_t starts = bits & ~(bits << 1 | carry);

		for (carry = bits >> 63; starts; starts &= starts - 1) {
			size_t offset = base + __builtin_ctzll(starts);
			unsigned int key = key_of(buffer + offset);
			int end;

			if (!(ws->present[key / 64] >> (key % 64) & 1))
				continue;
			end = try_word(ws, buffer, offset, hit, context);
			if (end)
				return end;
		}
	}
	return 0;
}

int wordset_read(struct wordset *ws, const char *path, uint32_t mask)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t size = 0, number = 0;
	int err = 0;

	if (!f) {
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(errno));
		return -1;
	}
	while (!err && getline(&line, &size, f) >= 0) {
		char *word = line_trim(line);

		number++;
		if (!*word || !wordset_add(ws, word, mask))
			continue;
		fprintf(stderr, "%s:%zu: not a word of three or more letters, digits and underscores: \"%s\"\n",
			path, number, word);
		err = -1;
	}
	if (!err && ferror(f)) {
		fprintf(stderr, "%s: cannot be read: %s\n", path,
			strerror(errno));
		err = -1;
	}
	free(line);
	fclose(f);
	return err;
}
