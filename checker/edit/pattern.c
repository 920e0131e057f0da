// SPDX-License-Identifier: GPL-2.0-only
/* Regular expressions with replacements, on top of PCRE2. */

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edit/pattern.h"

struct pattern {
	pcre2_code *utf;
	pcre2_code *bytes;
	struct buf repl;	/* escapes still in it */
};

/* A blank, or a line break with blanks and the leader of a comment line. */
static const char any_space[] =
	"(?:[ ]|[ \\t]*\\r?\\n[ \\t]*(?:\\*(?!/)|//)?[ \\t]*)";

/* Copies up to the delimiter; returns what follows it, or NULL. */
static const char *cut(const char *p, char delim, struct buf *out)
{
	buf_add(out, "", 0);
	for (; *p && *p != delim; p++) {
		if (p[0] == '\\' && p[1]) {
			if (p[1] != delim || delim != '/')
				buf_add(out, p, 1);
			p++;
		}
		buf_add(out, p, 1);
	}
	return *p ? p + 1 : NULL;
}

/* Outside [classes] and escapes, a space becomes any_space. */
static void flex_spaces(const struct buf *re, struct buf *out)
{
	bool in_class = false;

	for (const char *p = re->data; *p; p++) {
		if (p[0] == '\\' && p[1]) {
			buf_add(out, p++, 2);
			continue;
		}
		if (*p == '[' && !in_class) {
			in_class = true;
			if (p[1] == '^')
				buf_add(out, p++, 1);
			if (p[1] == ']')
				buf_add(out, p++, 1);
		} else if (*p == ']') {
			in_class = false;
		}
		if (*p == ' ' && !in_class)
			buf_puts(out, any_space);
		else
			buf_add(out, p, 1);
	}
}

static pcre2_code *compile(const char *re, uint32_t flags, char *why,
			   size_t why_size)
{
	int err;
	PCRE2_SIZE off;
	pcre2_code *code;
	char msg[120];

	code = pcre2_compile((PCRE2_SPTR)re, PCRE2_ZERO_TERMINATED,
			     PCRE2_MULTILINE | flags, &err, &off, NULL);
	if (code)
		return code;
	pcre2_get_error_message(err, (PCRE2_UCHAR *)msg, sizeof(msg));
	snprintf(why, why_size, "bad regular expression: %s", msg);
	return NULL;
}

/* The number of a back-reference at @p ("$1", "${12}"); -1 if it is none. */
static int reference(const char *p, const char **end)
{
	int n = 0;
	bool brace = p[1] == '{';
	const char *q = p + 1 + brace;

	if (!isdigit((unsigned char)*q))
		return -1;
	while (isdigit((unsigned char)*q) && n < 100000) {
		n = 10 * n + *q++ - '0';
		if (!brace)
			break;
	}
	if (brace && *q++ != '}')
		return -1;
	*end = q;
	return n;
}

static bool check_references(const struct pattern *p, char *why,
			     size_t why_size)
{
	uint32_t groups = 0;

	pcre2_pattern_info(p->bytes, PCRE2_INFO_CAPTURECOUNT, &groups);
	for (const char *s = p->repl.data; *s; s++) {
		const char *end;
		int n;

		if (s[0] == '\\' && s[1]) {
			s++;
			continue;
		}
		if (*s != '$')
			continue;
		n = reference(s, &end);
		if (n > (int)groups) {
			snprintf(why, why_size,
				 "$%d in the replacement, but the pattern has %u groups",
				 n, groups);
			return false;
		}
	}
	return true;
}

struct pattern *pattern_new(const char *src, const char **rest, bool flexible,
			    char *why, size_t why_size)
{
	struct pattern *p = xrealloc(NULL, sizeof(*p));
	struct buf re = { 0 }, flexed = { 0 };
	char delim = *src;

	memset(p, 0, sizeof(*p));
	if (!delim || isalnum((unsigned char)delim) || delim == '\\' ||
	    isspace((unsigned char)delim)) {
		snprintf(why, why_size, "expected /PATTERN/REPLACEMENT/");
		goto fail;
	}
	src = cut(src + 1, delim, &re);
	if (src)
		src = cut(src, delim, &p->repl);
	if (!src) {
		snprintf(why, why_size,
			 "expected /PATTERN/REPLACEMENT/, a '%c' is missing",
			 delim);
		goto fail;
	}
	if (flexible)
		flex_spaces(&re, &flexed);
	else
		buf_add(&flexed, re.data, re.len);
	buf_add(&flexed, "", 0);
	p->bytes = compile(flexed.data, 0, why, why_size);
	if (p->bytes)
		p->utf = compile(flexed.data, PCRE2_UTF, why,
				 why_size);
	if (!p->utf || !check_references(p, why, why_size))
		goto fail;
	*rest = src;
	buf_free(&re);
	buf_free(&flexed);
	return p;
fail:
	buf_free(&re);
	buf_free(&flexed);
	pattern_free(p);
	return NULL;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_code_free(p->utf);
	pcre2_code_free(p->bytes);
	buf_free(&p->repl);
	free(p);
}

static void add_replacement(const struct pattern *p, const char *text,
			    const PCRE2_SIZE *ov, int groups, struct buf *out)
{
	for (const char *s = p->repl.data; *s; s++) {
		const char *end;
		int n;

		if (s[0] == '\\' && s[1]) {
			s++;
			buf_add(out, *s == 'n' ? "\n" : *s == 't' ? "\t" : s,
				1);
			continue;
		}
		n = *s == '$' ? reference(s, &end) : -1;
		if (n < 0) {
			buf_add(out, s, 1);
			continue;
		}
		if (n < groups && ov[2 * n] != PCRE2_UNSET)
			buf_add(out, text + ov[2 * n],
				ov[2 * n + 1] - ov[2 * n]);
		s = end - 1;
	}
}

static bool not_utf(int rc)
{
	return rc <= PCRE2_ERROR_UTF8_ERR1 && rc >= PCRE2_ERROR_UTF8_ERR21;
}

/* The next match from @from; falls back to bytes, and stays there. */
static int match(const pcre2_code **code, const struct pattern *p,
		 const char *text, size_t len, size_t from, uint32_t flags,
		 pcre2_match_data *md)
{
	int rc = pcre2_match(*code, (PCRE2_SPTR)text, len, from, flags, md,
			     NULL);

	if (not_utf(rc) && *code == p->utf) {
		*code = p->bytes;
		rc = pcre2_match(*code, (PCRE2_SPTR)text, len, from, flags,
				 md, NULL);
	}
	return rc;
}

size_t pattern_apply(const struct pattern *p, const char *text, size_t len,
		     struct buf *out)
{
	const pcre2_code *code = p->utf;
	pcre2_match_data *md = pcre2_match_data_create_from_pattern(code,
								    NULL);
	const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(md);
	size_t count = 0, done = 0, from = 0;
	uint32_t flags = 0;

	while (from <= len) {
		int rc = match(&code, p, text, len, from, flags, md);

		if (rc < 0 && flags) {	/* nothing but the empty match here */
			flags = 0;
			from++;
			while (code == p->utf && from < len &&
			       (text[from] & 0xc0) == 0x80)
				from++;
			continue;
		}
		if (rc < 0)
			break;
		/* \K in a lookaround can give an end before the start. */
		if (ov[0] < done || ov[1] < ov[0])
			break;
		buf_add(out, text + done, ov[0] - done);
		add_replacement(p, text, ov, rc, out);
		done = from = ov[1];
		flags = ov[0] == ov[1] ?
			PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
		count++;
	}
	buf_add(out, text + done, len - done);
	pcre2_match_data_free(md);
	return count;
}
