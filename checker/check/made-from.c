// SPDX-License-Identifier: GPL-2.0-only
/* The files that units were made from. */
#include <stdlib.h>
#include <string.h>

#include "made-from.h"

static void note(CXFile file, CXSourceLocation *stack, unsigned int depth,
		 CXClientData data)
{
	CXString name = clang_getFileName(file);
	struct made_from *m = data;

	(void)stack;
	(void)depth;
	m->list = xgrow(m->list, m->count, &m->capacity, sizeof(*m->list));
	m->list[m->count].file = str_of(clang_getCString(name));
	m->list[m->count++].digest = digest_file(clang_getCString(name));
	clang_disposeString(name);
}

void made_from_note(struct made_from *m, CXTranslationUnit tu)
{
	clang_getInclusions(tu, note, m);
}

bool made_from_holds(const struct made_from *m)
{
	for (size_t i = 0; i < m->count; i++) {
		struct digest now = digest_file(str_get(m->list[i].file));

		if (memcmp(&now, &m->list[i].digest, sizeof(now)))
			return false;
	}
	return m->count > 0;
}

void made_from_pack(struct pack *p, struct made_from *m)
{
	PACK_LIST(p, m->list, m->count);
	for (size_t i = 0; i < m->count; i++) {
		pack_string(p, &m->list[i].file);
		pack_bytes(p, &m->list[i].digest, sizeof(m->list[i].digest));
	}
}

void made_from_free(struct made_from *m)
{
	free(m->list);
	*m = (struct made_from){ 0 };
}
