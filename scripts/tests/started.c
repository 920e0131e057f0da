// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded into every program that a test starts, and into what those start:
 * appends a line "PROGRAM <tab> argv[0] <tab> argv[1]" to the file that
 * STARTED names. A program that another architecture or a static link keeps
 * out is not seen, nor is one whose environment was emptied.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Reads up to two words of the command line into buf, which has room. */
static void first_words(char *buf, size_t room, const char **words)
{
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? 0 : read(fd, buf, room - 1);
	size_t first;

	if (fd >= 0)
		close(fd);
	buf[len > 0 ? len : 0] = '\0';
	words[0] = buf;
	first = strlen(buf) + 1;
	words[1] = len > 0 && first < (size_t)len ? buf + first : "";
}

__attribute__((constructor))
static void note(void)
{
	const char *log = getenv("STARTED"), *words[2];
	char program[PATH_MAX], cmdline[1024], line[PATH_MAX + 1100];
	struct rlimit limit;
	ssize_t len;
	int fd, size;

	/* A program that may only write so much would not survive it. */
	if (!log || getrlimit(RLIMIT_FSIZE, &limit) ||
	    limit.rlim_cur != RLIM_INFINITY)
		return;
	len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (len < 0)
		return;
	program[len] = '\0';
	first_words(cmdline, sizeof(cmdline), words);
	/* What has a newline in it is text, not the name of a script. */
	if (strpbrk(words[1], "\n\t"))
		words[1] = "";
	size = snprintf(line, sizeof(line), "%s\t%s\t%s\n", program, words[0],
			words[1]);
	fd = open(log, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd < 0)
		return;
	/* One write: lines of several processes do not mix. */
	len = write(fd, line, (size_t)size);
	(void)len;	/* a full disk is for the program to meet */
	close(fd);
}
