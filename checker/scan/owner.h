/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_OWNER_H
#define PTDESC_OWNER_H

#include "scan/lists.h"
#include "scan/tokens.h"

/*
 * Whose a word is that names a member of struct page: others have members and
 * locals of the same name. What the function itself says of the types decides;
 * the types of members and of results are not known here.
 */
enum owner {
	OWNER_UNKNOWN,		/* it may be a page's */
	OWNER_PAGE,
	OWNER_OTHER,		/* another structure, or no member at all */
};

/**
 * owner_of_member() - whose member is accessed?
 * @i: the index of the member's token
 * @start: offset of the first byte of the function or macro around it
 */
enum owner owner_of_member(const struct lists *l, const struct tokens *t,
			   size_t i, uint32_t start);

/**
 * owner_of_name() - is a word that is no member access a variable?
 *
 * OWNER_OTHER when the function or macro declares it; OWNER_UNKNOWN when a
 * macro may put it behind an arrow.
 */
enum owner owner_of_name(const struct tokens *t, size_t i, uint32_t start);

/**
 * owner_in_text() - does a comment or a document speak of a page's member?
 * @off: of the word in the text; what stands before it decides
 */
enum owner owner_in_text(const struct lists *l, const char *text,
			 uint32_t off);

#endif
