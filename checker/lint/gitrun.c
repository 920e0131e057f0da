// SPDX-License-Identifier: GPL-2.0-only
/* Running git. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "gitrun.h"

#define MAX_ERRORS 4096

/*
 * What git gets of our environment: where the repository is (a hook is told
 * so), and where its own things are.
 */
static const char *const passed[] = {
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
	"GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "HOME", "XDG_CONFIG_HOME",
	"PATH", "TMPDIR",
};

static void set_environment(void)
{
	char *keep[sizeof(passed) / sizeof(*passed)];
	size_t n = sizeof(passed) / sizeof(*passed);

	for (size_t i = 0; i < n; i++) {
		const char *value = getenv(passed[i]);

		keep[i] = value ? xstrdup(value) : NULL;
	}
	clearenv();
	for (size_t i = 0; i < n; i++)
		if (keep[i])
			setenv(passed[i], keep[i], 1);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_OPTIONAL_LOCKS", "0", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	setenv("GIT_ALLOW_PROTOCOL", "", 1);
	setenv("GIT_NO_LAZY_FETCH", "1", 1);
	setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
}

/* In the child: never returns. */
static void become_git(const char *folder, const char *const *args, int in,
		       int out, int err)
{
	static const char *const first[] = {
		"git", "--no-pager", "-c", "core.fsmonitor=false",
		"-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false",
	};
	size_t n = sizeof(first) / sizeof(*first), count = 0;
	const char **all;

	while (args[count])
		count++;
	all = calloc(n + count + 1, sizeof(*all));
	if (!all || chdir(folder))
		_exit(127);
	memcpy(all, first, sizeof(first));
	memcpy(all + n, args, count * sizeof(*args));
	dup2(in, 0);
	dup2(out, 1);
	dup2(err, 2);
	set_environment();
	execvp("git", (char *const *)all);
	_exit(127);
}

static int open_null(void)
{
	return open("/dev/null", O_RDWR | O_CLOEXEC);
}

static pid_t start(const char *folder, const char *const *args, int in,
		   int out, int err)
{
	pid_t pid = fork();

	if (!pid)
		become_git(folder, args, in, out, err);
	return pid < 0 ? -errno : pid;
}

static ssize_t read_some(int fd, struct buf *b, size_t limit)
{
	char chunk[65536];
	ssize_t n;

	do
		n = read(fd, chunk, sizeof(chunk));
	while (n < 0 && errno == EINTR);
	if (n > 0 && b->len < limit)
		buf_add(b, chunk, b->len + (size_t)n > limit ?
				  limit - b->len : (size_t)n);
	return n;
}

/* Reads both until their ends. */
static int collect(int out_fd, int err_fd, size_t limit, struct buf *out,
		   struct buf *errors)
{
	struct pollfd fds[2] = { { .fd = out_fd, .events = POLLIN },
				 { .fd = err_fd, .events = POLLIN } };

	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		if (poll(fds, 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			return -errno;
		}
		if (fds[0].revents && read_some(out_fd, out, limit + 1) <= 0)
			fds[0].fd = -1;
		if (fds[1].revents && read_some(err_fd, errors, MAX_ERRORS) <= 0)
			fds[1].fd = -1;
		if (out->len > limit)
			return -EFBIG;
	}
	return 0;
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

static int write_all(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t n = write(fd, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

static int read_all(int fd, size_t limit, struct buf *out)
{
	if (lseek(fd, 0, SEEK_SET) < 0)
		return -errno;
	while (read_some(fd, out, limit + 1) > 0)
		;
	return out->len > limit ? -EFBIG : 0;
}

/* Files in memory: the message, what it says, the patch, the log message. */
enum { MESSAGE, INFO, PATCH, LOG, FILES };

static int run_mailinfo(const int *fds)
{
	char log[32], patch[32];
	const char *const args[] = {
		"-c", "mailinfo.quotedCr=nowarn", "mailinfo", "-n",
		"--no-scissors", log, patch, NULL,
	};
	int null = open_null();
	pid_t pid;

	if (null < 0)
		return -errno;
	snprintf(log, sizeof(log), "/proc/self/fd/%d", fds[LOG]);
	snprintf(patch, sizeof(patch), "/proc/self/fd/%d", fds[PATCH]);
	pid = start("/", args, fds[MESSAGE], fds[INFO], null);
	close(null);
	return pid < 0 ? (int)pid : wait_for(pid);
}

int git_mailinfo(const char *text, size_t len, size_t limit, struct buf *info,
		 struct buf *patch)
{
	int fds[FILES], err = 0;

	for (int i = 0; i < FILES; i++) {
		fds[i] = memfd_create("ptdesc-lint", 0);
		err = fds[i] < 0 ? -errno : err;
	}
	if (!err)
		err = write_all(fds[MESSAGE], text, len);
	if (!err && lseek(fds[MESSAGE], 0, SEEK_SET) < 0)
		err = -errno;
	if (!err)
		err = run_mailinfo(fds);
	if (!err)
		err = read_all(fds[INFO], limit, info);
	if (!err)
		err = read_all(fds[PATCH], limit, patch);
	for (int i = 0; i < FILES; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return err;
}

int git_output(const char *folder, const char *const *args, size_t limit,
	       struct buf *out, struct buf *errors)
{
	struct buf unwanted = { 0 };
	int o[2], e[2], null = open_null(), err, code;
	pid_t pid;

	if (null < 0 || pipe2(o, O_CLOEXEC) || pipe2(e, O_CLOEXEC))
		return -errno;
	pid = start(folder, args, null, o[1], e[1]);
	close(null);
	close(o[1]);
	close(e[1]);
	if (pid < 0) {
		close(o[0]);
		close(e[0]);
		return pid;
	}
	err = collect(o[0], e[0], limit, out, errors ? errors : &unwanted);
	close(o[0]);
	close(e[0]);
	if (err)
		kill(pid, SIGTERM);
	code = wait_for(pid);
	buf_free(&unwanted);
	return err ? err : code;
}

pid_t git_batch(const char *folder, int *to, int *from)
{
	static const char *const args[] = { "cat-file", "--batch", NULL };
	int in[2], out[2], null = open_null();
	pid_t pid;

	if (null < 0 || pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC))
		return -errno;
	pid = start(folder, args, in[0], out[1], null);
	close(null);
	close(in[0]);
	close(out[1]);
	*to = in[1];
	*from = out[0];
	if (pid < 0) {
		close(*to);
		close(*from);
	}
	return pid;
}

/* Its answer's first line: NAME TYPE SIZE, or NAME missing. */
static int read_header(int fd, char *line, size_t size)
{
	size_t n = 0;

	while (n + 1 < size) {
		ssize_t got = read(fd, line + n, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -EPIPE;
		if (line[n] == '\n')
			break;
		n++;
	}
	line[n] = '\0';
	return 0;
}

/* Takes `len` bytes and the newline behind them; keeps them if `out`. */
static int read_content(int fd, size_t len, struct buf *out)
{
	char chunk[65536];

	len++;
	while (len) {
		size_t want = len < sizeof(chunk) ? len : sizeof(chunk);
		ssize_t n = read(fd, chunk, want);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -EPIPE;
		len -= (size_t)n;
		if (out)
			buf_add(out, chunk, (size_t)n - !len);
	}
	return 0;
}

int git_object(int to, int from, const char *name, size_t limit,
	       struct buf *out)
{
	char line[4352], type[16];
	unsigned long size;
	const char *space;
	int err;

	if (strchr(name, '\n') || strlen(name) > 4096)
		return -EINVAL;
	err = write_all(to, name, strlen(name));
	if (!err)
		err = write_all(to, "\n", 1);
	if (!err)
		err = read_header(from, line, sizeof(line));
	if (err)
		return err;
	/* the object's name has no blank, but what is missing may have some */
	space = strchr(line, ' ');
	if (!space || sscanf(space, " %15s %lu", type, &size) != 2 ||
	    (strcmp(type, "blob") && strcmp(type, "tree") &&
	     strcmp(type, "commit") && strcmp(type, "tag")))
		return -ENOENT;
	if (size > limit)
		return -EFBIG;
	if (strcmp(type, "blob")) {
		err = read_content(from, size, NULL);
		return err ? err : -ENOENT;
	}
	return read_content(from, size, out);
}
