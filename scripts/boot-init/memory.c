// SPDX-License-Identifier: GPL-2.0-only
/* Roads of ordinary memory: map, touch, move, protect, fork, leave. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "boot.h"

#define TABLES 128UL

/*
 * Enough that one page lost in a thousand stands out of the noise, unless the
 * kernel was told `sparse=N`: what this machine has time for.
 */
static int sparse_rounds(void)
{
	const char *asked = getenv("sparse");
	int rounds = asked ? atoi(asked) : 0;

	return rounds > 0 ? rounds : 800;
}

static enum road_end sparse(void)
{
	int round, rounds = sparse_rounds();
	char *start;

	for (round = 0; round < rounds; round++) {
		start = map(TABLES * span(), span());
		touch(start, TABLES * span(), span());
		unmap(start, TABLES * span());
		cycles(TABLES);
	}
	return ROAD_DONE;
}

/* The whole address space, in steps that need new tables above the lowest. */
static enum road_end upper(void)
{
	unsigned long long hint, step = span() * 512ULL;
	void *areas[64];
	int round, got = 0, given = 0;

	if (sizeof(long) < 8)
		return absent("addresses have 32 bits");
	for (round = 0; round < 300; round++) {
		for (hint = step, got = 0; hint < 1ULL << 46; hint *= 2) {
			areas[got] = mmap((void *)(uintptr_t)hint, span(),
					  PROT_READ | PROT_WRITE, MAP_PRIVATE |
					  MAP_ANONYMOUS | MAP_NORESERVE |
					  MAP_FIXED_NOREPLACE, -1, 0);
			/* What is there already, as a heap, has to stay. */
			if (areas[got] == MAP_FAILED)
				continue;
			touch(areas[got++], 1, 1);
		}
		cycles(got * 2);
		given += got;
		while (got > 0)
			unmap(areas[--got], span());
	}
	return given ? ROAD_DONE : wrong("no address was given");
}

/* Addresses that only a table of one more level reaches. */
static enum road_end far(void)
{
	unsigned long hint = (1ULL << 48) + span();
	char *start;
	int round;

	if (sizeof(long) < 8)
		return absent("addresses have 32 bits");
	for (round = 0; round < 300; round++) {
		start = mmap((void *)hint, span(), PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (start == MAP_FAILED)
			return wrong("mmap: %s", strerror(errno));
		if ((unsigned long)start < hint)
			return absent("no addresses above 48 bits");
		touch(start, 1, 1);
		unmap(start, span());
		cycles(3);
	}
	return ROAD_DONE;
}

struct area {
	char *start;
	size_t size;
};

static void write_all(void *argument)
{
	struct area *area = argument;

	touch(area->start, area->size, span());
}

static void nothing(void *argument)
{
	(void)argument;
}

static enum road_end fork_storm(void)
{
	struct area area = { .size = TABLES * span() };
	int round;

	area.start = map(area.size, span());
	touch(area.start, area.size, span());
	for (round = 0; round < 100; round++) {
		if (in_child(round % 2 ? write_all : nothing, &area))
			return wrong("a child failed");
		cycles(TABLES);
	}
	return ROAD_DONE;
}

static void grandchildren(void *argument)
{
	pid_t children[8];
	int i;

	for (i = 0; i < 8; i++) {
		children[i] = fork();
		if (!children[i]) {
			write_all(argument);
			_exit(0);
		}
	}
	for (i = 0; i < 8; i++)
		waitpid(children[i], NULL, 0);
}

static enum road_end fork_tree(void)
{
	struct area area = { .size = 16 * span() };
	int round;

	area.start = map(area.size, span());
	touch(area.start, area.size, span());
	for (round = 0; round < 20; round++) {
		in_child(grandchildren, &area);
		cycles(16 * 9);
	}
	return ROAD_DONE;
}

static void start_again(void *argument)
{
	char *const argv[] = { "/init", "exit", NULL };

	(void)argument;
	execv(argv[0], argv);
	_exit(1);
}

static enum road_end exec(void)
{
	int round;

	for (round = 0; round < 100; round++) {
		if (in_child(start_again, NULL))
			return wrong("exec: %s", strerror(errno));
		cycles(2);
	}
	return ROAD_DONE;
}

/* Whole tables, and parts of them, change places. */
static enum road_end remap(void)
{
	size_t size = 8 * span(), shift = 3 * page_size();
	char *from, *to;
	int round;

	for (round = 0; round < 200; round++) {
		from = map(size, span());
		to = map(2 * size, span());
		touch(from, size, span() / 4);
		if (round % 2)
			to += shift;
		if (mremap(from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED,
			   to) != to)
			return wrong("mremap: %s", strerror(errno));
		touch(to, size, span() / 4);
		munmap(to - (round % 2 ? shift : 0), 2 * size);
		cycles(16);
	}
	return ROAD_DONE;
}

/* Holes over the border of two tables, then inside one. */
static enum road_end holes(void)
{
	size_t size = 8 * span(), at;
	char *start;
	int round;

	for (round = 0; round < 200; round++) {
		start = map(size, span());
		touch(start, size, span() / 8);
		for (at = span(); at < size; at += 2 * span())
			unmap(start + at - span() / 2, span());
		for (at = span() / 8; at < size; at += span())
			unmap(start + at, page_size());
		unmap(start, size);
		cycles(8);
	}
	return ROAD_DONE;
}

static enum road_end protect(void)
{
	size_t size = 8 * span(), at;
	char *start;
	int round;

	for (round = 0; round < 200; round++) {
		start = map(size, span());
		touch(start, size, span() / 8);
		for (at = span(); at < size; at += span()) {
			mprotect(start + at - span() / 2, span(), PROT_READ);
			mprotect(start + at - page_size(), 2 * page_size(),
				 PROT_NONE);
		}
		mprotect(start, size, PROT_READ | PROT_WRITE);
		touch(start, size, span() / 8);
		unmap(start, size);
		cycles(8);
	}
	return ROAD_DONE;
}

static enum road_end advise(void)
{
	static const int kinds[] = { MADV_DONTNEED, MADV_FREE, MADV_COLD,
		MADV_PAGEOUT, MADV_WILLNEED };
	size_t size = 16 * span(), i;
	char *start;
	int round;

	for (round = 0; round < 50; round++) {
		start = map(size, span());
		for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
			touch(start, size, span() / 2);
			/* An older kernel may not know all of them. */
			madvise(start + span() / 2, size - span(), kinds[i]);
		}
		unmap(start, size);
		cycles(16);
	}
	return ROAD_DONE;
}

/* What walks page tables only to look at them, and to lock their pages. */
static enum road_end walk(void)
{
	size_t size = 16 * span(), pages = size / page_size();
	unsigned char *seen = malloc(pages);
	static char text[65536];
	char *start;
	int round, fd;

	for (round = 0; round < 10; round++) {
		start = map(size, span());
		touch(start, size, span() / 4);
		mincore(start, size, seen);
		mlock(start, span());
		get("/proc/self/smaps", text, sizeof(text));
		put("/proc/self/clear_refs", "4");
		fd = open("/proc/self/pagemap", O_RDONLY);
		if (fd >= 0) {
			if (pread(fd, text, sizeof(text), (unsigned long)start
				  / page_size() * 8) < 0)
				text[0] = '\0';
			close(fd);
		}
		munlock(start, span());
		unmap(start, size);
		cycles(16);
	}
	free(seen);
	return ROAD_DONE;
}

/* Tables of a shared file, which truncation empties from the other side. */
static enum road_end file(void)
{
	struct area area = { .size = 32 * span() };
	int fd, round;

	fd = open("/tmp/file", O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0)
		return absent("no tmpfs: %s", strerror(errno));
	for (round = 0; round < 60; round++) {
		if (ftruncate(fd, area.size))
			return wrong("ftruncate: %s", strerror(errno));
		area.start = mmap(NULL, area.size, PROT_READ | PROT_WRITE,
				  MAP_SHARED, fd, 0);
		if (area.start == MAP_FAILED)
			return wrong("mmap: %s", strerror(errno));
		touch(area.start, area.size, span());
		in_child(write_all, &area);
		fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			  span() / 2, 8 * span());
		if (ftruncate(fd, page_size()))
			return wrong("ftruncate: %s", strerror(errno));
		unmap(area.start, area.size);
		cycles(64);
	}
	close(fd);
	unlink("/tmp/file");
	return ROAD_DONE;
}

/* All the memory there is, in pages and their tables, until it is killed. */
static void eat(void *argument)
{
	size_t size = 64 * span();

	(void)argument;
	put("/proc/self/oom_score_adj", "1000");
	for (;;)
		touch(map(size, span()), size, span());
}

static enum road_end pressure(void)
{
	int status = in_child(eat, NULL);

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
		cycles(1000);
		return ROAD_DONE;
	}
	/* Addresses may end before the memory does. */
	return absent("memory did not run out: %s", account->why);
}

const struct road memory_roads[] = {
	{ "sparse", sparse }, { "upper", upper }, { "far", far },
	{ "fork-storm", fork_storm }, { "fork-tree", fork_tree },
	{ "exec", exec }, { "remap", remap }, { "holes", holes },
	{ "protect", protect }, { "advise", advise }, { "walk", walk },
	{ "file", file }, { "pressure", pressure }, { NULL, NULL },
};
