/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_MEMBER_H
#define PTDESC_MEMBER_H

#include "buf.h"

/*
 * member_delete() - append the C text without the member @name of struct
 * @owner. Anonymous structs, unions and #if ladders inside it that this leaves
 * empty go too, with their comments. Returns how many members went.
 */
size_t member_delete(const char *name, const char *owner,
		     const struct buf *in, struct buf *out);

#endif
