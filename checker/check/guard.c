// SPDX-License-Identifier: GPL-2.0-only
/* Work that may crash. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "guard.h"

/* More than this many units that crash are no accident of the source. */
#define MOST_SKIPPED 16

static bool is_crash(int number)
{
	return number == SIGSEGV || number == SIGBUS || number == SIGABRT ||
	       number == SIGFPE || number == SIGILL;
}

static bool is_request(int number)
{
	return number == SIGINT || number == SIGTERM || number == SIGHUP ||
	       number == SIGQUIT || number == SIGPIPE;
}

static void run_child(int (*work)(void *context), void *context, pid_t parent)
{
	int status;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(2);
	status = work(context);
	exit(status);
}

/* The status of the child, as waitpid() has it; -1 if there is none. */
static int run_once(int (*work)(void *context), void *context)
{
	pid_t parent = getpid(), pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (!pid)
		run_child(work, context, parent);
	while (pid > 0 && waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return pid > 0 ? status : -1;
}

static bool share(struct guard *g)
{
	if (!g->at) {
		g->at = mmap(NULL, sizeof(*g->at), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		if (g->at == MAP_FAILED)
			g->at = NULL;
	}
	return g->at;
}

static void skip(struct guard *g)
{
	g->skipped = xrealloc(g->skipped, (g->count + 1) *
			      sizeof(*g->skipped));
	g->skipped[g->count++] = *g->at;
}

int guard_run(struct guard *g, int (*work)(void *context), void *context,
	      int *status)
{
	for (;;) {
		int ended, number;

		if (!share(g))
			break;
		*g->at = -1;
		ended = run_once(work, context);
		if (ended == -1)
			break;
		if (WIFEXITED(ended)) {
			*status = WEXITSTATUS(ended);
			return 0;
		}
		number = WTERMSIG(ended);
		if (is_request(number)) {
			signal(number, SIG_DFL);
			raise(number);
		}
		if (!is_crash(number) || *g->at < 0 ||
		    g->count == MOST_SKIPPED)
			return number;
		skip(g);
	}
	/* No child can be had: without one, then. */
	*status = work(context);
	return 0;
}

void guard_enter(struct guard *g, long unit)
{
	if (g->at)
		*g->at = unit;
}

bool guard_skips(const struct guard *g, long unit)
{
	for (size_t i = 0; i < g->count; i++)
		if (g->skipped[i] == unit)
			return true;
	return false;
}

void guard_free(struct guard *g)
{
	if (g->at)
		munmap(g->at, sizeof(*g->at));
	free(g->skipped);
	*g = (struct guard){ 0 };
}
