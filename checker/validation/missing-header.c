// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"
#include "not-there.h"

/*
 * check-name: a header that is not there
 * check-exit-value: 3
 *
 * check-output-start
missing-header.c: not analysed: missing-header.c:3: error: 'not-there.h' file not found
 * check-output-end
 *
 * check-syntax-why: no header is read that is not named
 */
