// SPDX-License-Identifier: GPL-2.0-only
/* Roads of huge pages: transparent ones and those of hugetlb. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "boot.h"

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

#define THP "/sys/kernel/mm/transparent_hugepage/"
#define HUGETLB "/proc/sys/vm/nr_hugepages"

static size_t thp_size(void)
{
	char text[32];

	if (!get(THP "hpage_pmd_size", text, sizeof(text)))
		return 0;
	return strtoul(text, NULL, 10);
}

static void write_first(void *argument)
{
	touch(argument, 1, 1);
}

/* A huge page brings a table for the day it is split: each way to end it. */
static enum road_end thp(void)
{
	size_t huge = thp_size();
	volatile char *read;
	char *start;
	int round;

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	for (round = 0; round < 40; round++) {
		start = map(6 * huge, huge);
		madvise(start, 6 * huge, MADV_HUGEPAGE);
		touch(start, 5 * huge, huge);
		read = start + 5 * huge;
		(void)*read;
		if (number_in("/proc/self/smaps", "AnonHugePages") <= 0)
			return absent("no huge page was given");
		mprotect(start, page_size(), PROT_READ);
		unmap(start + huge + huge / 2, page_size());
		madvise(start + 2 * huge, huge, MADV_DONTNEED);
		madvise(start + 3 * huge, huge / 2, MADV_DONTNEED);
		in_child(write_first, start + 4 * huge);
		touch(start + 5 * huge, 1, 1);
		unmap(start, 6 * huge);
		cycles(6);
	}
	return ROAD_DONE;
}

static enum road_end thp_move(void)
{
	size_t huge = thp_size();
	char *start, *to;
	int round;

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	for (round = 0; round < 40; round++) {
		start = map(2 * huge, huge);
		to = map(4 * huge, huge);
		madvise(start, 2 * huge, MADV_HUGEPAGE);
		touch(start, 2 * huge, huge);
		if (round % 2)
			to += page_size();
		if (mremap(start, 2 * huge, 2 * huge, MREMAP_MAYMOVE |
			   MREMAP_FIXED, to) != to)
			return wrong("mremap: %s", strerror(errno));
		munmap(to - (round % 2 ? page_size() : 0), 4 * huge);
		cycles(4);
	}
	return ROAD_DONE;
}

static enum road_end collapse(void)
{
	size_t huge = thp_size();
	char *start;
	int round;

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	for (round = 0; round < 30; round++) {
		start = map(2 * huge, huge);
		madvise(start, 2 * huge, MADV_NOHUGEPAGE);
		touch(start, 2 * huge, page_size());
		madvise(start, 2 * huge, MADV_HUGEPAGE);
		if (madvise(start, 2 * huge, MADV_COLLAPSE))
			return absent("MADV_COLLAPSE: %s", strerror(errno));
		if (number_in("/proc/self/smaps", "AnonHugePages") <= 0)
			return wrong("MADV_COLLAPSE left small pages");
		unmap(start, 2 * huge);
		cycles(4);
	}
	return ROAD_DONE;
}

/* The same by the kernel's own thread. */
static enum road_end khugepaged(void)
{
	struct timespec nap = { .tv_nsec = 100000000 };
	size_t huge = thp_size();
	char *start;
	int tries;

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	put(THP "khugepaged/scan_sleep_millisecs", "10");
	put(THP "khugepaged/alloc_sleep_millisecs", "10");
	put(THP "khugepaged/pages_to_scan", "8192");
	start = map(4 * huge, huge);
	madvise(start, 4 * huge, MADV_NOHUGEPAGE);
	touch(start, 4 * huge, page_size());
	madvise(start, 4 * huge, MADV_HUGEPAGE);
	for (tries = 0; tries < 100; tries++) {
		if (number_in("/proc/self/smaps", "AnonHugePages") * 1024 >=
		    (long)(4 * huge))
			break;
		nanosleep(&nap, NULL);
	}
	if (number_in("/proc/self/smaps", "AnonHugePages") <= 0)
		return chance("khugepaged collapsed nothing in 10 seconds");
	unmap(start, 4 * huge);
	cycles(8);
	return ROAD_DONE;
}

static enum road_end thp_file(void)
{
	size_t huge = thp_size(), size = 4 * huge;
	long mapped = 0;
	int fd, round;
	char *start;

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	mkdir("/huge-tmp", 0700);
	if (mount("tmpfs", "/huge-tmp", "tmpfs", 0, "huge=always"))
		return absent("tmpfs with huge=always: %s", strerror(errno));
	fd = open("/huge-tmp/file", O_RDWR | O_CREAT, 0600);
	for (round = 0; round < 20; round++) {
		if (ftruncate(fd, size))
			return wrong("ftruncate: %s", strerror(errno));
		start = map(size, huge);
		if (mmap(start, size, PROT_READ | PROT_WRITE, MAP_SHARED |
			 MAP_FIXED, fd, 0) != start)
			return wrong("mmap: %s", strerror(errno));
		touch(start, size, huge);
		mapped += number_in("/proc/self/smaps", "ShmemPmdMapped");
		in_child(write_first, start);
		mprotect(start, page_size(), PROT_READ);
		madvise(start + huge, page_size(), MADV_DONTNEED);
		madvise(start + 2 * huge, huge, MADV_DONTNEED);
		unmap(start, size);
		if (ftruncate(fd, 0))
			return wrong("ftruncate: %s", strerror(errno));
		cycles(4);
	}
	close(fd);
	unlink("/huge-tmp/file");
	umount2("/huge-tmp", MNT_DETACH);
	return mapped > 0 ? ROAD_DONE : absent("no file was mapped huge");
}

/* Small pages of a file, in two areas, and then a huge one in place of them. */
static bool collapse_in_file(int fd, size_t huge)
{
	char *area[2];
	int i;

	for (i = 0; i < 2; i++) {
		area[i] = map(huge, huge);
		if (mmap(area[i], huge, PROT_READ | PROT_WRITE, MAP_SHARED |
			 MAP_FIXED, fd, 0) != area[i])
			return false;
		touch(area[i], huge, page_size());
	}
	if (madvise(area[0], huge, MADV_COLLAPSE))
		return false;
	for (i = 0; i < 2; i++) {
		touch(area[i], huge, page_size());
		unmap(area[i], huge);
	}
	return true;
}

/* Each area that a file is mapped in loses the table of its small pages. */
static enum road_end collapse_file(void)
{
	int fd, round, error = 0, done = 0;
	size_t huge = thp_size();

	if (!huge)
		return absent("the kernel has no transparent huge pages");
	mkdir("/small-tmp", 0700);
	if (mount("tmpfs", "/small-tmp", "tmpfs", 0, "huge=never"))
		return absent("tmpfs with huge=never: %s", strerror(errno));
	for (round = 0; round < 20; round++) {
		fd = open("/small-tmp/file", O_RDWR | O_CREAT, 0600);
		if (fd < 0 || ftruncate(fd, huge))
			return wrong("no file: %s", strerror(errno));
		if (collapse_in_file(fd, huge))
			done++;
		else
			error = errno;
		close(fd);
		unlink("/small-tmp/file");
		cycles(2);
	}
	umount2("/small-tmp", MNT_DETACH);
	if (done)
		return ROAD_DONE;
	return absent("MADV_COLLAPSE of a file: %s", strerror(error));
}

static long faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_minflt;
}

struct shared {
	char *start;
	size_t huge;
	int pages;
	long faults;
};

/*
 * The first touch shares the table, if it can be shared; then all pages that
 * the parent has touched are there, and no other touch faults.
 */
static void count_faults(void *argument)
{
	struct shared *shared = argument;
	volatile char *at = shared->start;
	long before;
	int i;

	(void)at[0];
	before = faults();
	for (i = 1; i < shared->pages; i++)
		(void)at[i * shared->huge];
	account->answer = faults() - before;
}

static enum road_end share(struct shared *shared, size_t size, int fd)
{
	int round;

	for (round = 0; round < 50; round++) {
		shared->start = map(size, size);
		if (mmap(shared->start, size, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_FIXED | MAP_NORESERVE, fd, 0) !=
		    shared->start)
			return wrong("mmap: %s", strerror(errno));
		touch(shared->start, shared->pages * shared->huge,
		      shared->huge);
		in_child(count_faults, shared);
		shared->faults += account->answer;
		mprotect(shared->start, shared->huge, PROT_READ);
		unmap(shared->start, size);
		cycles(2);
	}
	return ROAD_DONE;
}

static size_t hugetlb_size(void)
{
	long kb = number_in("/proc/meminfo", "Hugepagesize");

	return kb > 0 ? (size_t)kb * 1024 : 0;
}

static enum road_end hugetlb_shared(void)
{
	struct shared shared = { .huge = hugetlb_size(), .pages = 4 };
	/* What one table of the level above the lowest covers. */
	size_t size = span() * (page_size() / sizeof(long));
	enum road_end end;
	int fd;

	if (sizeof(long) < 8)
		return absent("addresses have 32 bits");
	if (!shared.huge || !put(HUGETLB, "8"))
		return absent("the kernel has no hugetlb");
	mkdir("/hugetlb", 0700);
	if (mount("hugetlbfs", "/hugetlb", "hugetlbfs", 0, ""))
		return absent("hugetlbfs: %s", strerror(errno));
	fd = open("/hugetlb/file", O_RDWR | O_CREAT, 0600);
	if (fd < 0 || ftruncate(fd, size))
		return absent("no file of %zu bytes: %s", size,
			      strerror(errno));
	if (number_in("/proc/meminfo", "HugePages_Free") < shared.pages)
		return absent("no %d huge pages are free", shared.pages);
	end = share(&shared, size, fd);
	close(fd);
	unlink("/hugetlb/file");
	umount2("/hugetlb", MNT_DETACH);
	put(HUGETLB, "0");
	if (end == ROAD_DONE && shared.faults)
		return absent("tables were not shared: %ld faults",
			      shared.faults);
	return end;
}

static enum road_end hugetlb(void)
{
	size_t huge = hugetlb_size();
	char *start;
	int round;

	if (!huge || !put(HUGETLB, "8"))
		return absent("the kernel has no hugetlb");
	for (round = 0; round < 50; round++) {
		start = mmap(NULL, 4 * huge, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
		if (start == MAP_FAILED)
			return absent("MAP_HUGETLB: %s", strerror(errno));
		touch(start, 4 * huge, huge);
		in_child(write_first, start);
		mprotect(start, huge, PROT_READ);
		unmap(start + huge, huge);
		munmap(start, 4 * huge);
		cycles(1);
	}
	put(HUGETLB, "0");
	return ROAD_DONE;
}

const struct road huge_roads[] = {
	{ "thp", thp }, { "thp-move", thp_move }, { "collapse", collapse },
	{ "khugepaged", khugepaged }, { "thp-file", thp_file },
	{ "collapse-file", collapse_file },
	{ "hugetlb", hugetlb }, { "hugetlb-shared", hugetlb_shared },
	{ NULL, NULL },
};
