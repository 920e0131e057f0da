// SPDX-License-Identifier: GPL-2.0-only
/* The patch reader, on mail, on what diff writes, and on damage. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "buf.h"
#include "lint/mail.h"
#include "lint/patch.h"
#include "lint/patchname.h"

static void add(struct buf *b, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_puts(b, text);
}

static void show_hunks(struct buf *b, const struct patches *p,
		       const struct patch_file *f)
{
	for (size_t i = 0; i < f->hunk_count; i++) {
		const struct patch_hunk *h = &p->hunks[f->first_hunk + i];
		const char *at = h->body;
		struct patch_line l;

		add(b, " %u,%u>%u,%u", h->old_start, h->old_count,
		    h->new_start, h->new_count);
		while (hunk_next(h, &at, &l))
			add(b, "[%c%.*s%s]", l.sign, (int)l.len, l.text,
			    l.open ? "~" : "");
	}
}

/* A patch in one line, which the tests compare. */
static char *show(const char *text, size_t len)
{
	struct patches p = { 0 };
	struct buf b = { 0 };

	if (patches_read(&p, text, len)) {
		assert_true(p.error.len > 0);
		add(&b, "error: %s", p.error.data);
	} else {
		assert_int_equal(p.error.len, 0);
	}
	for (size_t i = 0; !p.error.len && i < p.count; i++) {
		add(&b, "%s{%s", i ? " " : "",
		    p.list[i].subject ? p.list[i].subject : "");
		for (size_t j = 0; j < p.list[i].file_count; j++) {
			const struct patch_file *f =
				&p.files[p.list[i].first_file + j];

			add(&b, "|%s %s%s%s%s", f->old_name ? f->old_name : "0",
			    f->new_name ? f->new_name : "0",
			    f->copy ? " copy" : "", f->binary ? " binary" : "",
			    f->other ? " other" : "");
			show_hunks(&b, &p, f);
		}
		add(&b, "}");
	}
	for (size_t i = 0; i < p.refused_count; i++)
		add(&b, " refused: %s", p.refused[i].why);
	patches_free(&p);
	add(&b, "%s", "");
	return b.data;
}

static void check_len(const char *text, size_t len, const char *want)
{
	/* exactly as long, so that the sanitizers see a read behind it */
	char *copy = malloc(len ? len : 1), *got;

	memcpy(copy, text, len);
	got = show(copy, len);
	assert_string_equal(got, want);
	free(got);
	free(copy);
}

static void check(const char *text, const char *want)
{
	check_len(text, strlen(text), want);
}

#define NAMES "--- a/f.c\n+++ b/f.c\n"

static void test_plain(void **state)
{
	(void)state;
	check(NAMES "@@ -1,2 +1,2 @@ int f(void)\n a\n-b\n+c\n",
	      "{|a/f.c b/f.c 1,2>1,2[ a][-b][+c]}");
	check("--- f.c\t2023-01-02 03:04:05\n+++ f.c\t2023-01-02\n@@ -1 +1 @@\n-a\n+b\n",
	      "{|f.c f.c 1,1>1,1[-a][+b]}");
	check("--- /dev/null\n+++ b/n.c\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n",
	      "{|0 b/n.c 0,0>1,1[+a~]}");
	check("--- a/n.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
	      "{|a/n.c 0 1,1>0,0[-a]}");
	check(NAMES "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n",
	      "{|a/f.c b/f.c 1,1>1,1[-a~][+b]}");
	/* a mailer has cut the blank of an empty line; CRLF throughout */
	check("--- a/f.c\r\n+++ b/f.c\r\n@@ -1,2 +1,2 @@\r\n\r\n-b\r\n+c\r\n",
	      "{|a/f.c b/f.c 1,2>1,2[ ][-b][+c]}");
	/* the signature behind the last hunk is not a removed line */
	check(NAMES "@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n\n",
	      "{|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	check(NAMES "@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-c\n+d\n"
	      "--- a/g.c\n+++ b/g.c\n@@ -1 +1 @@\n--- x\n+++ y\n",
	      "{|a/f.c b/f.c 1,1>1,1[-a][+b] 9,1>9,1[-c][+d]"
	      "|a/g.c b/g.c 1,1>1,1[--- x][+++ y]}");
}

static void test_bytes(void **state)
{
	static const char nul[] = NAMES "@@ -1 +1 @@\n-a\n+b\0c\xff\n";

	(void)state;
	check(NAMES "@@ -1 +1 @@\n-\xe4\n+\xff\xfe\n",
	      "{|a/f.c b/f.c 1,1>1,1[-\xe4][+\xff\xfe]}");
	/* the test prints up to the zero byte; the reader keeps all */
	check_len(nul, sizeof(nul) - 1,
		  "{|a/f.c b/f.c 1,1>1,1[-a][+b]}");
}

static void test_git(void **state)
{
	(void)state;
	check("diff --git a/o.c b/n.c\nsimilarity index 90%\nrename from o.c\nrename to n.c\n"
	      "index 1..2 100644\n--- a/o.c\n+++ b/n.c\n@@ -1 +1 @@\n-a\n+b\n",
	      "{|a/o.c b/n.c 1,1>1,1[-a][+b]}");
	check("diff --git a/o.c b/n.c\nsimilarity index 100%\ncopy from o.c\ncopy to n.c\n",
	      "{|a/o.c b/n.c copy}");
	check("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"
	      "diff --git a/e.c b/e.c\nnew file mode 100644\nindex 0..e69\n",
	      "{|a/x b/x|0 b/e.c}");
	check("diff --git a/x y.c b/x y.c\ndeleted file mode 100644\n",
	      "{|a/x y.c 0}");
	check("diff --git a/l b/l\nindex 1..2 120000\n--- a/l\n+++ b/l\n@@ -1 +1 @@\n-a\n+b\n",
	      "{|a/l b/l other 1,1>1,1[-a][+b]}");
	check("diff --git \"a/\\303\\244\\t\\\"q.c\" \"b/\\303\\244\\t\\\"q.c\"\n"
	      "--- \"a/\\303\\244\\t\\\"q.c\"\n+++ \"b/\\303\\244\\t\\\"q.c\"\n"
	      "@@ -1 +1 @@\n-a\n+b\n",
	      "{|a/\xc3\xa4\t\"q.c b/\xc3\xa4\t\"q.c 1,1>1,1[-a][+b]}");
	check("diff --git a/i.png b/i.png\nindex 1..2 100644\nGIT binary patch\n"
	      "literal 3\nKcmZ\n\nliteral 2\nJcmZ\n\n"
	      "diff --git a/f.c b/f.c\n" NAMES "@@ -1 +1 @@\n-a\n+b\n",
	      "{|a/i.png b/i.png binary|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	check("diff --git a/i b/i\nindex 1..2 100644\nBinary files a/i and b/i differ\n"
	      NAMES "@@ -1 +1 @@\n-a\n+b\n",
	      "{|a/i b/i binary|a/f.c b/f.c 1,1>1,1[-a][+b]}");
}

#define FROM "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
#define HUNK "@@ -1 +1 @@\n-a\n+b\n"

static void test_mailbox(void **state)
{
	(void)state;
	check(FROM "From: A <a@b>\nSubject: [PATCH 1/2] x86: do\n this\n\nWhy.\n---\n f.c | 2\n\n"
	      NAMES HUNK "-- \n2.39\n\n"
	      FROM "Subject: =?UTF-8?q?[PATCH=202/2]_caf=C3=A9?=\n\nFrom here on\n"
	      NAMES HUNK,
	      "{x86: do this|a/f.c b/f.c 1,1>1,1[-a][+b]}"
	      " {caf\xc3\xa9|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	/* the cover letter is no patch */
	check(FROM "Subject: [PATCH 0/1] cover\n\nText\n" FROM
	      "Subject: [PATCH] one\n\n" NAMES HUNK,
	      "{one|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	check("Subject: s\nContent-Transfer-Encoding: quoted-printable\n\n"
	      "--- a/f.c\n+++ b/f.c\n@@ -1 +1 @@\n-a =3D=\n b\n+=09c\n",
	      "{s|a/f.c b/f.c 1,1>1,1[-a = b][+\tc]}");
	check("Subject: =?utf-8?B?c8OkeA==?=\nContent-Transfer-Encoding: BASE64\n\n"
	      "LS0tIGEvZi5jCisrKyBiL2YuYwpA\nQCAtMSArMSBAQAotYQorYgo=\n",
	      "{s\xc3\xa4x|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	check("Subject: s\nContent-Type: multipart/mixed; boundary=\"=_x\"\n\nnone\n"
	      "--=_x\nContent-Type: text/html\n\n" NAMES HUNK
	      "--=_x\nContent-Type: text/x-patch\nContent-Transfer-Encoding: 8bit\n\n"
	      NAMES HUNK "\n--=_x--\n",
	      "{s|a/f.c b/f.c 1,1>1,1[-a][+b]|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	check("commit 1234\nAuthor: A\n\n    diff of nothing\n\n" NAMES HUNK,
	      "{|a/f.c b/f.c 1,1>1,1[-a][+b]}");
}

/* What git am takes: parts of any type, blanks behind a boundary, flowed. */
static void test_parts(void **state)
{
	static const char *const types[] = {
		"text/html", "application/x-patch", "text/plain; charset=x-none",
	};
	char text[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		snprintf(text, sizeof(text),
			 "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n"
			 "--b  \n\nWhy.\n--b\t\nContent-Type: %s\n\n" NAMES HUNK
			 "\n--b--  \n", types[i]);
		check(text, "{s|a/f.c b/f.c 1,1>1,1[-a][+b]}");
		snprintf(text, sizeof(text), "Subject: s\nContent-Type: %s\n\n"
			 NAMES HUNK, types[i]);
		check(text, "{s|a/f.c b/f.c 1,1>1,1[-a][+b]}");
	}
	check("Subject: s\nContent-Type: text/plain; format=flowed\n\n"
	      NAMES "@@ -1,2 +1,2 @@\n  c\n-a\n+b\n",
	      "{s|a/f.c b/f.c 1,2>1,2[ c][-a][+b]}");
}

/* One that is malformed does not keep the others from being read. */
static void test_refused(void **state)
{
	(void)state;
	check(FROM "Subject: one\n\n" NAMES "@@ -1,2 +1,2 @@\n a\nxyz\n"
	      FROM "Subject: two\n\n" NAMES HUNK
	      FROM "Subject: three\nContent-Transfer-Encoding: base64\n\n"
	      "QEAgLTEgKzEgQEAKLWEKK2IK\n",
	      "{two|a/f.c b/f.c 1,1>1,1[-a][+b]}"
	      " refused: line 8: the hunk that begins at line 6 does not have the lines that its header says");
	check(FROM "Subject: one\n\n" NAMES "@@ -1,2 +1 @@\n a\n"
	      FROM "Subject: two\n\n@@ -1 +1 @@\n-a\n+b\n",
	      "error: line 8: the input ends inside of the hunk that begins at line 6");
	check("diff --git a/a.c b/b.c\ncopy from a.c\ncopy to b.c\ndeleted file mode 100644\n",
	      "error: line 1: a file is copied, and created or deleted at once");
	check("diff --git a/a.c b/b.c\ncopy from a.c\ncopy to b.c\n"
	      "--- a/a.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
	      "error: line 4: a file is copied, and created or deleted at once");
	check("diff --git a/a.c b/a.c\nnew file mode 100644\ndeleted file mode 100644\n",
	      "error: line 1: no file name can be read from it");
}

static void test_damage(void **state)
{
	(void)state;
	check("", "");
	check("just text\n", "");
	check(NAMES "@@ -1,3 +1,3 @@\n a\n",
	      "error: line 5: the input ends inside of the hunk that begins at line 3");
	check(NAMES "@@ -1,2 +1,2 @@\n a\nxyz\n",
	      "error: line 5: the hunk that begins at line 3 does not have the lines that its header says");
	check(NAMES "@@ -1 +1 @@\n-a\n-b\n+c\n",
	      "error: line 5: the hunk that begins at line 3 does not have the lines that its header says");
	check(NAMES "@@ -1 +1 @@\n-a\n+b\n+hidden\n",
	      "error: line 6: the hunk that begins at line 3 has more lines than its header says");
	check(NAMES "@@ -1,99999999999999999999 +1 @@\n a\n",
	      "error: line 3: a line that begins with @@ - is no hunk header");
	check(NAMES "@@ -2147483647,2 +1 @@\n a\n",
	      "error: line 3: a line that begins with @@ - is no hunk header");
	check("@@ -1 +1 @@\n-a\n+b\n",
	      "error: line 1: a hunk, but no file name before it");
	check("text\n--- \n+++ b/f.c\n" HUNK,
	      "error: line 2: no file name can be read from it");
	check("diff --cc f.c\nindex 1,2..3\n",
	      "error: line 1: this is the combined diff of a merge: give the diff against one parent");
	check("--- a/f.c\n+++ b/f.c\n@@@ -1 -1 +1 @@@\n",
	      "error: line 3: this is the combined diff of a merge: give the diff against one parent");
	check("Subject: s\nContent-Transfer-Encoding: quoted-printable\n\n"
	      NAMES "@@ -1,2 +1 @@\n-a\n",
	      "error: line 5 of the decoded message that begins at line 1: the input ends inside of the hunk that begins at line 3");
	check_len("--- a/f\0.c\n+++ b/f.c\n" HUNK, 39,
		  "error: line 1: no file name can be read from it");
	check_len(NAMES "@@ -1 +1 @@\n\0a\n", 35,
		  "error: line 4: the hunk that begins at line 3 does not have the lines that its header says");
}

static void test_names(void **state)
{
	static const struct { const char *old, *new; int strip; } strips[] = {
		{ "a/f.c", "b/f.c", 1 }, { "f.c", "f.c", 0 },
		{ "i/f.c", "w/f.c", 1 }, { NULL, "b/f.c", 1 },
		{ "mm/f.c", NULL, 0 }, { "arch/f.c", "arch/f.c", 0 },
		{ "linux.orig/mm/f.c", "linux/mm/f.c", 1 },
		{ "mm/f.c.orig", "mm/f.c", 0 }, { "block/f.c", "block/f.c", 0 },
	};
	static const char *const outside[] = {
		"", "/etc/passwd", "../x", "a/../../x", "a/..", ".", "a//b",
		"./a", ".git/config", "a/.GIT/x", "a/",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(strips) / sizeof(*strips); i++)
		assert_int_equal(patchname_strip(strips[i].old, strips[i].new),
				 strips[i].strip);
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++)
		assert_false(patchname_is_inside(outside[i]));
	assert_true(patchname_is_inside("a/..b/.gitignore"));
	assert_string_equal(patchname_cut("a/b/c", 1), "b/c");
	/* what is left of a//etc/passwd is absolute, and refused */
	assert_string_equal(patchname_cut("a//b/c", 1), "/b/c");
	assert_null(patchname_cut("a", 1));
}

static void test_from(void **state)
{
	static const char *const no[] = {
		"From here on we are at 10:00 in the morning",
		"From x", "from a Mon Sep 17 00:00:00 2001",
	};
	const char *yes = "From a@b Mon Sep 17 00:00:00 2001";

	(void)state;
	assert_true(mail_is_from((struct span){ yes, strlen(yes) }));
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		assert_false(mail_is_from((struct span){ no[i],
							 strlen(no[i]) }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_git),
		cmocka_unit_test(test_mailbox),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
