// SPDX-License-Identifier: GPL-2.0-only
/* Mailboxes and headers. */
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

static bool has_nocase(struct span s, const char *what)
{
	for (size_t i = 0; i < s.len; i++)
		if (begins_nocase((struct span){ s.text + i, s.len - i }, what))
			return true;
	return false;
}

/* Bytes as they are: what other encodings there are, git mailinfo knows. */
static bool is_bytes(struct span encoding)
{
	return begins_nocase(encoding, "7bit") ||
	       begins_nocase(encoding, "8bit") ||
	       begins_nocase(encoding, "binary");
}

static void read_header(struct mail_headers *h, struct span header)
{
	size_t n = header_name(header);
	struct span value;

	if (!n)
		return;
	value = trim((struct span){ header.text + n + 1, header.len - n - 1 });
	if (begins_nocase(header, "subject:")) {
		if (!h->subject.len)
			h->subject = value;
		h->encoded |= has_nocase(value, "=?");
	} else if (begins_nocase(header, "content-type:")) {
		h->encoded |= !begins_nocase(value, "text/plain") ||
			      has_nocase(value, "flowed");
	} else if (begins_nocase(header, "content-transfer-encoding:")) {
		h->encoded |= !is_bytes(value);
	}
}

struct mail_headers mail_headers(const char *text, size_t len)
{
	struct mail_headers h = { 0 };
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
	struct span s = without_tags(raw);

	if (s.len > MAX_SUBJECT)
		s.len = MAX_SUBJECT;
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
}
