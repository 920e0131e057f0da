/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_COMPLAIN_H
#define PTDESC_COMPLAIN_H

/** complain() - one sentence on stderr about something; returns -1. */
int complain(const char *what, const char *why);

#endif
