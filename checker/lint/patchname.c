// SPDX-License-Identifier: GPL-2.0-only
/* The names of files in patches: quoting, prefixes, and what is refused. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "patchname.h"

static char *finish(struct buf *b)
{
	if (!b->len || memchr(b->data, '\0', b->len)) {
		buf_free(b);
		return NULL;
	}
	return b->data;
}

static size_t octal(const char *s, size_t len, char *c)
{
	size_t n = 0;
	int value = 0;

	while (n < 3 && n < len && s[n] >= '0' && s[n] <= '7')
		value = value * 8 + s[n++] - '0';
	*c = (char)value;
	return n;
}

/* "a\tb\303\251"; *@used gets the length with both quotes. */
static char *read_quoted(struct span s, size_t *used)
{
	static const char letters[] = "abfnrtv", meant[] = "\a\b\f\n\r\t\v";
	struct buf b = { 0 };
	size_t i = 1;

	while (i < s.len && s.text[i] != '"') {
		char c = s.text[i++];

		if (c == '\\' && i < s.len) {
			size_t n = octal(s.text + i, s.len - i, &c);
			const char *at;

			if (!n) {
				c = s.text[i];
				at = c ? strchr(letters, c) : NULL;
				c = at ? meant[at - letters] : c;
				n = 1;
			}
			i += n;
		}
		buf_add(&b, &c, 1);
	}
	*used = i + 1;
	if (i >= s.len) {
		buf_free(&b);
		return NULL;
	}
	return finish(&b);
}

char *patchname_read(struct span s)
{
	struct buf b = { 0 };
	const char *tab;
	size_t used;

	s = span_chomp(s);
	if (s.len && *s.text == '"')
		return read_quoted(s, &used);
	tab = s.len ? memchr(s.text, '\t', s.len) : NULL;
	buf_add(&b, s.text, tab ? (size_t)(tab - s.text) : s.len);
	return finish(&b);
}

/* Cuts "a/N b/N" where both N are the same. */
static bool cut_equal(struct span s, char **old_name, char **new_name)
{
	for (size_t i = 1; i + 1 < s.len; i++) {
		struct span a = { s.text, i };
		struct span b = { s.text + i + 1, s.len - i - 1 };
		const char *slash;

		if (s.text[i] != ' ' || a.len != b.len)
			continue;
		slash = memchr(a.text, '/', a.len);
		if (memcmp(a.text, b.text, a.len) &&
		    (!slash || memcmp(slash, b.text + (slash - a.text),
				      a.len - (size_t)(slash - a.text))))
			continue;
		*old_name = patchname_read(a);
		*new_name = patchname_read(b);
		return *old_name && *new_name;
	}
	return false;
}

bool patchname_pair(struct span s, char **old_name, char **new_name)
{
	size_t used = 0;

	*old_name = *new_name = NULL;
	s = span_chomp(s);
	if (s.len && *s.text == '"') {
		*old_name = read_quoted(s, &used);
		if (*old_name && used < s.len) {
			s.text += used + 1;
			s.len -= used + 1;
			*new_name = patchname_read(s);
		}
	} else if (cut_equal(s, old_name, new_name)) {
		return true;
	}
	if (*old_name && *new_name)
		return true;
	free(*old_name);
	free(*new_name);
	*old_name = *new_name = NULL;
	return false;
}

static bool is_git_prefix(const char *name)
{
	return name && name[0] && strchr("abiwco", name[0]) && name[1] == '/';
}

int patchname_strip(const char *old_name, const char *new_name)
{
	const char *old_rest, *new_rest;

	if (!old_name || !new_name)
		return is_git_prefix(old_name ? old_name : new_name);
	if (is_git_prefix(old_name) && is_git_prefix(new_name) &&
	    old_name[0] != new_name[0])
		return 1;
	old_rest = strchr(old_name, '/');
	new_rest = strchr(new_name, '/');
	return old_rest && new_rest && strcmp(old_name, new_name) &&
	       !strcmp(old_rest, new_rest);
}

const char *patchname_cut(const char *name, int strip)
{
	while (name && strip--) {
		name = strchr(name, '/');
		if (name)
			name++;
	}
	return name && *name ? name : NULL;
}

bool patchname_is_inside(const char *name)
{
	if (!*name)
		return false;
	while (*name) {
		size_t len = strcspn(name, "/");

		if (!len || (len == 1 && *name == '.') ||
		    (len == 2 && !memcmp(name, "..", 2)) ||
		    (len == 4 && !strncasecmp(name, ".git", 4)))
			return false;
		name += len;
		if (*name && !*++name)
			return false;
	}
	return true;
}

bool patchname_is_header(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && !strcmp(name + len - 2, ".h");
}
