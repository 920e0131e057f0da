// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs all roads, each once to warm up and once between two readings of the
 * counters, and says on the console what came of it; scripts/boot reads that.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "boot.h"

/* A road that takes longer is stuck: emulation on a busy host is slow. */
#define ROAD_SECONDS 600
/* Pages that come and go with other things, as in verdict.py. */
#define NOISE 64

static const struct road *const roads[] = {
	memory_roads, huge_roads, thread_roads, vmalloc_roads, kernel_roads,
};

/* With what each processor keeps for itself. */
static long free_pages(void)
{
	return number_in("/proc/vmstat", "nr_free_pages") +
		number_in("/proc/zoneinfo", "count");
}

/*
 * Lets go of what is only cached or still waits for a grace period: at least
 * twice, and as long as more comes back. RCU frees a little at a time, and what
 * it frees may have to wait for the next grace period.
 */
static void settle(void)
{
	struct timespec nap = { .tv_nsec = 300000000 };
	long last, now = 0;
	int i = 0;

	do {
		last = now;
		put("/proc/sys/vm/drop_caches", "3");
		put("/proc/sys/vm/compact_memory", "1");
		nanosleep(&nap, NULL);
		/* Adds up what each processor has counted for itself. */
		put("/proc/sys/vm/stat_refresh", "1");
		now = free_pages();
	} while (++i < 2 || (now - last > NOISE / 4 && i < 30));
}

struct reading read_counters(void)
{
	settle();
	return (struct reading) {
		.free = free_pages(),
		.tables = number_in("/proc/vmstat", "nr_page_table_pages"),
		.secondary = number_in("/proc/vmstat",
				       "nr_sec_page_table_pages"),
		.slab = number_in("/proc/vmstat", "nr_slab_unreclaimable"),
	};
}

static void quit(int signal)
{
	(void)signal;
	_exit(wrong("it did not end within %d seconds", ROAD_SECONDS));
}

/* Runs a road in a process group that ends with it. */
static int run(const struct road *road)
{
	int status = 0;
	pid_t child;

	memset(account, 0, sizeof(*account));
	child = fork();
	if (!child) {
		setpgid(0, 0);
		signal(SIGALRM, quit);
		alarm(ROAD_SECONDS);
		_exit(road->run());
	}
	while (waitpid(child, &status, 0) != child)
		;
	kill(-child, SIGKILL);
	/* Children of the road that are left are init's now. */
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	return status;
}

static void measure(const struct road *road)
{
	struct reading before, after;
	struct timespec start, end;
	const char *how = "wrong";
	int status, tries = 0;

	say("road %s start", road->name);
	status = run(road);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != ROAD_DONE)
		goto say;
	/* What is lost for another reason than a leak is lost once. */
	do {
		before = read_counters();
		clock_gettime(CLOCK_MONOTONIC, &start);
		status = run(road);
		clock_gettime(CLOCK_MONOTONIC, &end);
		after = read_counters();
	} while (before.free - after.free > NOISE && ++tries < 3);
	say("road %s count cycles=%lu free=%ld tables=%ld secondary=%ld slab=%ld ms=%ld",
	    road->name, account->cycles, after.free - before.free,
	    after.tables - before.tables, after.secondary - before.secondary,
	    after.slab - before.slab,
	    (long)(end.tv_sec - start.tv_sec) * 1000 +
	    (end.tv_nsec - start.tv_nsec) / 1000000);
say:
	if (WIFSIGNALED(status))
		snprintf(account->why, sizeof(account->why), "signal %d",
			 WTERMSIG(status));
	else if (WEXITSTATUS(status) == ROAD_DONE)
		how = "done";
	else if (WEXITSTATUS(status) == ROAD_ABSENT)
		how = "absent";
	else if (WEXITSTATUS(status) == ROAD_CHANCE)
		how = "chance";
	say("road %s %s %s", road->name, how, account->why);
}

/* Whether a road was asked for, by the environment: all of them, unasked. */
static bool asked(const char *name)
{
	const char *list = getenv("only");
	size_t length = strlen(name);

	while (list && (strncmp(list, name, length) ||
			(list[length] && list[length] != ','))) {
		list = strchr(list, ',');
		if (!list)
			return false;
		list++;
	}
	return true;
}

static void print_matches(const char *when, const char *path,
			  const char *const *names)
{
	for (; *names; names++)
		say("counter %s %s %ld", when, *names,
		    number_in(path, *names));
}

static void print_slabs(const char *when)
{
	FILE *file = fopen("/proc/slabinfo", "re");
	char line[256], name[64];
	long used;

	while (file && fgets(line, sizeof(line), file))
		if (line[0] != '#' && sscanf(line, "%63s %ld", name, &used) == 2)
			say("counter %s slab:%s %ld", when, name, used);
	if (file)
		fclose(file);
}

void counters(const char *when)
{
	static const char *const meminfo[] = {
		"MemTotal", "MemFree", "PageTables", "SecPageTables", "Slab",
		"SUnreclaim", "VmallocUsed", NULL,
	};
	static const char *const vmstat[] = {
		"nr_free_pages", "nr_page_table_pages",
		"nr_sec_page_table_pages", NULL,
	};
	static const char *const status[] = { "VmPTE", NULL };

	settle();
	say("counter %s processors %ld", when, sysconf(_SC_NPROCESSORS_ONLN));
	print_matches(when, "/proc/meminfo", meminfo);
	print_matches(when, "/proc/vmstat", vmstat);
	print_matches(when, "/proc/self/status", status);
	print_slabs(when);
}

static void mount_all(void)
{
	static const char *const mounts[][3] = {
		{ "proc", "/proc", "" }, { "sysfs", "/sys", "" },
		{ "devtmpfs", "/dev", "" }, { "tmpfs", "/tmp", "" },
		{ "debugfs", "/sys/kernel/debug", "" },
	};
	size_t i;

	for (i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		mkdir(mounts[i][1], 0755);
		mount(mounts[i][0], mounts[i][1], mounts[i][0], 0,
		      mounts[i][2]);
	}
	put("/proc/sys/kernel/printk_devkmsg", "on\n");
	put("/proc/sys/kernel/printk_ratelimit", "0\n");
	put("/proc/sys/vm/overcommit_memory", "1\n");
	/* A machine with little memory has them switched off. */
	put("/sys/kernel/mm/transparent_hugepage/enabled", "madvise");
}

static void go_all_roads(void)
{
	const struct road *road;
	size_t i;

	for (i = 0; i < sizeof(roads) / sizeof(roads[0]); i++)
		for (road = roads[i]; road->name; road++)
			if (asked(road->name))
				measure(road);
}

int main(int argc, char **argv)
{
	const struct timespec nap = { .tv_sec = 1 };
	char taint[32] = "-1";

	/* The road "exec" runs this program for the sake of its start. */
	if (argc > 1 && !strcmp(argv[1], "exit"))
		return 0;
	mount_all();
	account = mmap(NULL, page_size(), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	say("begin");
	counters("before");
	if (getenv("cost"))
		print_costs();
	else
		go_all_roads();
	counters("after");
	get("/proc/sys/kernel/tainted", taint, sizeof(taint));
	say("taint %ld", strtol(taint, NULL, 10));
	if (getenv("coverage"))
		print_coverage();
	say("end");
	sync();
	/* A console that gathers lines, as that of s390, prints none after a
	 * reboot, and some when the next one comes. */
	nanosleep(&nap, NULL);
	say("reboot");
	nanosleep(&nap, NULL);
	reboot(RB_AUTOBOOT);
	/* scripts/boot ends a machine that cannot do this. */
	for (;;)
		pause();
}
