// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints the counts of gcov that the kernel keeps in debugfs: the console is
 * the one way out that every machine has.
 */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "boot.h"

/* Bytes in a line, a multiple of three. */
#define CHUNK 600

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode(char *to, const unsigned char *from, size_t size)
{
	unsigned int three;
	size_t i;

	for (i = 0; i < size; i += 3) {
		three = from[i] << 16;
		if (i + 1 < size)
			three |= from[i + 1] << 8;
		if (i + 2 < size)
			three |= from[i + 2];
		*to++ = digits[three >> 18];
		*to++ = digits[three >> 12 & 63];
		*to++ = i + 1 < size ? digits[three >> 6 & 63] : '=';
		*to++ = i + 2 < size ? digits[three & 63] : '=';
	}
	*to = '\0';
}

static void print_file(const char *path)
{
	unsigned char chunk[CHUNK];
	char line[CHUNK / 3 * 4 + 1];
	FILE *file = fopen(path, "re");
	size_t size;

	if (!file)
		return;
	say("gcov %s", path);
	while ((size = fread(chunk, 1, sizeof(chunk), file)) > 0) {
		encode(line, chunk, size);
		say("gcov+ %s", line);
	}
	fclose(file);
}

static void descend(const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	struct stat about;
	DIR *open = opendir(folder);

	while (open && (entry = readdir(open))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (lstat(path, &about))
			continue;
		if (S_ISDIR(about.st_mode))
			descend(path);
		else if (S_ISREG(about.st_mode) && strstr(path, ".gcda"))
			print_file(path);
	}
	if (open)
		closedir(open);
}

void print_coverage(void)
{
	descend("/sys/kernel/debug/gcov");
}
