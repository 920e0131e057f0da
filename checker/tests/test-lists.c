// SPDX-License-Identifier: GPL-2.0-only
/* The lists of the kernel's names: what a line may say, and what it means. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "check/api.h"
#include "listfile.h"
#include "scan/lists.h"
#include "version.h"

static int forget(void **state)
{
	(void)state;
	api_free();
	str_free_all();
	return 0;
}

/* What is said of the lines of a list; "" if nothing is wrong. */
static char *complaint(enum role role, const char *lines)
{
	char *text = strdup(lines), *said = NULL;
	FILE *before = stderr;
	size_t size;
	int err;

	stderr = open_memstream(&said, &size);
	err = api_parse(role, text, "list");
	fclose(stderr);
	stderr = before;
	assert_int_equal(err, *said ? -1 : 0);
	free(text);
	return said;
}

static void says_what_is_wrong(void **state)
{
	static const struct { enum role role; const char *lines, *said; } bad[] = {
		{ ROLE_FREES, "\nkfree famly=slab", "list:2: 'famly' is no attribute of this list: it has family as arg order destructs since until site unit\n" },
		{ ROLE_FREES, "kfree family=slub", "list:1: family=slub is not understood\n" },
		{ ROLE_FREES, "kfree arg=one", "list:1: arg=one is not understood\n" },
		{ ROLE_FREES, "kfree arg=32", "list:1: arg=32 is not understood\n" },
		{ ROLE_FREES, "kfree family=", "list:1: family has no whole value behind the '='\n" },
		{ ROLE_FREES, "kfree family", "list:1: family is not understood\n" },
		{ ROLE_FREES, "kfree destructs=yes", "list:1: destructs=yes is not understood\n" },
		{ ROLE_FREES, "kfree unit=yes", "list:1: unit has no value\n" },
		{ ROLE_FREES, "kfree()", "list:1: not a name for this list: \"kfree()\"\n" },
		{ ROLE_FREES, "k*", "list:1: not a name for this list: \"k*\"\n" },
		{ ROLE_FREES, "kfree since=6", "list:1: since=6: write the version of a kernel, such as 6.12\n" },
		{ ROLE_FREES, "kfree until=6.1rc", "list:1: until=6.1rc: write the version of a kernel, such as 6.12\n" },
		{ ROLE_FREES, "kfree since=6.10 until=6.9", "list:1: until= is not after since=\n" },
		{ ROLE_FREES, "kfree\nvfree\nkfree", "list:3: 'kfree' is in line 1 already\n" },
		{ ROLE_FREES, "kfree until=5.1\nkfree since=5.0", "list:2: 'kfree' is in line 1 already\n" },
		{ ROLE_FREES, "kfree until=5.1\nvfree\nkfree since=5.1", "list:3: 'kfree' is in line 1 already\n" },
		{ ROLE_MEMBER, "lru advice=\"use it", "list:1: advice has no whole value behind the '='\n" },
		{ ROLE_MEMBER, "lru advice=use \"it\"", "list:1: '\"it\"' is no attribute of this list: it has advice called since until site unit\n" },
		{ ROLE_DESTRUCTS, "a instead=b,c,d", "list:1: instead=b,c,d is not understood\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char *said = complaint(bad[i].role, bad[i].lines);

		assert_string_equal(said, bad[i].said);
		free(said);
	}
}

static void reads_what_is_right(void **state)
{
	static const struct { enum role role; const char *lines; } good[] = {
		{ ROLE_FREES, "" }, { ROLE_FREES, "# nothing\n\n" },
		{ ROLE_FREES, "kfree\tfamily=slab  as=address # a comment" },
		{ ROLE_FREES, "kfree until=5.1\nkfree since=5.1" },
		{ ROLE_MEMBER, "lru advice=\"use it, or not\" site=members" },
		{ ROLE_OTHER_MEMORY, "kvm_s390_pv.stor_base" },
		{ ROLE_HOOK, "pv_mmu_ops.alloc_pte arg=1 as=number" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		char *said = complaint(good[i].role, good[i].lines);

		assert_string_equal(said, "");
		free(said);
	}
}

static void reads_versions(void **state)
{
	static const char makefile[] = "# VERSION = 1\nVERSION = 6\n"
				       "PATCHLEVEL\t= 12\nSUBLEVEL = 3\n";

	(void)state;
	assert_true(version_parse("6.9") < version_parse("6.10"));
	assert_true(version_parse("5.19") < version_parse("6.0"));
	assert_int_equal(version_parse("6"), 0);
	assert_int_equal(version_parse("6.x"), 0);
	assert_int_equal(version_parse("v6.1"), 0);
	assert_int_equal(version_of_makefile(makefile, strlen(makefile)),
			 version_parse("6.12"));
	assert_int_equal(version_of_makefile("VERSION = 6\n", 12), 0);
	assert_int_equal(version_of_tree("/nowhere"), 0);
}

static enum rep form_in(const char *name, const char *version)
{
	api_set_version(version ? version_parse(version) : 0);
	return api_find(str_of(name))->as;
}

/* Of two lines of a name, that of the tree's version counts. */
static void knows_the_version(void **state)
{
	(void)state;
	assert_int_equal(api_read("lists"), 0);
	assert_int_equal(form_in("memblock_free", "5.15"), REP_NUMBER);
	assert_int_equal(form_in("memblock_free", "5.16"), REP_ADDRESS);
	assert_int_equal(form_in("memblock_free", "6.12"), REP_ADDRESS);
	assert_int_equal(form_in("memblock_free", NULL), REP_ADDRESS);
	/* what a converted tree has of later kernels, means the same there */
	assert_int_equal(form_in("pagetable_free", "6.1"), REP_PTDESC);
	assert_int_equal(form_in("pgtable_pte_page_ctor", "6.12"), REP_PAGE);
}

static const char *instead_in(const char *version)
{
	api_set_version(version ? version_parse(version) : 0);
	return api_instead(api_find(str_of("pgtable_pmd_page_dtor")));
}

/* The advice names nothing that the tree no longer has. */
static void advises_what_is_there(void **state)
{
	(void)state;
	assert_int_equal(api_read("lists"), 0);
	assert_string_equal(instead_in(NULL), "pagetable_pmd_dtor");
	assert_string_equal(instead_in("6.1"), "pagetable_pmd_dtor");
	assert_string_equal(instead_in("6.13"), "pagetable_pmd_dtor");
	assert_string_equal(instead_in("6.14"), "pagetable_dtor");
	assert_null(api_instead(api_find(str_of("free_page"))));
}

/* What advice names has to be in a list itself. */
static void knows_what_it_advises(void **state)
{
	const struct api *a;

	(void)state;
	assert_int_equal(api_read("lists"), 0);
	for (uint32_t i = 1; (a = api_numbered(i)); i++)
		for (int k = 0; k < API_INSTEAD && a->instead[k]; k++)
			assert_non_null(api_find(a->instead[k]));
}

static void knows_the_types(void **state)
{
	(void)state;
	assert_int_equal(api_read("lists"), 0);
	assert_string_equal(str_get(api_type(REP_ENTRY, LEVEL_PMD)->name),
			    "pmd_t");
	assert_string_equal(str_get(api_type(REP_PTDESC, LEVEL_NONE)->name),
			    "ptdesc");
	assert_null(api_type(REP_ENTRY, LEVEL_NONE));
	/* of the same name, each in its own list */
	assert_true(api_listed(str_of("callback_head"), ROLE_TYPE)->callback);
	assert_string_equal(str_get(api_listed(str_of("callback_head"),
					       ROLE_MEMBER)->called),
			    "rcu_head");
	assert_null(api_find(str_of("callback_head")));
}

/* The patterns are those of the kernel's macros for flags and counts. */
static void knows_states_by_their_names(void **state)
{
	static const struct { const char *name, *member; } names[] = {
		{ "PageReserved", "flags" }, { "__SetPageTable", "flags" },
		{ "TestClearPageDirty", "flags" }, { "Pages", NULL },
		{ "Page_x", NULL }, { "XPageReserved", NULL },
		{ "folio_test_pgtable", "flags" }, { "folio_get", NULL },
		{ "__folio_set_pgtable", "flags" }, { "folio_tested", NULL },
		{ "page_ref_add_unless", "_refcount" },
		{ "folio_ref_inc", "_refcount" }, { "page_reference", NULL },
		{ "", NULL },
	};

	(void)state;
	assert_int_equal(api_read("lists"), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *member = api_state(names[i].name);

		assert_true(!member == !names[i].member);
		if (member)
			assert_string_equal(member, names[i].member);
	}
}

static void goes_through_a_list(void **state)
{
	const struct api *a = NULL;
	int count = 0;

	(void)state;
	assert_int_equal(api_read("lists"), 0);
	while ((a = api_next(ROLE_GFP, a))) {
		assert_int_equal(a->role, ROLE_GFP);
		count++;
	}
	assert_int_equal(count, 4);
	/* the last list of all */
	while ((a = api_next(ROLE_ARCH_FILE, a)))
		count += a->pairs;
	assert_int_equal(count, 6);
}

/* A class has the names of its list, and those that say so elsewhere. */
static void collects_the_classes(void **state)
{
	static const struct { const char *name; uint32_t mask; } words[] = {
		{ "ptlock_alloc", CLASS_BIT(CLASS_API) },
		{ "pmd_to_page", CLASS_BIT(CLASS_API) },
		{ "get_zeroed_page", CLASS_BIT(CLASS_PAGE_ALLOCATOR) },
		{ "ptl", CLASS_BIT(CLASS_MEMBERS) },
		{ "lru", CLASS_BIT(CLASS_PAGE_MEMBERS) },
		{ "flags", 0 }, { "kfree", 0 },
		{ "pte_t", WORD_CANDIDATE },
		{ "ptdesc", CLASS_BIT(CLASS_PTDESC_API) | WORD_CANDIDATE },
		{ "pagetable_free", CLASS_BIT(CLASS_PTDESC_API) },
	};
	struct lists l;

	(void)state;
	assert_int_equal(lists_read(&l, "lists", CLASS_ALL | WORD_CANDIDATE),
			 0);
	assert_int_equal(wordset_build(l.words), 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_int_equal(wordset_lookup(l.words, words[i].name,
						strlen(words[i].name)),
				 words[i].mask);
	lists_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(says_what_is_wrong, forget),
		cmocka_unit_test_teardown(reads_what_is_right, forget),
		cmocka_unit_test(reads_versions),
		cmocka_unit_test_teardown(knows_the_version, forget),
		cmocka_unit_test_teardown(advises_what_is_there, forget),
		cmocka_unit_test_teardown(knows_what_it_advises, forget),
		cmocka_unit_test_teardown(knows_the_types, forget),
		cmocka_unit_test_teardown(knows_states_by_their_names, forget),
		cmocka_unit_test_teardown(goes_through_a_list, forget),
		cmocka_unit_test(collects_the_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
