/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PTDESC_CHECK_JOBSERVER_H
#define PTDESC_CHECK_JOBSERVER_H

#include <stdbool.h>

/*
 * GNU make's job server, as its manual has it: MAKEFLAGS names a pipe or a
 * fifo with a byte for each process that may run beside those that do. This
 * process has one that it need not take.
 */

/** jobserver_is_there() - does a make above say how much may run? */
bool jobserver_is_there(void);

/** jobserver_take() - take a token, if there is one now. */
bool jobserver_take(void);

/** jobserver_give() - give one back; the last ones also at a signal. */
void jobserver_give(void);

/** jobserver_child() - in a child: what was taken is not its own. */
void jobserver_child(void);

#endif
