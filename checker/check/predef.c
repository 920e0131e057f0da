// SPDX-License-Identifier: GPL-2.0-only
/*
 * gcc's own macros. A unit is parsed with the macros of the compiler that
 * compiles it, so that the kernel's headers take the branches that they take
 * there; clang only has to have words of the same size and order.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

#include "buf.h"
#include "predef.h"

/* "" is any value; the first row whose macros are all there decides. */
static const struct {
	const char *macros[3][2];
	const char *target;
} targets[] = {
	{ { { "__x86_64__", "" }, { "__SIZEOF_POINTER__", "8" } },
	  "x86_64-unknown-linux-gnu" },
	{ { { "__x86_64__", "" } }, "x86_64-unknown-linux-gnux32" },
	{ { { "__i386__", "" } }, "i386-unknown-linux-gnu" },
	{ { { "__aarch64__", "" }, { "__AARCH64EB__", "" } },
	  "aarch64_be-unknown-linux-gnu" },
	{ { { "__aarch64__", "" } }, "aarch64-unknown-linux-gnu" },
	{ { { "__arm__", "" }, { "__ARMEB__", "" } },
	  "armeb-unknown-linux-gnueabi" },
	{ { { "__arm__", "" } }, "armv7-unknown-linux-gnueabi" },
	{ { { "__s390x__", "" } }, "s390x-unknown-linux-gnu" },
	{ { { "__powerpc64__", "" }, { "__LITTLE_ENDIAN__", "" } },
	  "powerpc64le-unknown-linux-gnu" },
	{ { { "__powerpc64__", "" } }, "powerpc64-unknown-linux-gnu" },
	{ { { "__powerpc__", "" } }, "powerpc-unknown-linux-gnu" },
	{ { { "__riscv_xlen", "64" } }, "riscv64-unknown-linux-gnu" },
	{ { { "__riscv_xlen", "32" } }, "riscv32-unknown-linux-gnu" },
	{ { { "__mips64", "" }, { "__MIPSEL__", "" } },
	  "mips64el-unknown-linux-gnuabi64" },
	{ { { "__mips64", "" } }, "mips64-unknown-linux-gnuabi64" },
	{ { { "__mips__", "" }, { "__MIPSEL__", "" } },
	  "mipsel-unknown-linux-gnu" },
	{ { { "__mips__", "" } }, "mips-unknown-linux-gnu" },
	{ { { "__sparc__", "" }, { "__arch64__", "" } },
	  "sparc64-unknown-linux-gnu" },
	{ { { "__sparc__", "" } }, "sparc-unknown-linux-gnu" },
	{ { { "__m68k__", "" } }, "m68k-unknown-linux-gnu" },
	{ { { "__loongarch_grlen", "64" } }, "loongarch64-unknown-linux-gnu" },
	{ { { "__hexagon__", "" } }, "hexagon-unknown-linux-musl" },
	{ { { "__csky__", "" } }, "csky-unknown-linux-gnu" },
	/* what clang has no target for: the same words are enough */
	{ { { "__SIZEOF_POINTER__", "8" },
	    { "__BYTE_ORDER__", "__ORDER_BIG_ENDIAN__" } },
	  "s390x-unknown-linux-gnu" },
	{ { { "__SIZEOF_POINTER__", "8" } }, "riscv64-unknown-linux-gnu" },
	{ { { "__BYTE_ORDER__", "__ORDER_BIG_ENDIAN__" } },
	  "powerpc-unknown-linux-gnu" },
	{ { { NULL } }, "riscv32-unknown-linux-gnu" },
};

static int has_macro(const char *macros, const char *name, const char *value)
{
	struct buf line = { 0 };
	const char *at;

	buf_puts(&line, "#define ");
	buf_puts(&line, name);
	buf_puts(&line, " ");
	buf_puts(&line, value);
	if (*value)
		buf_puts(&line, "\n");
	at = strstr(macros, line.data);
	buf_free(&line);
	return at && (at == macros || at[-1] == '\n');
}

const char *predef_target(const char *macros)
{
	size_t i;

	for (i = 0; targets[i].macros[0][0]; i++) {
		const char *const (*m)[2] = targets[i].macros;
		int fits = 1;

		for (int k = 0; k < 3 && m[k][0]; k++)
			fits &= has_macro(macros, m[k][0], m[k][1]);
		if (fits)
			break;
	}
	return targets[i].target;
}

static char **probe_command(struct strings *words, const char *gcc,
			    const struct strings *flags)
{
	static const char *const tail[] = { "-E", "-dM", "-x", "c",
					    "/dev/null" };

	if (flags_split(words, gcc))
		return NULL;
	for (size_t i = 0; i < flags->count; i++)
		strings_add(words, flags->list[i]);
	for (size_t i = 0; i < sizeof(tail) / sizeof(*tail); i++)
		strings_add(words, tail[i]);
	return words->count > 5 ? words->list : NULL;
}

static void run_child(char **argv, int out)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(out, 1);
	dup2(null, 2);
	execvp(argv[0], argv);
	_exit(127);
}

/* What the command prints; its exit code, or -1. */
static int run(char **argv, struct buf *output)
{
	char block[8192];
	int fds[2], status;
	ssize_t n;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return -1;
	pid = fork();
	if (!pid)
		run_child(argv, fds[1]);
	close(fds[1]);
	while (pid > 0 && ((n = read(fds[0], block, sizeof(block))) > 0 ||
			   (n < 0 && errno == EINTR)))
		if (n > 0)
			buf_add(output, block, n);
	close(fds[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Which file runs under the name, found as execvp() finds it. */
static int find_program(const char *name, struct stat *st)
{
	const char *path = getenv("PATH");
	struct buf file = { 0 };
	int err = -1;

	if (strchr(name, '/'))
		return stat(name, st);
	for (path = path ? path : "/bin:/usr/bin"; err && path; ) {
		size_t len = strcspn(path, ":");

		file.len = 0;
		buf_add(&file, len ? path : ".", len ? len : 1);
		buf_puts(&file, "/");
		buf_puts(&file, name);
		err = access(file.data, X_OK) || stat(file.data, st) ||
		      !S_ISREG(st->st_mode) ? -1 : 0;
		path = path[len] ? path + len + 1 : NULL;
	}
	buf_free(&file);
	return err;
}

/*
 * All words, and which file the program is: another gcc under the name is
 * seen. A command may begin with a program that starts the compiler, as ccache
 * does: so each word that names a program counts.
 */
static uint64_t command_key(char **argv)
{
	XXH64_state_t *state = XXH64_createState();
	struct stat st;
	uint64_t key;

	XXH64_reset(state, 2);
	for (bool program = true; *argv; argv++) {
		program = program && **argv != '-';
		XXH64_update(state, *argv, strlen(*argv) + 1);
		if (!program || find_program(*argv, &st))
			continue;
		XXH64_update(state, &st.st_dev, sizeof(st.st_dev));
		XXH64_update(state, &st.st_ino, sizeof(st.st_ino));
		XXH64_update(state, &st.st_mtim, sizeof(st.st_mtim));
		XXH64_update(state, &st.st_size, sizeof(st.st_size));
	}
	key = XXH64_digest(state);
	XXH64_freeState(state);
	return key;
}

static char *cache_path(const char *cache, char **argv)
{
	return !cache ? NULL :
	       xasprintf("%s/%016llx.predef", cache,
			 (unsigned long long)command_key(argv));
}

/* The last answer: units of one call mostly have the same flags. */
static struct {
	uint64_t key;
	struct buf macros;
} last;

static int ask(struct buf *macros, char **argv, const char *cache)
{
	char *path = cache_path(cache, argv);
	uint64_t key = command_key(argv);
	int err = 0;

	if (last.macros.len && last.key == key) {
		buf_add(macros, last.macros.data, last.macros.len);
	} else if (!path || buf_read(macros, path) || !macros->len) {
		macros->len = 0;
		err = run(argv, macros) || !macros->len;
		/* A cache that cannot be written is no error. */
		if (path && !err)
			buf_replace(macros, path);
	}
	if (!err) {
		last.key = key;
		last.macros.len = 0;
		buf_add(&last.macros, macros->data, macros->len);
	}
	free(path);
	return err;
}

int predef_read(struct predef *p, const char *gcc,
		const struct strings *flags, const char *cache)
{
	struct strings words = { 0 };
	char **argv = probe_command(&words, gcc, flags);
	int err = -1;

	*p = (struct predef){ 0 };
	if (!argv)
		fprintf(stderr, "%s: not a compiler's command\n", gcc);
	else
		err = ask(&p->macros, argv, cache);
	if (argv && err)
		fprintf(stderr,
			"%s: does not print its macros (-dM -E) with the flags of the unit: name the unit's compiler with --gcc or CC\n",
			gcc);
	else if (!err)
		p->target = predef_target(p->macros.data);
	strings_free(&words);
	return err ? -1 : 0;
}

void predef_free(struct predef *p)
{
	buf_free(&p->macros);
}
