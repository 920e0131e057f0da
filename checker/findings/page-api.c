// SPDX-License-Identifier: GPL-2.0-only
/* What takes the place of the page-based API, for checker and lint. */
#include <stddef.h>
#include <string.h>

#include "findings/page-api.h"

const char *page_api_advice(const char *name)
{
	/* by a part of the name: what stands first is the most special */
	static const struct { const char *part, *advice; } list[] = {
		{ "pte_page_ctor", "use pagetable_pte_ctor() with a struct ptdesc" },
		{ "pte_page_dtor", "use pagetable_pte_dtor() with a struct ptdesc" },
		{ "pmd_page_ctor", "use pagetable_pmd_ctor() with a struct ptdesc" },
		{ "pmd_page_dtor", "use pagetable_pmd_dtor() with a struct ptdesc" },
		{ "page_ctor", "use pagetable_pte_ctor() with a struct ptdesc" },
		{ "page_dtor", "use pagetable_pte_dtor() with a struct ptdesc" },
		{ "pmd_to_page", "use pmd_ptdesc()" },
		{ "pmd_pgtable_page", "use pmd_ptdesc()" },
		{ "ptlock_", "give it a struct ptdesc" },
	};

	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (strstr(name, list[i].part))
			return list[i].advice;
	return "use what takes a struct ptdesc";
}
