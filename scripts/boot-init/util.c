// SPDX-License-Identifier: GPL-2.0-only
/* What all roads share: memory, children, files below /proc and /sys. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "boot.h"

struct account *account;

void say(const char *format, ...)
{
	static int log = -1;
	char line[960];
	va_list list;
	int length;

	if (log < 0)
		log = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	length = snprintf(line, sizeof(line), "<5>ptdesc-boot: ");
	va_start(list, format);
	vsnprintf(line + length, sizeof(line) - length, format, list);
	va_end(list);
	if (write(log, line, strlen(line)) < 0)
		_exit(ROAD_WRONG);
}

void cycles(unsigned long tables)
{
	account->cycles += tables;
}

enum road_end ends(enum road_end how, const char *format, ...)
{
	/* What was said before may be an argument. */
	char why[sizeof(account->why)];
	va_list list;

	va_start(list, format);
	vsnprintf(why, sizeof(why), format, list);
	va_end(list);
	memcpy(account->why, why, sizeof(why));
	return how;
}

size_t page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

size_t span(void)
{
	return page_size() * (page_size() / sizeof(long));
}

char *map(size_t size, size_t align)
{
	char *all, *start;

	all = mmap(NULL, size + align, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (all == MAP_FAILED)
		_exit(wrong("mmap of %zu bytes: %s", size, strerror(errno)));
	start = (char *)(((unsigned long)all + align - 1) & ~(align - 1));
	if (start != all)
		munmap(all, start - all);
	if (all + align != start)
		munmap(start + size, all + align - start);
	return start;
}

void unmap(void *start, size_t size)
{
	if (munmap(start, size))
		_exit(wrong("munmap: %s", strerror(errno)));
}

void touch(char *start, size_t size, size_t step)
{
	volatile char *at = start;
	size_t i;

	for (i = 0; i < size; i += step)
		at[i] = 1;
}

int in_child(void (*body)(void *), void *argument)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0)
		_exit(wrong("fork: %s", strerror(errno)));
	if (!child) {
		body(argument);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return status;
}

bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t done;
	int error;

	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text));
	error = errno;
	close(fd);
	errno = error;
	return done == (ssize_t)strlen(text);
}

bool get(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	size_t length;

	if (!file)
		return false;
	length = fread(text, 1, size - 1, file);
	fclose(file);
	text[length] = '\0';
	return true;
}

long number_in(const char *path, const char *name)
{
	size_t length = strlen(name);
	char text[256], *line;
	long value = -1;
	FILE *file = fopen(path, "re");

	while (file && fgets(text, sizeof(text), file)) {
		line = text + strspn(text, " ");
		if (strncmp(line, name, length) ||
		    !strchr(" :\t", line[length]))
			continue;
		/* A file such as smaps has the name once for each area. */
		value = (value < 0 ? 0 : value) +
			strtol(line + length + strspn(line + length, ": \t"),
			       NULL, 10);
	}
	if (file)
		fclose(file);
	return value;
}
