// SPDX-License-Identifier: GPL-2.0-only
/* Digests of files and folders, each made once: units share their headers. */
#define _GNU_SOURCE
#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "digest.h"
#include "slots.h"
#include "strtab.h"

static struct {
	struct slots numbers;		/* by the path, in list */
	struct digest *list;
	size_t count, capacity;
} known;

static struct digest canonical(XXH128_hash_t hash)
{
	XXH128_canonical_t canonical;
	struct digest d;

	XXH128_canonicalFromHash(&canonical, hash);
	memcpy(d.bytes, canonical.digest, sizeof(d.bytes));
	return d;
}

struct digest digest_bytes(const void *bytes, size_t len)
{
	return canonical(XXH3_128bits(bytes, len));
}

struct digest digest_end(XXH3_state_t *state)
{
	struct digest d = canonical(XXH3_128bits_digest(state));

	XXH3_freeState(state);
	return d;
}

static struct digest of_file(const char *path)
{
	struct buf text = { 0 };
	int err = buf_read(&text, path);
	struct digest d = err ? digest_bytes(&err, sizeof(err))
			      : digest_bytes(text.data, text.len);

	buf_free(&text);
	return d;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* What compilers and this program leave beside headers: nobody includes it. */
static bool is_product(const char *name)
{
	static const char *const ends[] = {
		".o", ".a", ".ko", ".d", ".cmd", ".mod", ".unit", ".summary",
	};
	const char *end = strrchr(name, '.');

	for (size_t i = 0; end && i < sizeof(ends) / sizeof(*ends); i++)
		if (!strcmp(end, ends[i]))
			return true;
	return false;
}

static bool counts(const FTSENT *e)
{
	return e->fts_info != FTS_D && e->fts_info != FTS_DP &&
	       e->fts_level > 0 && !is_product(e->fts_name);
}

static struct digest of_names(const char *folder)
{
	char *const roots[] = { (char *)folder, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	XXH3_state_t *state = XXH3_createState();
	FTSENT *e;

	XXH3_128bits_reset(state);
	while (walk && (e = fts_read(walk)))
		if (counts(e))
			XXH3_128bits_update(state, e->fts_path,
					    e->fts_pathlen + 1);
	if (walk)
		fts_close(walk);
	return digest_end(state);
}

static struct digest once(const char *path, const char *kind,
			  struct digest (*make)(const char *path))
{
	char here[PATH_MAX] = "";
	uint32_t number;
	str_t key;

	if (*path != '/' && !getcwd(here, sizeof(here)))
		*here = '\0';
	key = str_join(str_join(str_of(kind), ":", str_of(here)), "/",
		       str_of(path));
	number = slots_get(&known.numbers, key, NULL, NULL);

	if (!number) {
		known.list = xgrow(known.list, known.count, &known.capacity,
				   sizeof(*known.list));
		known.list[known.count] = make(path);
		number = ++known.count;
		slots_add(&known.numbers, key, number);
	}
	return known.list[number - 1];
}

struct digest digest_file(const char *path)
{
	return once(path, "file", of_file);
}

struct digest digest_names(const char *folder)
{
	return once(folder, "names", of_names);
}

void digest_free_all(void)
{
	slots_free(&known.numbers);
	free(known.list);
	memset(&known, 0, sizeof(known));
}
