/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_API_H
#define PTDESC_CHECK_API_H

#include <stdbool.h>
#include <stdint.h>

#include "strtab.h"

/*
 * What the kernel's functions and macros do with page tables, read from the
 * lists in lists/: a file for each role, a name a line, behind it what is
 * special about it.
 */
enum role {
	ROLE_NONE,
	ROLE_ALLOCATES,		/* gives memory */
	ROLE_FREES,		/* takes memory back */
	ROLE_CONSTRUCTS,	/* makes a page a page table */
	ROLE_DESTRUCTS,
	ROLE_POPULATES,		/* stores a table into an upper entry */
	ROLE_READS,		/* gives the table that an entry points to */
	ROLE_WALKS,		/* gives an entry of the table below */
	ROLE_REMOVES_PAGE,	/* hands a page to the TLB gather */
	ROLE_REMOVES_TABLE,	/* hands a table to the TLB gather */
	ROLE_CONVERTS,		/* the same object in another form */
	ROLE_TESTS_LEAF,	/* true: the entry maps memory */
	ROLE_TESTS_TABLE,	/* true: the entry points to a table */
	ROLE_MAPS,		/* makes an entry that maps its argument */
	ROLE_HANDLES_PAGE,	/* what is done with pages, not with tables */
	ROLE_READS_MASK,	/* masks the address of a table out of an entry */
	ROLE_TABLE_SIZE,	/* how many entries a table has */
	ROLE_TABLE_FLAG,	/* a bit of entries that point to a table */
	ROLE_LEAF_FLAG,		/* a bit of entries that map memory */
	ROLE_TAKES_TABLE,	/* a parameter is a table whatever its type */
	ROLE_GIVES_TABLE,	/* the result is a table whatever its type */
	ROLE_ADDS_TO_LIST,
	ROLE_CALLS_BACK,	/* calls one argument with another, later */
	ROLE_IGNORED,		/* looks at its arguments, keeps nothing */
	ROLE_WRITES_PAGE_MEMBER,/* a macro for a member of struct page */
	ROLE_OTHER_MEMORY,	/* what holds or allocates no page table */
	/* what macros do that the front end by syntax cannot expand */
	ROLE_PASSES,		/* its value is its argument's */
	ROLE_ASSIGNS,		/* one argument to another */
	ROLE_GIVES_CONTAINER,	/* a pointer, the type around it, the member */
	ROLE_WALKS_LIST,	/* the head of a loop */
	/* what is no function and no macro, or has no role of its own */
	ROLE_TYPE,
	ROLE_MEMBER,		/* of struct page */
	ROLE_HOOK,		/* a member: its functions are passed a table */
	ROLE_PAGE_API,		/* of which nothing else is known */
	ROLE_PAGE_STATE,	/* patterns of names, see api_state() */
	ROLE_PART,		/* of names, between underscores */
	ROLE_GFP,		/* parts of the names of flags */
	ROLE_ARCH_FILE,		/* which files of an architecture have what */
	ROLE_COUNT
};

enum rep {
	REP_NONE,
	REP_ADDRESS,		/* of the memory, or of an entry in it */
	REP_PAGE,
	REP_FOLIO,
	REP_PTDESC,
	REP_NUMBER,		/* physical address, pfn, any integer */
	REP_ENTRY,		/* the value of an entry that points to it */
	REP_COUNT
};

enum level {
	LEVEL_NONE,
	LEVEL_PTE,
	LEVEL_PMD,
	LEVEL_PUD,
	LEVEL_P4D,
	LEVEL_PGD,
	LEVEL_COUNT
};

enum family {
	FAMILY_NONE,
	FAMILY_PAGE,		/* the page allocator */
	FAMILY_PTDESC,		/* pagetable_alloc() and pagetable_free() */
	FAMILY_SLAB,
	FAMILY_MEMBLOCK,
	FAMILY_VMALLOC,
	FAMILY_RESERVED,	/* boot memory that is given to the allocator */
	FAMILY_COUNT
};

#define API_INSTEAD 2

struct api {
	str_t name;
	uint32_t number;	/* of the entry in the lists, from 1 */
	enum role role;
	enum rep as;		/* what the argument or the result is */
	enum rep from;		/* what a conversion takes, if only one */
	enum level level;	/* of the table meant */
	enum family family;
	int arg;		/* the argument meant, from 0 */
	int into;		/* the list that it goes into */
	int order;		/* the argument with the order; -1: order 0 */
	int gfp;		/* the argument with the flags; -1: none */
	bool maybe;		/* a table only if the entry is no leaf */
	bool data;		/* what a leaf maps */
	bool compound;
	bool destructs;		/* a free that is a destructor too */
	bool asks;		/* of ROLE_IGNORED: whether it is a table */
	bool memory;		/* for memory that becomes pages, or no longer is */
	bool one_way;		/* a test that says nothing if it is false */
	bool maps;		/* a conversion of what may be in highmem */
	bool wraps;		/* a macro that only stands around a call */
	bool list;		/* a type of lists */
	bool callback;		/* a type that is in what a callback gets */
	bool same_name;		/* kept its name when it took a descriptor */
	bool stores;		/* its name says that it populates */
	bool verb, common;	/* of ROLE_PART: api.h does not say it again, */
	bool allocates, constructs, marks;	/* nor these: see the list */
	bool highmem;		/* a flag: memory that may be high */
	bool pairs, types;	/* of ROLE_ARCH_FILE */
	str_t member;		/* of struct page that it is about */
	str_t given_by;		/* what gives the tables that are taken */
	str_t generic;		/* the file that stands for it */
	str_t called;		/* what a member is called everywhere else */
	str_t instead[API_INSTEAD];	/* what to use for it, the oldest first */
	str_t advice;		/* what to do, in words */
	str_t except;		/* architectures where it is not as declared */
	unsigned int since;	/* kernel versions in which it means this: */
	unsigned int until;	/* see version.h; 0: not said */
	bool past;		/* not in the version that was set */
};

/**
 * api_read() - read the lists of a folder.
 *
 * Returns 0, or -1 after one sentence on stderr.
 */
int api_read(const char *folder);

/** api_parse() - the lines of one list; changes the text. The same result. */
int api_parse(enum role role, char *text, const char *path);

/**
 * api_set_version() - which kernel it is, 0 for the newest.
 *
 * A name with several lines means what that version has. A name with one line
 * means the same in every tree: a converted tree has names of later kernels.
 */
void api_set_version(unsigned int version);

/** api_version() - which one was set. */
unsigned int api_version(void);

/** api_find() - what is known of a name; NULL if nothing. */
const struct api *api_find(str_t name);

/** api_role() - the entry of a name in one role; NULL if it has not that. */
const struct api *api_role(str_t name, enum role role);

/** api_syntax() - what a macro does that only syntax has to know; or NULL. */
const struct api *api_syntax(str_t name);

/** api_listed() - the entry of a name in a list of its own, from ROLE_TYPE on. */
const struct api *api_listed(str_t name, enum role role);

/** api_type() - the first type of a form and a level; NULL if there is none. */
const struct api *api_type(enum rep as, enum level level);

/**
 * api_next() - go through the entries of a list: NULL gives the first.
 *
 * Returns NULL behind the last.
 */
const struct api *api_next(enum role role, const struct api *before);

/** api_state() - the member of struct page that a function's name says. */
const char *api_state(const char *function);

/** api_instead() - what to use for it in the version that was set; or NULL. */
const char *api_instead(const struct api *a);

/** api_numbered() - the entry with a number; NULL if it is none's. */
const struct api *api_numbered(uint32_t number);

/** api_declares() - the text of declares.h in the folder of the lists. */
const char *api_declares(size_t *len);

/** api_free() - forget the lists. */
void api_free(void);

/** family_is_pages() - is it memory of the page allocator? */
static inline bool family_is_pages(enum family family)
{
	return family == FAMILY_PAGE || family == FAMILY_PTDESC;
}

/** rep_name(), level_name(), family_name() - for messages. */
const char *rep_name(enum rep rep);
const char *level_name(enum level level);
const char *family_name(enum family family);

#endif
