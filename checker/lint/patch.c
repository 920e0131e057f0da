// SPDX-License-Identifier: GPL-2.0-only
/* Reading patches: which files, which hunks, and what is wrong with them. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "gitrun.h"
#include "mail.h"
#include "patch.h"
#include "patchname.h"

#define MAX_LINES 0x7fffffff

static bool has_room(struct patches *p, size_t len)
{
	p->bytes += len;
	if (p->bytes <= PATCH_MAX_BYTES)
		return true;
	buf_puts(&p->error,
		 "all in all it has more than 64 MB: cut it into smaller patches");
	return false;
}

struct reader {
	struct patches *p;
	const char *text;	/* what is read: the input or a decoded body */
	size_t len;
	size_t off;
	uint32_t line;		/* of off; the first is 1 */
	uint32_t mail_line;	/* 0, or where the message of a body begins */
	bool has_file;		/* hunks belong to the last file */
	bool old_seen;		/* of that file, the --- line */
};

__attribute__((format(printf, 3, 4)))
static int fail(struct reader *r, uint32_t line, const char *format, ...)
{
	char text[256];
	va_list args;
	int n;

	n = snprintf(text, sizeof(text), r->mail_line ?
		     "line %u of the decoded message that begins at line %u: " :
		     "line %u: ", line, r->mail_line);
	va_start(args, format);
	vsnprintf(text + n, sizeof(text) - (size_t)n, format, args);
	va_end(args);
	r->p->error.len = 0;
	buf_puts(&r->p->error, text);
	return -1;
}

static struct span peek(const struct reader *r)
{
	return span_line(r->text, r->len, r->off);
}

static struct span take(struct reader *r)
{
	struct span s = peek(r);

	r->off += s.len;
	r->line++;
	return s;
}

static struct patch_file *last_file(struct reader *r)
{
	return &r->p->files[r->p->file_count - 1];
}

static struct patch_file *add_file(struct reader *r, bool git)
{
	struct patches *p = r->p;

	GROW(p->files, p->file_count, p->file_capacity);
	p->files[p->file_count] = (struct patch_file){
		.git = git, .line = r->line, .first_hunk = p->hunk_count,
	};
	p->list[p->count - 1].file_count++;
	r->has_file = true;
	r->old_seen = false;
	return &p->files[p->file_count++];
}

static void set_name(char **name, char *value)
{
	free(*name);
	*name = value;
}

/* One number of a @@ line; false when there is none or it is too large. */
static bool number(struct span *s, uint32_t *value)
{
	size_t n = 0;
	uint64_t v = 0;

	while (n < s->len && s->text[n] >= '0' && s->text[n] <= '9') {
		v = v * 10 + (uint64_t)(s->text[n++] - '0');
		if (v > MAX_LINES)
			return false;
	}
	s->text += n;
	s->len -= n;
	*value = (uint32_t)v;
	return n;
}

static bool literal(struct span *s, const char *what)
{
	size_t n = strlen(what);

	if (!span_begins(*s, what))
		return false;
	s->text += n;
	s->len -= n;
	return true;
}

static bool range(struct span *s, uint32_t *start, uint32_t *count)
{
	*count = 1;
	return number(s, start) && (!literal(s, ",") || number(s, count)) &&
	       (uint64_t)*start + *count <= MAX_LINES;
}

/* @@ -1,2 +3,4 @@ section */
static bool parse_header(struct span s, struct patch_hunk *h)
{
	s = span_chomp(s);
	if (!literal(&s, "@@ -") || !range(&s, &h->old_start, &h->old_count) ||
	    !literal(&s, " +") || !range(&s, &h->new_start, &h->new_count) ||
	    !literal(&s, " @@"))
		return false;
	literal(&s, " ");
	h->section = s.text;
	h->section_len = (uint32_t)s.len;
	return true;
}

/* Takes the lines that the counts of the header promise. */
static int read_body(struct reader *r, struct patch_hunk *h)
{
	uint32_t old = h->old_count, new = h->new_count;
	bool closed = true;	/* no "\\ No newline" can follow */
	struct span s;

	h->body = r->text + r->off;
	while (old || new) {
		char sign;

		s = peek(r);
		if (!s.len)
			return fail(r, r->line,
				    "the input ends inside of the hunk that begins at line %u",
				    h->line);
		/* a blank line whose blank a mailer took away */
		sign = span_chomp(s).len ? *s.text : ' ';
		if (sign == '\\' && !closed) {
			take(r);
			closed = true;
			continue;
		}
		closed = false;
		if ((sign != ' ' && sign != '+' && sign != '-') ||
		    (sign != '+' && !old) || (sign != '-' && !new))
			return fail(r, r->line,
				    "the hunk that begins at line %u does not have the lines that its header says",
				    h->line);
		old -= sign != '+';
		new -= sign != '-';
		take(r);
	}
	if (!closed && span_begins(peek(r), "\\"))
		take(r);
	h->end = r->text + r->off;
	s = peek(r);
	if (span_begins(s, "+") ||
	    (span_begins(s, "-") && !span_begins(s, "--")))
		return fail(r, r->line,
			    "the hunk that begins at line %u has more lines than its header says",
			    h->line);
	return 0;
}

static int read_hunk(struct reader *r)
{
	struct patch_hunk h = { .line = r->line };
	struct patches *p = r->p;

	if (!parse_header(take(r), &h))
		return fail(r, h.line, "a line that begins with @@ - is no hunk header");
	if (!r->has_file)
		return fail(r, h.line, "a hunk, but no file name before it");
	if (read_body(r, &h))
		return -1;
	if (p->hunk_count == PATCH_MAX_HUNKS)
		return fail(r, h.line, "this is the 300001st hunk: cut it into smaller patches");
	GROW(p->hunks, p->hunk_count, p->hunk_capacity);
	p->hunks[p->hunk_count++] = h;
	last_file(r)->hunk_count++;
	return 0;
}

static int bad_name(struct reader *r, uint32_t line)
{
	return fail(r, line, "no file name can be read from it");
}

/* A copy has a file that it is of, and one that it is. */
static int check_copy(struct reader *r, const struct patch_file *f,
		      uint32_t line)
{
	if (!f->copy || (f->old_name && f->new_name))
		return 0;
	return fail(r, line, "a file is copied, and created or deleted at once");
}

/* Its first line has been seen to begin with "--- ", the next with "+++ ". */
static int read_names(struct reader *r)
{
	uint32_t line = r->line;
	struct span old = take(r), new = take(r);
	struct patch_file *f;
	char *names[2];

	old.text += 4;
	old.len -= 4;
	new.text += 4;
	new.len -= 4;
	names[0] = patchname_read(old);
	names[1] = patchname_read(new);
	if (!names[0] || !names[1]) {
		free(names[0]);
		free(names[1]);
		return bad_name(r, line);
	}
	f = r->has_file && last_file(r)->git && !r->old_seen &&
	    !last_file(r)->hunk_count ? last_file(r) : add_file(r, false);
	r->old_seen = true;
	f->line = line;
	for (int i = 0; i < 2; i++) {
		if (!strcmp(names[i], "/dev/null")) {
			free(names[i]);
			names[i] = NULL;
		}
	}
	if (!names[0] && !names[1])
		return bad_name(r, line);
	set_name(&f->old_name, names[0]);
	set_name(&f->new_name, names[1]);
	return check_copy(r, f, line);
}

static char *prefixed(const char *prefix, char *name)
{
	char *whole = name ? xasprintf("%s%s", prefix, name) : NULL;

	free(name);
	return whole;
}

static int rename_line(struct reader *r, struct span rest, char **name,
		       const char *prefix)
{
	char *value = prefixed(prefix, patchname_read(rest));

	if (!value)
		return bad_name(r, r->line - 1);
	set_name(name, value);
	return 0;
}

/* The header lines of git between "diff --git" and the first hunk. */
static int extended_line(struct reader *r, struct patch_file *f,
			 struct span line)
{
	struct span s = line;

	if (literal(&s, "rename from ") || literal(&s, "copy from ")) {
		f->copy = *line.text == 'c';
		return rename_line(r, s, &f->old_name, "a/");
	}
	if (literal(&s, "rename to ") || literal(&s, "copy to "))
		return rename_line(r, s, &f->new_name, "b/");
	if (literal(&s, "deleted file mode "))
		set_name(&f->new_name, NULL);
	else if (literal(&s, "new file mode "))
		set_name(&f->old_name, NULL);
	else if (!literal(&s, "new mode ") && !literal(&s, "old mode "))
		return 0;
	f->other = span_begins(s, "120000") || span_begins(s, "160000");
	return 0;
}

static bool is_extended(struct span s)
{
	static const char *const begin[] = {
		"rename ", "copy ", "deleted file mode ", "new file mode ",
		"new mode ", "old mode ", "similarity index ",
		"dissimilarity index ", "index ",
	};

	for (size_t i = 0; i < sizeof(begin) / sizeof(*begin); i++)
		if (span_begins(s, begin[i]))
			return true;
	return false;
}

static size_t hex_digits(struct span s, size_t from)
{
	size_t n = from;

	while (n < s.len && ((s.text[n] >= '0' && s.text[n] <= '9') ||
			     (s.text[n] >= 'a' && s.text[n] <= 'f')))
		n++;
	return n - from;
}

/* A symbolic link whose target changes says its mode here only. */
static void index_line(struct patch_file *f, struct span s)
{
	size_t n;

	s = span_chomp(s);
	if (!span_begins(s, "index "))
		return;
	n = hex_digits(s, 6);
	if (n >= 7 && n <= 64 && s.len > n + 8 &&
	    !memcmp(s.text + 6 + n, "..", 2)) {
		free(f->old_blob);
		f->old_blob = xstrndup(s.text + 6, n);
	}
	if (s.len > 7 &&
	    (!memcmp(s.text + s.len - 7, " 120000", 7) ||
	     !memcmp(s.text + s.len - 7, " 160000", 7)))
		f->other = true;
}

static bool next_begins(const struct reader *r, const char *what)
{
	struct span s = peek(r);

	if (r->off + s.len >= r->len)
		return false;
	return span_begins(span_line(r->text, r->len, r->off + s.len), what);
}

static bool at_names(const struct reader *r)
{
	return span_begins(peek(r), "--- ") && next_begins(r, "+++ ");
}

static int read_git(struct reader *r)
{
	struct patch_file *f = add_file(r, true);
	uint32_t line = r->line;
	struct span s = take(r);

	s.text += strlen("diff --git ");
	s.len -= strlen("diff --git ");
	patchname_pair(s, &f->old_name, &f->new_name);
	while (is_extended(peek(r))) {
		s = take(r);
		if (extended_line(r, f, s))
			return -1;
		index_line(f, s);
	}
	if (!f->old_name && !f->new_name && !at_names(r))
		return bad_name(r, line);
	return at_names(r) ? 0 : check_copy(r, f, line);
}

static void end_binary(struct reader *r)
{
	last_file(r)->binary = true;
	r->has_file = false;
}

/* One or two blocks of base-85 lines, each with a blank line behind it. */
static void skip_binary(struct reader *r)
{
	struct span s;

	end_binary(r);
	take(r);
	while (span_begins(s = peek(r), "literal ") || span_begins(s, "delta "))
		while (r->off < r->len && span_chomp(take(r)).len)
			;
}

static int read_line(struct reader *r)
{
	struct span s = peek(r);

	if (r->p->file_count == PATCH_MAX_FILES)
		return fail(r, r->line, "the patches change more than 100000 files: cut them into smaller ones");
	if (span_begins(s, "diff --git "))
		return read_git(r);
	if (span_begins(s, "diff --cc ") ||
	    span_begins(s, "diff --combined ") || span_begins(s, "@@@ -"))
		return fail(r, r->line,
			    "this is the combined diff of a merge: give the diff against one parent");
	if (at_names(r))
		return read_names(r);
	if (span_begins(s, "@@ -"))
		return read_hunk(r);
	if (r->has_file && span_begins(s, "GIT binary patch")) {
		skip_binary(r);
		return 0;
	}
	if (r->has_file && last_file(r)->git && !last_file(r)->hunk_count &&
	    span_begins(s, "Binary files "))
		end_binary(r);
	take(r);
	return 0;
}

static struct patch *begin_patch(struct patches *p)
{
	GROW(p->list, p->count, p->capacity);
	p->list[p->count] = (struct patch){ .first_file = p->file_count };
	return &p->list[p->count++];
}

/* The text of a message, or of what is no mail. */
static int read_text(struct patches *p, const char *text, size_t len,
		     uint32_t line, uint32_t mail_line)
{
	struct reader r = {
		.p = p, .text = text, .len = len, .line = line,
		.mail_line = mail_line,
	};

	while (r.off < r.len)
		if (read_line(&r))
			return -1;
	return 0;
}

static uint32_t count_lines(const char *text, const char *end)
{
	uint32_t n = 0;

	while ((text = memchr(text, '\n', (size_t)(end - text)))) {
		text++;
		n++;
	}
	return n;
}

static void set_subject(struct patch *patch, struct span subject)
{
	struct buf out = { 0 };

	mail_subject(&out, subject);
	patch->subject = out.data;
}

/* The lines "Author: ", "Email: ", "Subject: " that mailinfo prints. */
static void take_info(struct patch *patch, const struct buf *info)
{
	static const char key[] = "Subject: ";
	size_t off = 0;

	while (off < info->len) {
		struct span s = span_line(info->data, info->len, off);

		off += s.len;
		if (span_begins(s, key) && !patch->subject)
			set_subject(patch, (struct span){
				s.text + strlen(key), s.len - strlen(key) });
	}
}

/* A message whose patch does not stand in it as it is. */
static int read_encoded(struct patches *p, const char *text, size_t len,
			uint32_t line)
{
	struct buf info = { 0 }, patch = { 0 };
	struct reader r = { .p = p };
	int err = git_mailinfo(text, len, PATCH_MAX_BYTES, &info, &patch);

	if (err) {
		buf_free(&info);
		buf_free(&patch);
		return fail(&r, line, err == 127 ?
			    "the message is encoded, and git, which decodes it, cannot be run" :
			    "git mailinfo cannot read the message that begins here");
	}
	take_info(&p->list[p->count - 1], &info);
	buf_free(&info);
	buf_puts(&patch, "");
	GROW(p->decoded, p->decoded_count, p->decoded_capacity);
	p->decoded[p->decoded_count++] = patch.data;
	if (!has_room(p, patch.len))
		return -1;
	return read_text(p, patch.data, patch.len, 1, line);
}

static int read_mail(struct patches *p, const char *text, size_t len,
		     uint32_t line)
{
	struct mail_headers h = mail_headers(text, len);

	if (h.encoded)
		return read_encoded(p, text, len, line);
	if (h.subject.len)
		set_subject(&p->list[p->count - 1], h.subject);
	return read_text(p, text + h.len, len - h.len,
			 line + count_lines(text, text + h.len), 0);
}

static void set_commit(struct patch *patch, struct span from)
{
	size_t n = hex_digits(from, 5);

	if (n >= 40 && n <= 64)
		patch->commit = xstrndup(from.text + 5, n);
}

static void free_file(struct patch_file *f)
{
	free(f->old_name);
	free(f->new_name);
	free(f->old_blob);
}

static void free_patch(struct patch *patch)
{
	free(patch->subject);
	free(patch->commit);
}

/* Nothing of the last message stays but what is wrong with it. */
static void refuse_message(struct patches *p, size_t hunks)
{
	struct patch *last = &p->list[--p->count];

	while (p->file_count > last->first_file)
		free_file(&p->files[--p->file_count]);
	p->hunk_count = hunks;
	free_patch(last);
	GROW(p->refused, p->refused_count, p->refused_capacity);
	p->refused[p->refused_count++] = (struct patch_refused){
		.why = p->error.data,
	};
	p->error = (struct buf){ 0 };
}

/* A message without files is a cover letter or an answer: not a patch. */
static void drop_if_empty(struct patches *p)
{
	struct patch *last = &p->list[p->count - 1];

	if (last->file_count)
		return;
	free_patch(last);
	p->count--;
}

static void read_message(struct patches *p, const char *text, size_t len,
			 uint32_t line)
{
	struct span first = span_line(text, len, 0);
	size_t hunks = p->hunk_count;
	struct patch *patch = begin_patch(p);
	bool from = mail_is_from(first);
	int err;

	if (from) {
		set_commit(patch, first);
		text += first.len;
		len -= first.len;
		line++;
	}
	if (len && mail_has_headers(text, len))
		err = read_mail(p, text, len, line);
	else
		err = read_text(p, text, len, line, 0);
	if (err)
		refuse_message(p, hunks);
	else
		drop_if_empty(p);
}

static void read_messages(struct patches *p, const char *text, size_t len)
{
	size_t off = 0, start = 0;
	uint32_t line = 1, start_line = 1;

	while (off < len) {
		struct span s = span_line(text, len, off);

		if (off > start && mail_is_from(s)) {
			read_message(p, text + start, off - start, start_line);
			start = off;
			start_line = line;
		}
		off += s.len;
		line++;
	}
	read_message(p, text + start, len - start, start_line);
}

int patches_read(struct patches *p, const char *text, size_t len)
{
	size_t count = p->count, refused = p->refused_count;

	if (!has_room(p, len))
		return -1;
	read_messages(p, text, len);
	if (p->count > count || p->refused_count == refused)
		return 0;
	/* all of it is malformed: the first reason is told */
	buf_puts(&p->error, p->refused[refused].why);
	while (p->refused_count > refused)
		free(p->refused[--p->refused_count].why);
	return -1;
}

void patches_free(struct patches *p)
{
	for (size_t i = 0; i < p->count; i++)
		free_patch(&p->list[i]);
	for (size_t i = 0; i < p->file_count; i++)
		free_file(&p->files[i]);
	for (size_t i = 0; i < p->refused_count; i++) {
		free(p->refused[i].what);
		free(p->refused[i].why);
	}
	free(p->refused);
	for (size_t i = 0; i < p->decoded_count; i++)
		free(p->decoded[i]);
	free(p->list);
	free(p->files);
	free(p->hunks);
	free(p->decoded);
	buf_free(&p->error);
	*p = (struct patches){ 0 };
}

bool hunk_next(const struct patch_hunk *h, const char **at,
	       struct patch_line *line)
{
	struct span s, next;

	if (*at >= h->end)
		return false;
	s = span_line(*at, (size_t)(h->end - *at), 0);
	*at += s.len;
	next = span_line(*at, (size_t)(h->end - *at), 0);
	line->open = span_begins(next, "\\");
	if (line->open)
		*at += next.len;
	s = span_chomp(s);
	line->sign = s.len ? *s.text : ' ';
	line->text = s.len ? s.text + 1 : s.text;
	line->len = s.len ? (uint32_t)s.len - 1 : 0;
	return true;
}
