// SPDX-License-Identifier: GPL-2.0-only
/* Roads of the tables that map what vmalloc() gives the kernel itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "boot.h"

#define FILES (1 << 20)
/* Each has two lines, with a buffer of three small pages. */
#define PTYS 600
/* So often, until the kernel lets go of addresses that are free: 64 MB. */
#define FILLS 4
#define ROUNDS 4
#define AREAS 32768

/* A table of a million files is memory that vmalloc() maps. */
static void many_files(void *argument)
{
	struct rlimit limit = { FILES, FILES };

	(void)argument;
	if (setrlimit(RLIMIT_NOFILE, &limit) || dup2(0, 1000000) < 0)
		_exit(1);
}

static enum road_end vmalloc(void)
{
	int round;

	for (round = 0; round < 30; round++) {
		if (in_child(many_files, NULL))
			return absent("no table of a million files");
		cycles(1);
	}
	return ROAD_DONE;
}

struct area {
	unsigned long long start, end;
};

/* Where there were small pages. */
static struct area small[AREAS];
static size_t smalls;

/* What vmalloc() has given of at least @least bytes and less than @most. */
static size_t read_areas(struct area *areas, size_t room,
			 unsigned long long least, unsigned long long most)
{
	FILE *file = fopen("/proc/vmallocinfo", "re");
	unsigned long long start, end;
	char line[256];
	size_t found = 0;

	while (file && found < room && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "0x%llx-0x%llx", &start, &end) == 2 &&
		    end - start >= least && end - start < most)
			areas[found++] = (struct area){ start, end };
	}
	if (file)
		fclose(file);
	return found;
}

/* Many small pages at once, and none of them. */
static bool fill(void)
{
	int fds[PTYS], i, opened;

	for (opened = 0; opened < PTYS; opened++) {
		fds[opened] = open("/tmp/pts/ptmx", O_RDWR | O_NOCTTY);
		if (fds[opened] < 0)
			break;
	}
	smalls += read_areas(small + smalls, AREAS - smalls, 0,
			     16 * page_size());
	for (i = 0; i < opened; i++)
		close(fds[i]);
	return opened == PTYS;
}

/* What an answer says of the two tables of a million files that there are. */
enum { NO_AREA, SMALL_PAGES, NEW_ADDRESS, HUGE_OVER_SMALL };

static void look(void *argument)
{
	const unsigned long long size = FILES * sizeof(void *);
	const unsigned long long huge = 2ULL << 20;
	struct area tables[8];
	size_t found, i, j;

	(void)argument;
	found = read_areas(tables, 8, size, size + 2 * page_size());
	account->answer = found < 2 ? NO_AREA : NEW_ADDRESS;
	for (i = 0; i < found; i++) {
		/* Two in a row that are aligned are so for huge pages' sake. */
		if (tables[i].start % huge)
			account->answer = SMALL_PAGES;
		for (j = 0; account->answer == NEW_ADDRESS && j < smalls; j++)
			if (small[j].start >= tables[i].start &&
			    small[j].end <= tables[i].end)
				account->answer = HUGE_OVER_SMALL;
	}
}

/* The table of files is copied by fork. */
static void two_tables(void *argument)
{
	many_files(argument);
	in_child(look, NULL);
}

/* The answer of two tables, once there is memory for huge pages; -1: none. */
static long ask(void)
{
	put("/proc/sys/vm/drop_caches", "2");
	put("/proc/sys/vm/compact_memory", "1");
	account->answer = NO_AREA;
	return in_child(two_tables, NULL) ? -1 : account->answer;
}

static enum road_end mixed(void)
{
	int round, i;

	/* The addresses in /proc/vmallocinfo shall be true. */
	put("/proc/sys/kernel/kptr_restrict", "1");
	switch (ask()) {
	case -1:
		return absent("no table of a million files");
	case NO_AREA:
		/* The slab allocator may have had pages in a row for it. */
		return chance("a table of files is not vmalloc()'s");
	case SMALL_PAGES:
		return absent("vmalloc() maps small pages only");
	}
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < FILLS; i++)
			if (!fill())
				return absent("no %d terminals: %s", PTYS,
					      strerror(errno));
		if (ask() == HUGE_OVER_SMALL) {
			cycles(1);
			return ROAD_DONE;
		}
	}
	return chance("no address was used again");
}

/*
 * Small pages, and then huge ones where they were: the tables of the small ones
 * go. Addresses that are free again are used when there are many of them.
 */
static enum road_end vmalloc_mixed(void)
{
	enum road_end end;

	mkdir("/tmp/pts", 0755);
	if (mount("devpts", "/tmp/pts", "devpts", 0, "newinstance"))
		return absent("devpts: %s", strerror(errno));
	end = mixed();
	umount2("/tmp/pts", MNT_DETACH);
	return end;
}

const struct road vmalloc_roads[] = {
	{ "vmalloc", vmalloc }, { "vmalloc-mixed", vmalloc_mixed },
	{ NULL, NULL },
};
