/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_PAGE_API_H
#define PTDESC_PAGE_API_H

/** page_api_advice() - what to use for a function of the page-based API. */
const char *page_api_advice(const char *name);

#endif
