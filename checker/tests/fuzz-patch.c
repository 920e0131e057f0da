// SPDX-License-Identifier: GPL-2.0-only
/*
 * The patch reader under libFuzzer: `make fuzz`. What it accepts has to keep
 * its promises, too.
 */
#include <stdint.h>
#include <stdlib.h>

#include "lint/patch.h"
#include "lint/patchname.h"

static void check_hunk(const struct patch_hunk *h)
{
	uint32_t old = 0, new = 0;
	const char *at = h->body;
	struct patch_line l;

	while (hunk_next(h, &at, &l)) {
		if (l.text < h->body || l.text + l.len > h->end)
			abort();
		old += l.sign != '+';
		new += l.sign != '-';
	}
	if (old != h->old_count || new != h->new_count)
		abort();
}

static void check_file(const struct patches *p, const struct patch_file *f)
{
	int strip = patchname_strip(f->old_name, f->new_name);
	const char *cut = patchname_cut(f->new_name, strip);

	if (!f->old_name && !f->new_name)
		abort();
	if (cut)
		patchname_is_inside(cut);
	for (size_t i = 0; i < f->hunk_count; i++)
		check_hunk(&p->hunks[f->first_hunk + i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct patches p = { 0 };
	int err = patches_read(&p, (const char *)data, size);

	if (err != (p.error.len ? -1 : 0))
		abort();
	for (size_t i = 0; !err && i < p.count; i++)
		for (size_t j = 0; j < p.list[i].file_count; j++)
			check_file(&p, &p.files[p.list[i].first_file + j]);
	patches_free(&p);
	return 0;
}
