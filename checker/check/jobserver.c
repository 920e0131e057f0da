// SPDX-License-Identifier: GPL-2.0-only
/* A client of GNU make's job server. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "jobserver.h"

#define MOST_TOKENS 256

static struct {
	bool asked;
	int read, write;		/* -1: there is no server */
	char tokens[MOST_TOKENS];	/* as they were: make may tell them apart */
	volatile sig_atomic_t count;
} server = { .read = -1, .write = -1 };

/* The last of several: a make below another one names its own. */
static const char *find_last(const char *text, const char *word)
{
	const char *found = NULL;

	while (text && (text = strstr(text, word))) {
		text += strlen(word);
		found = text;
	}
	return found;
}

/*
 * A file of this process' own, that does not wait: whether the pipe does is
 * for all who have it.
 */
static int reopen(int fd)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

static bool is_pipe(int fd)
{
	struct stat st;

	return fd >= 0 && !fstat(fd, &st) && S_ISFIFO(st.st_mode);
}

static void open_server(void)
{
	const char *flags = getenv("MAKEFLAGS"), *auth;
	int from, to;

	auth = find_last(flags, "--jobserver-auth=");
	if (!auth)
		auth = find_last(flags, "--jobserver-fds=");
	if (!auth)
		return;
	if (!strncmp(auth, "fifo:", 5)) {
		char *path = xstrndup(auth + 5, strcspn(auth + 5, " "));

		server.read = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		server.write = open(path, O_WRONLY | O_CLOEXEC);
		free(path);
	} else if (sscanf(auth, "%d,%d", &from, &to) == 2 && is_pipe(from) &&
		   is_pipe(to)) {
		server.read = reopen(from);
		server.write = to;
	}
}

static void give_back(void)
{
	while (server.count > 0)
		if (write(server.write, &server.tokens[--server.count], 1) < 0)
			break;
}

static void on_signal(int number)
{
	give_back();
	signal(number, SIG_DFL);
	raise(number);
}

bool jobserver_is_there(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

	if (!server.asked) {
		server.asked = true;
		open_server();
		for (int i = 0; i < 3 && server.read >= 0 && server.write >= 0;
		     i++)
			if (signal(numbers[i], on_signal) == SIG_IGN)
				signal(numbers[i], SIG_IGN);
	}
	return server.read >= 0 && server.write >= 0;
}

bool jobserver_take(void)
{
	char token;

	if (!jobserver_is_there() || server.count == MOST_TOKENS ||
	    read(server.read, &token, 1) != 1)
		return false;
	server.tokens[server.count] = token;
	server.count++;
	return true;
}

void jobserver_give(void)
{
	if (server.count > 0 &&
	    write(server.write, &server.tokens[server.count - 1], 1) == 1)
		server.count--;
}

void jobserver_child(void)
{
	server.count = 0;
}
