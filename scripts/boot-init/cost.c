// SPDX-License-Identifier: GPL-2.0-only
/*
 * What page tables cost: instructions to make and free them, and memory. The
 * machine counts an instruction as a nanosecond, so that its clock counts them.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "boot.h"

#define ROUNDS 500
#define TABLES 256UL
/* Enough that the noise of a few pages is less than a byte for each. */
#define MANY 16384UL
#define CHILDREN 1000

/* What a process has whose tables are asked for. */
struct area {
	char *start;
	unsigned long tables;
};

static unsigned long long instructions(void)
{
#if defined(__x86_64__) || defined(__i386__)
	/* The kernel may have no other clock that is as fine. */
	return __builtin_ia32_rdtsc();
#else
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
#endif
}

/* Reading takes no page but those of the tables. */
static void read_each(struct area *area)
{
	volatile char *at = area->start;
	unsigned long i;

	for (i = 0; i < area->tables; i++)
		(void)at[i * span()];
}

static void nothing(void *argument)
{
	(void)argument;
}

static void fork_and_exit(struct area *area)
{
	(void)area;
	in_child(nothing, NULL);
}

static void map_and_unmap(struct area *area)
{
	area->start = map(area->tables * span(), span());
	read_each(area);
	unmap(area->start, area->tables * span());
}

/*
 * All rounds are counted as one: what a round leaves to RCU is done in a later
 * one.
 */
static void cost_of(const char *name, void (*body)(struct area *),
		    struct area *area)
{
	unsigned long long start;
	int round;

	for (round = 0; round < ROUNDS / 10; round++)
		body(area);
	start = instructions();
	for (round = 0; round < ROUNDS; round++)
		body(area);
	say("cost %s tables=%lu instructions=%llu", name, area->tables,
	    (instructions() - start) / ROUNDS);
}

/* What is known of a slab cache; nothing is 0 where there is none. */
struct cache {
	long used, size;
};

/* Lets go of slabs that are empty, and of objects that processors keep. */
static struct cache look_at(const char *name)
{
	long objects, bytes, per_slab, pages;
	struct cache cache = { 0 };
	char line[256], path[80], its[64];
	FILE *file;

	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/shrink", name);
	put(path, "1");
	file = fopen("/proc/slabinfo", "re");
	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%63s %ld %ld %ld %ld %ld", its, &cache.used,
			   &objects, &bytes, &per_slab, &pages) == 6 &&
		    !strcmp(its, name)) {
			cache.size = pages * page_size() / per_slab;
			fclose(file);
			return cache;
		}
	}
	if (file)
		fclose(file);
	return (struct cache) { 0 };
}

/* The memory that @count things need which @make made. */
static void memory_of(const char *name, unsigned long count,
		      void (*make)(void), void (*undo)(void))
{
	struct cache descriptors, locks, more_descriptors, more_locks;
	struct reading before, after;

	descriptors = look_at("ptdesc");
	locks = look_at("page->ptl");
	before = read_counters();
	make();
	more_descriptors = look_at("ptdesc");
	more_locks = look_at("page->ptl");
	after = read_counters();
	say("cost %s count=%lu memory=%ld tables=%ld slab=%ld descriptors=%ld descriptor=%ld locks=%ld lock=%ld page=%zu",
	    name, count, before.free - after.free,
	    after.tables - before.tables, after.slab - before.slab,
	    more_descriptors.used - descriptors.used, more_descriptors.size,
	    more_locks.used - locks.used, more_locks.size, page_size());
	undo();
}

static struct area many = { .tables = MANY };
static pid_t children[CHILDREN];

static void make_tables(void)
{
	many.start = map(MANY * span(), span());
	read_each(&many);
}

static void undo_tables(void)
{
	unmap(many.start, MANY * span());
}

static void make_children(void)
{
	int i;

	for (i = 0; i < CHILDREN; i++) {
		children[i] = fork();
		if (!children[i])
			for (;;)
				pause();
	}
}

static void undo_children(void)
{
	int i;

	for (i = 0; i < CHILDREN; i++) {
		kill(children[i], SIGKILL);
		waitpid(children[i], NULL, 0);
	}
}

void print_costs(void)
{
	struct area none = { 0 }, some = { .tables = TABLES };

	cost_of("fork-exit", fork_and_exit, &none);
	cost_of("map-unmap", map_and_unmap, &some);
	some.start = map(TABLES * span(), span());
	touch(some.start, TABLES * span(), span());
	cost_of("fork-exit-tables", fork_and_exit, &some);
	unmap(some.start, TABLES * span());
	memory_of("table", MANY, make_tables, undo_tables);
	memory_of("process", CHILDREN, make_children, undo_children);
}
