// SPDX-License-Identifier: GPL-2.0-only
/* What units became, kept for the next run. */
#define _GNU_SOURCE
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "api.h"
#include "buf.h"
#include "keep.h"

static void add_text(XXH3_state_t *state, const char *text)
{
	XXH3_128bits_update(state, text, strlen(text) + 1);
}

static void add_digest(XXH3_state_t *state, struct digest d)
{
	XXH3_128bits_update(state, d.bytes, sizeof(d.bytes));
}

static XXH3_state_t *begin(void)
{
	XXH3_state_t *state = XXH3_createState();

	XXH3_128bits_reset(state);
	return state;
}

static void add_list(XXH3_state_t *state, const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]->d_name);

		add_text(state, names[i]->d_name);
		add_digest(state, digest_file(path));
		free(path);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

/* What is the same for all units of a run. */
static void salt(struct keep *k)
{
	XXH3_state_t *state = begin();

	if (k->salted)
		return;
	add_digest(state, digest_file("/proc/self/exe"));
	if (k->lists)
		add_list(state, k->lists);
	k->salt = digest_end(state);
	k->salted = true;
}

/* A file that appears on the include path can take another one's place. */
static void add_include_path(XXH3_state_t *state, const struct strings *flags)
{
	static const char *const names[] = { "-I", "-isystem", "-iquote" };

	for (size_t i = 0; i < flags->count; i++) {
		const char *flag = flags->list[i];

		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++) {
			size_t len = strlen(names[k]);

			if (strncmp(flag, names[k], len))
				continue;
			if (!flag[len] && i + 1 < flags->count)
				add_digest(state, digest_names(
						   flags->list[i + 1]));
			else if (flag[len])
				add_digest(state, digest_names(flag + len));
		}
	}
}

static void add_flags(XXH3_state_t *state, const struct strings *flags)
{
	for (size_t i = 0; i < flags->count; i++)
		add_text(state, flags->list[i]);
	add_text(state, "");
}

static char *file_of(const char *folder, const char *here, const char *source)
{
	XXH3_state_t *state = begin();
	struct digest key;
	char *path, *at;

	add_text(state, here);
	add_text(state, source);
	key = digest_end(state);
	path = xrealloc(NULL, strlen(folder) + 2 * DIGEST_SIZE + 8);
	at = path + sprintf(path, "%s/", folder);
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		at += sprintf(at, "%02x", key.bytes[i]);
	strcpy(at, ".unit");
	return path;
}

void keep_unit(struct keep *k, struct keep_unit *u, const char *tree,
	       const char *source, const struct unit_flags *flags,
	       const struct predef *p)
{
	char here[PATH_MAX], real[PATH_MAX];
	unsigned int version = api_version();
	XXH3_state_t *state;

	*u = (struct keep_unit){ 0 };
	if (!k->folder || !getcwd(here, sizeof(here)) ||
	    !realpath(source, real))
		return;
	salt(k);
	u->path = file_of(k->folder, here, real);
	state = begin();
	add_digest(state, k->salt);
	XXH3_128bits_update(state, &k->record, sizeof(k->record));
	XXH3_128bits_update(state, &version, sizeof(version));
	add_text(state, here);
	add_text(state, tree);
	add_text(state, real);
	add_text(state, p->target);
	add_text(state, p->macros.data);
	add_flags(state, &flags->clang);
	add_include_path(state, &flags->clang);
	u->key = digest_end(state);
}

/* A file is the key, the checksum of what follows, and that, compressed. */
#define HEAD_SIZE (2 * DIGEST_SIZE)

static bool is_whole(const struct keep_unit *u, const struct buf *file)
{
	struct digest sum;

	if (file->len < HEAD_SIZE || memcmp(file->data, u->key.bytes, DIGEST_SIZE))
		return false;
	sum = digest_bytes(file->data + HEAD_SIZE, file->len - HEAD_SIZE);
	return !memcmp(file->data + DIGEST_SIZE, sum.bytes, DIGEST_SIZE);
}

bool keep_read(const struct keep_unit *u, struct buf *bytes)
{
	struct buf file = { 0 };
	size_t size = 0;

	if (u->path && !buf_read(&file, u->path) && is_whole(u, &file)) {
		const char *from = file.data + HEAD_SIZE;
		size_t len = file.len - HEAD_SIZE;

		size = ZSTD_getFrameContentSize(from, len);
		bytes->len = 0;
		buf_fill(bytes, 0, size);
		if (ZSTD_decompress(bytes->data, size, from, len) != size)
			size = bytes->len = 0;
	}
	buf_free(&file);
	return size;
}

void keep_write(const struct keep_unit *u, const struct buf *bytes)
{
	size_t room = ZSTD_compressBound(bytes->len), len;
	struct buf file = { 0 };
	struct digest sum;

	if (!u->path)
		return;
	buf_fill(&file, 0, HEAD_SIZE + room);
	len = ZSTD_compress(file.data + HEAD_SIZE, room, bytes->data,
			    bytes->len, 1);
	if (!ZSTD_isError(len)) {
		file.len = HEAD_SIZE + len;
		sum = digest_bytes(file.data + HEAD_SIZE, len);
		memcpy(file.data, u->key.bytes, DIGEST_SIZE);
		memcpy(file.data + DIGEST_SIZE, sum.bytes, DIGEST_SIZE);
		buf_replace(&file, u->path);
	}
	buf_free(&file);
}

void keep_unit_free(struct keep_unit *u)
{
	free(u->path);
	u->path = NULL;
}
