/* SPDX-License-Identifier: GPL-2.0-only */
/* Only declares the type: nothing can overlay it here. */
struct page;

struct user_of_pages {
	struct page *page;
};
