// SPDX-License-Identifier: GPL-2.0-only
/* The search for whole words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "scan/wordset.h"

struct found {
	size_t count;
	size_t offset[64];
	size_t len[64];
	uint32_t mask[64];
};

static int remember(void *context, size_t offset, size_t len, uint32_t mask)
{
	struct found *f = context;

	assert_true(f->count < 64);
	f->offset[f->count] = offset;
	f->len[f->count] = len;
	f->mask[f->count++] = mask;
	return 0;
}

/* Exactly as large as promised, so that a sanitizer sees a read too far. */
static struct found search(const struct wordset *ws, const char *text)
{
	size_t len = strlen(text);
	char *buffer = calloc(1, len + WORDSET_SLOP);
	struct found f = { 0 };

	assert_non_null(buffer);
	memcpy(buffer, text, len);
	assert_int_equal(wordset_search(ws, buffer, len, remember, &f), 0);
	free(buffer);
	return f;
}

static struct wordset *make_set(void)
{
	struct wordset *ws = wordset_new();

	assert_non_null(ws);
	assert_int_equal(wordset_add(ws, "ptl", 1), 0);
	assert_int_equal(wordset_add(ws, "pt_mm", 2), 0);
	assert_int_equal(wordset_add(ws, "_pt_pad_1", 4), 0);
	assert_int_equal(wordset_add(ws, "pt_*", 8), 0);
	assert_int_equal(wordset_build(ws), 0);
	return ws;
}

static void finds_whole_words_only(void **state)
{
	struct wordset *ws = make_set();
	struct found f = search(ws, "ptl xptl ptl2 _ptl ptl_ (ptl)\nptl");

	(void)state;
	assert_int_equal(f.count, 3);
	assert_int_equal(f.offset[0], 0);
	assert_int_equal(f.offset[1], 25);
	assert_int_equal(f.offset[2], 30);
	assert_int_equal(f.len[2], 3);
	assert_int_equal(f.mask[2], 1);
	wordset_free(ws);
}

static void joins_masks_of_prefix_and_word(void **state)
{
	struct wordset *ws = make_set();
	struct found f = search(ws, "pt_mm pt pt_x pt_ xpt_x");

	(void)state;
	assert_int_equal(f.count, 3);
	assert_int_equal(f.mask[0], 2 | 8);
	assert_int_equal(f.offset[1], 9);
	assert_int_equal(f.mask[1], 8);
	assert_int_equal(f.len[2], 3);
	assert_int_equal(f.mask[2], 8);
	wordset_free(ws);
}

static void adding_twice_joins(void **state)
{
	struct wordset *ws = wordset_new();

	(void)state;
	assert_int_equal(wordset_add(ws, "lru", 1), 0);
	assert_int_equal(wordset_add(ws, "lru", 4), 0);
	assert_int_equal(wordset_build(ws), 0);
	assert_int_equal(wordset_lookup(ws, "lru", 3), 5);
	assert_int_equal(wordset_lookup(ws, "lru", 2), 0);
	assert_int_equal(wordset_lookup(ws, "lrux", 4), 0);
	wordset_free(ws);
}

/* Every place of a word against the 64 bytes that are looked at together. */
static void finds_across_blocks(void **state)
{
	struct wordset *ws = make_set();

	(void)state;
	for (size_t before = 0; before < 200; before++) {
		char text[256] = "";
		struct found f;

		memset(text, ' ', before);
		strcpy(text + before, "_pt_pad_1");
		f = search(ws, text);
		assert_int_equal(f.count, 1);
		assert_int_equal(f.offset[0], before);
		memset(text, 'x', before);
		if (before)
			assert_int_equal(search(ws, text).count, 0);
	}
	wordset_free(ws);
}

static void bytes_above_ascii_separate(void **state)
{
	struct wordset *ws = make_set();
	struct found f = search(ws, "\xe4\xbd\xbfptl\xe5\x87\xbd ptl\x80");

	(void)state;
	assert_int_equal(f.count, 2);
	assert_int_equal(f.offset[0], 3);
	wordset_free(ws);
}

static void zero_bytes_separate(void **state)
{
	struct wordset *ws = make_set();
	char buffer[8 + WORDSET_SLOP] = "\0ptl\0pt\0";
	struct found f = { 0 };

	(void)state;
	assert_int_equal(wordset_search(ws, buffer, 8, remember, &f), 0);
	assert_int_equal(f.count, 1);
	assert_int_equal(f.offset[0], 1);
	wordset_free(ws);
}

static int stop(void *context, size_t offset, size_t len, uint32_t mask)
{
	(void)offset, (void)len, (void)mask;
	return ++*(int *)context == 2 ? 7 : 0;
}

static void a_hit_can_end_the_search(void **state)
{
	struct wordset *ws = make_set();
	char buffer[64 + WORDSET_SLOP] = "ptl ptl ptl";
	int calls = 0;

	(void)state;
	assert_int_equal(wordset_search(ws, buffer, 11, stop, &calls), 7);
	assert_int_equal(calls, 2);
	wordset_free(ws);
}

static void refuses_what_is_no_word(void **state)
{
	struct wordset *ws = wordset_new();

	(void)state;
	assert_int_equal(wordset_add(ws, "", 1), -1);
	assert_int_equal(wordset_add(ws, "*", 1), -1);
	assert_int_equal(wordset_add(ws, "ab", 1), -1);
	assert_int_equal(wordset_add(ws, "ab*", 1), -1);
	assert_int_equal(wordset_add(ws, "a-bc", 1), -1);
	assert_int_equal(wordset_add(ws, "a*bc", 1), -1);
	assert_int_equal(wordset_add(ws, "struct page", 1), -1);
	assert_int_equal(wordset_add(ws, "abc*", 1), 0);
	wordset_free(ws);
}

static void an_empty_set_finds_nothing(void **state)
{
	struct wordset *ws = wordset_new();

	(void)state;
	assert_int_equal(wordset_build(ws), 0);
	assert_int_equal(search(ws, "ptl pt_mm").count, 0);
	assert_int_equal(search(ws, "").count, 0);
	wordset_free(ws);
}

/* The slow and obvious way, on text from a small alphabet. */
static size_t count_slowly(const struct wordset *ws, const char *s, size_t len)
{
	size_t count = 0;

	for (size_t i = 0, end; i < len; i = end + 1) {
		for (end = i; end < len && is_word_char(s[end]); end++)
			;
		count += end > i && wordset_lookup(ws, s + i, end - i);
	}
	return count;
}

static int count_hit(void *context, size_t offset, size_t len, uint32_t mask)
{
	(void)offset, (void)len, (void)mask;
	++*(size_t *)context;
	return 0;
}

static void agrees_with_the_slow_way(void **state)
{
	static const char alphabet[] = "ptl_m  \n";
	struct wordset *ws = make_set();
	char *text = calloc(1, 1000000 + WORDSET_SLOP);
	uint32_t random = 1;
	size_t fast = 0, slow;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < 1000000; i++) {
		random = random * 1664525 + 1013904223;
		text[i] = alphabet[random >> 29];
	}
	slow = count_slowly(ws, text, 1000000);
	assert_true(slow > 100);
	assert_int_equal(wordset_search(ws, text, 1000000, count_hit, &fast), 0);
	assert_int_equal(fast, slow);
	free(text);
	wordset_free(ws);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_whole_words_only),
		cmocka_unit_test(joins_masks_of_prefix_and_word),
		cmocka_unit_test(adding_twice_joins),
		cmocka_unit_test(finds_across_blocks),
		cmocka_unit_test(bytes_above_ascii_separate),
		cmocka_unit_test(zero_bytes_separate),
		cmocka_unit_test(a_hit_can_end_the_search),
		cmocka_unit_test(refuses_what_is_no_word),
		cmocka_unit_test(an_empty_set_finds_nothing),
		cmocka_unit_test(agrees_with_the_slow_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
