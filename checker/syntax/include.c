// SPDX-License-Identifier: GPL-2.0-only
/* Headers: where an #include leads, and which of them are worth knowing. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "check/tablewords.h"
#include "tree.h"

struct reader {
	struct syntax *s;
	syntax_read read;
	void *context;
	struct slots seen;		/* paths, whether they are there or not */
	struct wanted { str_t path, arch; } *list;
	size_t count, capacity;
};

static void want(struct reader *r, str_t path, str_t arch)
{
	if (slots_get(&r->seen, path, NULL, NULL))
		return;
	slots_add(&r->seen, path, 1);
	r->list = xgrow(r->list, r->count, &r->capacity, sizeof(*r->list));
	r->list[r->count++] = (struct wanted){ path, arch };
}

/* Takes FOLDER/../ and ./ out of a path. */
static void simplify(char *path)
{
	char *dots, *folder;

	while ((dots = strstr(path, "/./")))
		memmove(dots, dots + 2, strlen(dots + 2) + 1);
	while ((dots = strstr(path, "/../")) && dots != path) {
		*dots = '\0';
		folder = strrchr(path, '/');
		folder = folder ? folder + 1 : path;
		memmove(folder, dots + 4, strlen(dots + 4) + 1);
	}
}

static void want_in(struct reader *r, const char *folder, size_t len,
		    const char *name, str_t arch)
{
	char *path = xasprintf("%.*s/%s", (int)len, folder, name);

	simplify(path);
	want(r, str_of(path), arch);
	free(path);
}

static void want_arch(struct reader *r, str_t arch, const char *name)
{
	char *folder = xasprintf("%s/include", str_get(arch));

	want_in(r, folder, strlen(folder), name, arch);
	free(folder);
}

/* <asm/page.h> of a generic file is that of each architecture. */
static void follow(struct reader *r, str_t from, str_t arch, str_t include)
{
	const char *name = str_get(include), *path = str_get(from), *slash;

	if (*name == '"') {
		slash = strrchr(path, '/');
		want_in(r, path, slash ? slash - path : 0, name + 1, arch);
	}
	name++;
	if (!strncmp(name, "asm/", 4)) {
		if (arch)
			want_arch(r, arch, name);
		for (size_t i = 0; i < r->s->arch_count && !arch; i++)
			want_arch(r, r->s->arches[i], name);
	} else {
		want_in(r, "include", strlen("include"), name, arch);
	}
}

static void follow_all(struct reader *r, const struct text *t)
{
	for (size_t i = 0; i < t->include_count; i++)
		follow(r, t->path, t->arch, t->includes[i]);
}

static void read_one(struct reader *r, struct wanted w)
{
	struct syntax *s = r->s;
	struct buf text = { 0 };

	if (!r->read(r->context, str_get(w.path), &text) && text.data) {
		syntax_add(s, str_get(w.path), text.data, text.len,
			   SYNTAX_KNOW);
		follow_all(r, s->texts[s->text_count - 1]);
	}
	buf_free(&text);
}

void syntax_add_includes(struct syntax *s, syntax_read read, void *context)
{
	struct reader r = { .s = s, .read = read, .context = context };
	size_t count = s->text_count;

	for (size_t i = 0; i < count; i++)
		slots_add(&r.seen, s->texts[i]->path, 1);
	for (size_t i = 0; i < count; i++)
		follow_all(&r, s->texts[i]);
	for (size_t i = 0; i < r.count; i++)
		read_one(&r, r.list[i]);
	free(r.list);
	slots_free(&r.seen);
}
