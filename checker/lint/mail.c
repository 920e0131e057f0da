// SPDX-License-Identifier: GPL-2.0-only
/* Mailboxes, headers and transfer encodings. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "mail.h"

#define MAX_SUBJECT 1000

struct span span_line(const char *text, size_t len, size_t off)
{
	const char *newline = memchr(text + off, '\n', len - off);
	size_t end = newline ? (size_t)(newline + 1 - text) : len;

	return (struct span){ text + off, end - off };
}

struct span span_chomp(struct span s)
{
	if (s.len && s.text[s.len - 1] == '\n')
		s.len--;
	if (s.len && s.text[s.len - 1] == '\r')
		s.len--;
	return s;
}

bool span_begins(struct span line, const char *s)
{
	size_t len = strlen(s);

	return line.len >= len && !memcmp(line.text, s, len);
}

static bool begins_nocase(struct span line, const char *s)
{
	size_t len = strlen(s);

	return line.len >= len && !strncasecmp(line.text, s, len);
}

static bool digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

bool mail_is_from(struct span line)
{
	size_t i;

	line = span_chomp(line);
	if (!span_begins(line, "From ") || line.len < 20)
		return false;
	for (i = 5; i + 5 <= line.len; i++)
		if (digits(line.text + i, 2) && line.text[i + 2] == ':' &&
		    digits(line.text + i + 3, 2))
			break;
	for (i += 5; i + 4 <= line.len; i++)
		if (line.text[i - 1] == ' ' && digits(line.text + i, 4))
			return true;
	return false;
}

static size_t header_name(struct span line)
{
	size_t n = 0;

	while (n < line.len && (isalnum((unsigned char)line.text[n]) ||
				line.text[n] == '-'))
		n++;
	return n && n < line.len && line.text[n] == ':' ? n : 0;
}

/* "Index: file" and "diff: ..." begin patches that are no mail. */
bool mail_has_headers(const char *text, size_t len)
{
	struct span line = span_line(text, len, 0);

	return header_name(line) && !span_begins(line, "Index:") &&
	       !span_begins(line, "diff:");
}

/* The value of a parameter of Content-Type; quotes around it go. */
static struct span parameter(struct span value, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i + len < value.len; i++) {
		struct span v = { value.text + i + len, value.len - i - len };
		size_t n = 0;

		if (strncasecmp(value.text + i, name, len))
			continue;
		if (*v.text == '"') {
			v.text++;
			v.len--;
			while (n < v.len && v.text[n] != '"')
				n++;
		} else {
			while (n < v.len && !strchr("; \t\r\n", v.text[n]))
				n++;
		}
		return (struct span){ v.text, n };
	}
	return (struct span){ 0 };
}

static struct span trim(struct span s)
{
	while (s.len && isspace((unsigned char)*s.text)) {
		s.text++;
		s.len--;
	}
	while (s.len && isspace((unsigned char)s.text[s.len - 1]))
		s.len--;
	return s;
}

static void read_header(struct mail_headers *h, struct span header)
{
	size_t n = header_name(header);
	struct span value;

	if (!n)
		return;
	value = trim((struct span){ header.text + n + 1, header.len - n - 1 });
	if (begins_nocase(header, "subject:") && !h->subject.len)
		h->subject = value;
	if (begins_nocase(header, "content-type:")) {
		h->text = (begins_nocase(value, "text/") &&
			   !begins_nocase(value, "text/html")) ||
			  begins_nocase(value, "application/octet-stream");
		if (begins_nocase(value, "multipart/"))
			h->boundary = parameter(value, "boundary=");
	}
	if (!begins_nocase(header, "content-transfer-encoding:"))
		return;
	if (begins_nocase(value, "quoted-printable"))
		h->encoding = MAIL_QUOTED_PRINTABLE;
	else if (begins_nocase(value, "base64"))
		h->encoding = MAIL_BASE64;
}

struct mail_headers mail_headers(const char *text, size_t len)
{
	struct mail_headers h = { .text = true };
	size_t off = 0;

	while (off < len) {
		struct span line = span_line(text, len, off), next;
		struct span header = line;

		if (span_chomp(line).len && !header_name(line))
			break;
		off += line.len;
		if (!span_chomp(line).len)
			break;
		while (off < len) {
			next = span_line(text, len, off);
			if (*next.text != ' ' && *next.text != '\t')
				break;
			header.len += next.len;
			off += next.len;
		}
		read_header(&h, header);
	}
	h.len = off;
	return h;
}

static int hex(unsigned char c)
{
	return isdigit(c) ? c - '0' : isxdigit(c) ? tolower(c) - 'a' + 10 : -1;
}

/* `underscore`: in the Q encoding of headers it stands for a blank. */
static void decode_quoted(struct buf *out, struct span s, bool underscore)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.text[i];

		if (c == '_' && underscore) {
			c = ' ';
		} else if (c == '=' && i + 1 < s.len && s.text[i + 1] == '\n') {
			i++;
			continue;
		} else if (c == '=' && i + 2 < s.len) {
			int high = hex(s.text[i + 1]), low = hex(s.text[i + 2]);

			if (s.text[i + 1] == '\r' && s.text[i + 2] == '\n') {
				i += 2;
				continue;
			}
			if (high >= 0 && low >= 0) {
				c = (char)(high << 4 | low);
				i += 2;
			}
		}
		buf_add(out, &c, 1);
	}
}

static void decode_base64(struct buf *out, struct span s)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	uint32_t bits = 0;
	int count = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *at = s.text[i] ? strchr(alphabet, s.text[i]) : NULL;
		char c;

		if (s.text[i] == '=')	/* padding: the next group is whole */
			count = 0;
		if (!at)
			continue;
		bits = bits << 6 | (uint32_t)(at - alphabet);
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		c = (char)(bits >> count);
		buf_add(out, &c, 1);
	}
}

void mail_decode(struct buf *out, enum mail_encoding encoding,
		 const char *text, size_t len)
{
	struct span s = { text, len };

	if (encoding == MAIL_QUOTED_PRINTABLE)
		decode_quoted(out, s, false);
	else if (encoding == MAIL_BASE64)
		decode_base64(out, s);
	else
		buf_add(out, text, len);
}

/* =?charset?Q?...?= at the beginning; returns its length, or 0. */
static size_t encoded_word(struct buf *out, struct span s)
{
	const char *charset_end, *end;
	struct span text;
	char how;

	if (!span_begins(s, "=?"))
		return 0;
	charset_end = memchr(s.text + 2, '?', s.len - 2);
	if (!charset_end || charset_end + 3 > s.text + s.len ||
	    charset_end[2] != '?')
		return 0;
	how = (char)tolower((unsigned char)charset_end[1]);
	text.text = charset_end + 3;
	end = memmem(text.text, s.len - (size_t)(text.text - s.text), "?=", 2);
	if (!end || (how != 'q' && how != 'b'))
		return 0;
	text.len = (size_t)(end - text.text);
	if (how == 'q')
		decode_quoted(out, text, true);
	else
		decode_base64(out, text);
	return (size_t)(end + 2 - s.text);
}

/* "[PATCH v2 3/7]" and "Re:" tell nothing of what is changed. */
static struct span without_tags(struct span s)
{
	for (;;) {
		const char *end;

		s = trim(s);
		if (begins_nocase(s, "re:")) {
			s.text += 3;
			s.len -= 3;
			continue;
		}
		end = s.len && *s.text == '[' ? memchr(s.text, ']', s.len) :
						NULL;
		if (!end)
			return s;
		s.len -= (size_t)(end + 1 - s.text);
		s.text = end + 1;
	}
}

void mail_subject(struct buf *out, struct span raw)
{
	struct buf decoded = { 0 };
	struct span s;

	if (raw.len > MAX_SUBJECT)
		raw.len = MAX_SUBJECT;
	for (size_t i = 0; i < raw.len;) {
		struct span rest = { raw.text + i, raw.len - i };
		size_t n = encoded_word(&decoded, rest);

		if (!n)
			buf_add(&decoded, rest.text, 1);
		i += n ? n : 1;
	}
	s = without_tags((struct span){ decoded.data, decoded.len });
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.text[i];

		if (c < 0x20 || c == 0x7f) {
			if (out->len && out->data[out->len - 1] != ' ')
				buf_add(out, " ", 1);
			while (i + 1 < s.len &&
			       isspace((unsigned char)s.text[i + 1]))
				i++;
		} else {
			buf_add(out, s.text + i, 1);
		}
	}
	buf_free(&decoded);
}
