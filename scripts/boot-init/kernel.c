// SPDX-License-Identifier: GPL-2.0-only
/* Roads of what limits or moves memory, and of tables that the kernel keeps. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <linux/kexec.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__x86_64__) || defined(__i386__)
#include <asm/ldt.h>
#endif
#include "boot.h"

#define MEMORY "/sys/devices/system/memory/"
#define GROUP "/cgroup/ptdesc"

static void eat_group(void *argument)
{
	size_t size = 16 * span();

	(void)argument;
	if (!put(GROUP "/cgroup.procs", "0"))
		_exit(1);
	for (;;)
		touch(map(size, span()), size, span());
}

static enum road_end limit(void)
{
	int round, status;

	mkdir("/cgroup", 0755);
	if (access("/cgroup/cgroup.controllers", F_OK) &&
	    mount("cgroup2", "/cgroup", "cgroup2", 0, ""))
		return absent("cgroup2: %s", strerror(errno));
	if (!put("/cgroup/cgroup.subtree_control", "+memory"))
		return absent("no control of memory: %s", strerror(errno));
	for (round = 0; round < 5; round++) {
		mkdir(GROUP, 0755);
		if (!put(GROUP "/memory.max", "16777216"))
			return absent("memory.max: %s", strerror(errno));
		status = in_child(eat_group, NULL);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
			return absent("the limit was not reached: %s",
				      account->why);
		cycles(16777216 / page_size() / 2);
		rmdir(GROUP);
	}
	return ROAD_DONE;
}

/* Takes blocks of memory away and gives them back, those that let go. */
static enum road_end offline(void)
{
	char path[300], state[32];
	struct dirent *entry;
	int moved = 0, asked = 0;
	DIR *all = opendir(MEMORY);

	if (!all)
		return absent("no " MEMORY ": %s", strerror(errno));
	while ((entry = readdir(all)) && moved < 3) {
		if (strncmp(entry->d_name, "memory", 6))
			continue;
		snprintf(path, sizeof(path), MEMORY "%s/state", entry->d_name);
		if (!get(path, state, sizeof(state)) ||
		    strncmp(state, "online", 6))
			continue;
		asked++;
		if (put(path, "offline")) {
			if (!put(path, "online"))
				return wrong("%s does not come back: %s",
					     entry->d_name, strerror(errno));
			moved++;
		}
	}
	closedir(all);
	return moved ? ROAD_DONE : chance("none of %d blocks let go", asked);
}

/* Tells the kernel of memory that is not there; nobody puts it online. */
static enum road_end probe(void)
{
	unsigned long long at, block;
	char text[32];

	if (access(MEMORY "probe", W_OK))
		return absent("no " MEMORY "probe");
	if (!get(MEMORY "block_size_bytes", text, sizeof(text)))
		return absent("no block_size_bytes");
	block = strtoull(text, NULL, 16);
	for (at = 1ULL << 33; at < (1ULL << 33) + 64 * block; at += block) {
		snprintf(text, sizeof(text), "0x%llx", at);
		if (put(MEMORY "probe", text)) {
			cycles(1);
			return ROAD_DONE;
		}
		if (errno != EEXIST)
			break;
	}
	return absent("probe: %s", strerror(errno));
}

/* An address in the middle of 128 MB of memory or more; 0 if there are none. */
static unsigned long long middle_of_memory(void)
{
	unsigned long long first, last, found = 0;
	FILE *map = fopen("/proc/iomem", "r");
	char line[200];

	while (map && !found && fgets(line, sizeof(line), map)) {
		if (line[0] != ' ' && strstr(line, ": System RAM") &&
		    sscanf(line, "%llx-%llx", &first, &last) == 2 &&
		    last - first >= (128 << 20) - 1)
			found = (first + (64 << 20)) & -(2ULL << 20);
	}
	if (map)
		fclose(map);
	return found;
}

static enum road_end kexec(void)
{
	static char code[64];
	struct kexec_segment segment = {
		.buf = code, .bufsz = sizeof(code), .memsz = page_size(),
		.mem = (void *)(uintptr_t)middle_of_memory(),
	};
	int round;

	if (!segment.mem)
		return absent("no 128 MB of memory");
	for (round = 0; round < 20; round++) {
		if (syscall(SYS_kexec_load, segment.mem, 1UL, &segment,
			    KEXEC_ARCH_DEFAULT))
			return absent("kexec_load: %s", strerror(errno));
		if (syscall(SYS_kexec_load, 0UL, 0UL, NULL,
			    KEXEC_ARCH_DEFAULT))
			return wrong("kexec unload: %s", strerror(errno));
		cycles(2);
	}
	return ROAD_DONE;
}

#if defined(__x86_64__) || defined(__i386__)
static void nothing(void *argument)
{
	(void)argument;
}

static void new_ldt(void *argument)
{
	struct user_desc entry = {
		.entry_number = 7, .limit = 0xfffff, .seg_32bit = 1,
		.limit_in_pages = 1, .useable = 1,
	};

	(void)argument;
	if (syscall(SYS_modify_ldt, 1, &entry, sizeof(entry)))
		_exit(1);
	entry.entry_number = 2000;
	if (syscall(SYS_modify_ldt, 1, &entry, sizeof(entry)))
		_exit(1);
	in_child(nothing, NULL);
}

/* With separate tables for user space, an LDT is mapped in them. */
static enum road_end ldt(void)
{
	int round;

	for (round = 0; round < 100; round++) {
		if (in_child(new_ldt, NULL))
			return absent("modify_ldt is refused");
		cycles(2);
	}
	return ROAD_DONE;
}
#else
static enum road_end ldt(void)
{
	return absent("x86 only");
}
#endif

const struct road kernel_roads[] = {
	{ "cgroup-limit", limit },
	{ "memory-offline", offline }, { "memory-probe", probe },
	{ "kexec", kexec }, { "ldt", ldt }, { NULL, NULL },
};
