// SPDX-License-Identifier: GPL-2.0-only
/* Ranges of commits and what is staged, as patches. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "complain.h"
#include "gitrange.h"
#include "gitrun.h"
#include "patch.h"

static char *first_line(struct buf *b)
{
	if (!b->data)
		buf_puts(b, "");
	b->data[strcspn(b->data, "\n")] = '\0';
	return b->data;
}

/* One word that a git command prints; NULL after a sentence. */
static char *git_word(const char *folder, const char *const *args,
		      const char *what)
{
	struct buf out = { 0 }, errors = { 0 };
	int err = git_output(folder, args, 65536, &out, &errors);
	char *word = NULL;

	if (err < 0)
		complain("git", strerror(-err));
	else if (err == 127)
		complain("git", "it is missing: run make setup, or install the package git");
	else if (err)
		complain(what, errors.len ? first_line(&errors) :
					    "git does not know it");
	else
		word = xstrdup(first_line(&out));
	buf_free(&out);
	buf_free(&errors);
	return word;
}

static char *find_commit(const char *folder, const char *rev)
{
	char *spec = xasprintf("%s^{commit}", *rev ? rev : "HEAD"), *commit;

	commit = git_word(folder, (const char *[]){
		"rev-parse", "--verify", "--quiet", "--end-of-options", spec,
		NULL }, *rev ? rev : "HEAD");
	free(spec);
	return commit;
}

/* The first parent; of a first commit, the empty tree. */
static char *find_parent(const char *folder, const char *commit)
{
	char *line, *parent;

	line = git_word(folder, (const char *[]){
		"rev-list", "--parents", "-n1", "--end-of-options", commit,
		NULL }, commit);
	if (!line)
		return NULL;
	strtok(line, " ");
	parent = strtok(NULL, " ");
	parent = parent ? xstrdup(parent) :
		 git_word(folder, (const char *[]){ "hash-object", "-t", "tree",
						    "/dev/null", NULL },
			  commit);
	free(line);
	return parent;
}

static int find_range(const char *folder, const char *range, char **from,
		      char **to)
{
	const char *dots = strstr(range, "..");
	char *start, *first;

	if (!dots) {
		*to = find_commit(folder, range);
		*from = *to ? find_parent(folder, *to) : NULL;
		return *from ? 0 : -1;
	}
	start = xstrndup(range, (size_t)(dots - range));
	dots += strspn(dots, ".");
	*to = find_commit(folder, dots);
	first = *to ? find_commit(folder, start) : NULL;
	free(start);
	if (!first)
		return -1;
	/* what the range adds is what came since it left the other side */
	*from = git_word(folder, (const char *[]){
		"merge-base", "--end-of-options", first, *to, NULL }, range);
	free(first);
	return *from ? 0 : -1;
}

static int git_diff(const char *folder, const char *from, const char *to,
		    struct buf *out)
{
	const char *args[] = {
		"diff", "--no-color", "--no-ext-diff", "--no-textconv", "-M",
		"-U3", "--no-relative", "--submodule=short",
		"--src-prefix=a/", "--dst-prefix=b/", "--full-index",
		to ? "--end-of-options" : "--cached", from, to, NULL
	};
	struct buf errors = { 0 };
	int err = git_output(folder, args, PATCH_MAX_BYTES, out, &errors);

	if (err == -EFBIG)
		complain("--git", "the difference has more than 64 MB: lint fewer commits");
	else if (err < 0)
		complain("git", strerror(-err));
	else if (err)
		complain("git diff", first_line(&errors));
	buf_free(&errors);
	return err ? -1 : 0;
}

int gitrange_load(struct source *s, const char *range, struct buf *text)
{
	char *from = NULL, *to = NULL;
	int err = 0;

	if (!range)
		from = find_commit(s->root, "HEAD");
	else
		err = find_range(s->root, range, &from, &to);
	if (err || !from)
		err = -1;
	else
		err = git_diff(s->root, from, to, text);
	s->git = true;
	s->revision = from;
	free(to);
	return err;
}

static bool is_kernel(const char *folder)
{
	char *path = xasprintf("%s/Kconfig", folder);
	bool is = !access(path, F_OK);

	free(path);
	return is;
}

char *gitrange_repository(bool any)
{
	struct buf out = { 0 }, errors = { 0 };
	char *top = NULL;

	if (!git_output(".", (const char *[]){ "rev-parse", "--show-toplevel",
					       NULL }, 65536, &out, &errors) &&
	    out.len)
		top = xstrdup(first_line(&out));
	/* a bare repository, as a pre-receive hook has it */
	else if (getenv("GIT_DIR"))
		top = xstrdup(".");
	buf_free(&out);
	buf_free(&errors);
	if (top && !any && !is_kernel(top)) {
		free(top);
		return NULL;
	}
	return top;
}
