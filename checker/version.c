// SPDX-License-Identifier: GPL-2.0-only
/* Versions of kernels. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "version.h"

#define MOST 0xffffu
/* What a Makefile says of the version stands in its first part. */
#define TOP 65536

static unsigned int number(unsigned long major, unsigned long minor)
{
	return major > MOST || minor > MOST ? 0 : major << 16 | minor;
}

unsigned int version_parse(const char *text)
{
	unsigned long major, minor;
	char *end;

	if (!isdigit((unsigned char)*text))
		return 0;
	major = strtoul(text, &end, 10);
	if (*end != '.' || !isdigit((unsigned char)end[1]))
		return 0;
	minor = strtoul(end + 1, &end, 10);
	return *end ? 0 : number(major, minor);
}

/* The number behind "NAME =" at the start of a line; -1 if there is none. */
static long assigned(const char *text, const char *name)
{
	size_t len = strlen(name);

	while (text) {
		if (!strncmp(text, name, len)) {
			const char *at = text + len;

			at += strspn(at, " \t");
			at += *at == '=' ? 1 + strspn(at + 1, " \t") : 0;
			if (isdigit((unsigned char)*at))
				return strtol(at, NULL, 10);
		}
		text = strchr(text, '\n');
		if (text)
			text++;
	}
	return -1;
}

unsigned int version_of_makefile(const char *text, size_t len)
{
	char *top = xstrndup(text, len < TOP ? len : TOP);
	long major = assigned(top, "VERSION"), minor = assigned(top,
								"PATCHLEVEL");

	free(top);
	return major < 0 || minor < 0 ? 0 : number(major, minor);
}

unsigned int version_of_tree(const char *folder)
{
	char *path = xasprintf("%s/Makefile", folder);
	struct buf text = { 0 };
	unsigned int version = 0;

	if (!buf_read_some(&text, path, TOP) && text.len)
		version = version_of_makefile(text.data, text.len);
	buf_free(&text);
	free(path);
	return version;
}
