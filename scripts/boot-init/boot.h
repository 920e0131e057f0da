/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The init that make boot runs in both kernels. A road is one way for page
 * tables to come and go; it runs in a process of its own.
 */
#ifndef BOOT_H
#define BOOT_H

#include <stdbool.h>
#include <stddef.h>

enum road_end { ROAD_DONE, ROAD_ABSENT, ROAD_WRONG, ROAD_CHANCE };

/* What a road has to say, in memory that it shares with init. */
struct account {
	unsigned long cycles;
	/* What a child has to tell its road. */
	long answer;
	char why[200];
};

struct road {
	const char *name;
	enum road_end (*run)(void);
};

extern const struct road memory_roads[], huge_roads[], thread_roads[],
	vmalloc_roads[], kernel_roads[];
extern struct account *account;

/* Prints one line, as a record of the kernel's log: nothing breaks into it. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* At least @tables page tables were made and freed. */
void cycles(unsigned long tables);

/*
 * How a road ends that this kernel or machine has not, that went wrong, or that
 * time or the state of memory did not allow this once.
 */
enum road_end ends(enum road_end how, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
#define absent(...) ends(ROAD_ABSENT, __VA_ARGS__)
#define wrong(...) ends(ROAD_WRONG, __VA_ARGS__)
#define chance(...) ends(ROAD_CHANCE, __VA_ARGS__)

/* What fits below one page table of the lowest level, in bytes, or less. */
size_t span(void);
size_t page_size(void);

/* Anonymous private memory, aligned to @align; ends the road on failure. */
char *map(size_t size, size_t align);
void unmap(void *start, size_t size);
/* Writes one byte at each @step. */
void touch(char *start, size_t size, size_t step);

/* Runs @body in a child; returns its status as waitpid() has it. */
int in_child(void (*body)(void *), void *argument);

/* The sum of the numbers behind "@name" in a file of /proc, or -1. */
long number_in(const char *path, const char *name);
/* Whether all of @text could be written; errno is set otherwise. */
bool put(const char *path, const char *text);
bool get(const char *path, char *text, size_t size);

/* Pages that are free or in page tables, and of slabs that cannot be reclaimed. */
struct reading {
	long free, tables, secondary, slab;
};

/* Lets go of what is only cached, and reads. */
struct reading read_counters(void);
void counters(const char *when);
void print_coverage(void);
void print_costs(void);

#endif
