// SPDX-License-Identifier: GPL-2.0-only
/* Processes that work on units. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crew.h"
#include "jobserver.h"

static _Noreturn void run_child(void (*work)(void *context, struct buf *out),
				void *context, int output, pid_t parent)
{
	struct buf out = { 0 };
	size_t at = 0;

	jobserver_child();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(2);
	work(context, &out);
	while (at < out.len) {
		ssize_t n = write(output, out.data + at, out.len - at);

		if (n < 0 && errno != EINTR)
			exit(2);
		at += n > 0 ? n : 0;
	}
	buf_free(&out);
	exit(0);
}

/* Everything from the start of a file of this process' own. */
static void take_output(int output, struct buf *bytes)
{
	char block[65536];
	ssize_t n;

	lseek(output, 0, SEEK_SET);
	while ((n = read(output, block, sizeof(block))) > 0 ||
	       (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(bytes, block, n);
}

static void finish(struct crew *c, size_t at, int status)
{
	struct hand hand = c->hands[at];
	struct buf bytes = { 0 };
	char why[64] = "";

	c->hands[at] = c->hands[--c->count];
	if (hand.token)
		jobserver_give();
	if (WIFSIGNALED(status))
		snprintf(why, sizeof(why), "the program crashes on it");
	else if (WEXITSTATUS(status))
		snprintf(why, sizeof(why), "the program ends with %d on it",
			 WEXITSTATUS(status));
	else
		take_output(hand.output, &bytes);
	close(hand.output);
	c->done(c->context, hand.number, &bytes, *why ? why : NULL);
	buf_free(&bytes);
}

/* Waits for one of them to end. */
static void wait_one(struct crew *c)
{
	int status;
	pid_t pid;

	do {
		pid = waitpid(-1, &status, 0);
	} while (pid < 0 && errno == EINTR);
	for (size_t i = 0; i < c->count; i++) {
		if (pid < 0 || c->hands[i].pid == pid) {
			/* -1: somebody else has taken it */
			finish(c, i, pid < 0 ? SIGKILL : status);
			return;
		}
	}
}

static bool has_room(struct crew *c, bool *token)
{
	*token = false;
	if (!c->count)
		return true;
	if (c->count >= c->most)
		return false;
	if (!jobserver_is_there())
		return true;
	return *token = jobserver_take();
}

/* Without a child the work is done here. */
static void run_here(struct crew *c, size_t number,
		     void (*work)(void *context, struct buf *out),
		     void *context)
{
	struct buf bytes = { 0 };

	work(context, &bytes);
	c->done(c->context, number, &bytes, NULL);
	buf_free(&bytes);
}

void crew_run(struct crew *c, size_t number,
	      void (*work)(void *context, struct buf *out), void *context)
{
	struct hand hand = { .number = number };
	pid_t parent = getpid();

	if (!c->most)
		c->most = sysconf(_SC_NPROCESSORS_ONLN);
	signal(SIGCHLD, SIG_DFL);	/* who ignores it cannot wait */
	while (!has_room(c, &hand.token))
		wait_one(c);
	hand.output = memfd_create("unit", MFD_CLOEXEC);
	fflush(NULL);
	hand.pid = hand.output < 0 ? -1 : fork();
	if (!hand.pid)
		run_child(work, context, hand.output, parent);
	if (hand.pid < 0) {
		if (hand.output >= 0)
			close(hand.output);
		if (hand.token)
			jobserver_give();
		run_here(c, number, work, context);
		return;
	}
	c->hands = xgrow(c->hands, c->count, &c->capacity, sizeof(hand));
	c->hands[c->count++] = hand;
}

void crew_wait(struct crew *c)
{
	while (c->count)
		wait_one(c);
	free(c->hands);
	c->hands = NULL;
	c->capacity = 0;
}
