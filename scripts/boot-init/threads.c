// SPDX-License-Identifier: GPL-2.0-only
/* Roads of several threads in one address space. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "boot.h"

#define THREADS 4
#define ROUNDS 60
/*
 * A process of m68k has 768 MB of addresses for all that its threads map, with
 * holes where others have just unmapped.
 */
#define TABLES (sizeof(long) < 8 ? 16UL : 32UL)

static pthread_barrier_t barrier;
static char *common;

static void *work_alone(void *argument)
{
	char *start;
	int round;

	for (round = 0; round < ROUNDS; round++) {
		start = map(TABLES * span(), span());
		touch(start, TABLES * span(), span());
		unmap(start, TABLES * span());
	}
	return argument;
}

/* All want the same tables at once: the losers give theirs back. */
static void *work_together(void *argument)
{
	int round;

	for (round = 0; round < ROUNDS; round++) {
		if (pthread_barrier_wait(&barrier) ==
		    PTHREAD_BARRIER_SERIAL_THREAD)
			common = map(TABLES * span(), span());
		pthread_barrier_wait(&barrier);
		touch(common, TABLES * span(), span());
		if (pthread_barrier_wait(&barrier) ==
		    PTHREAD_BARRIER_SERIAL_THREAD)
			unmap(common, TABLES * span());
	}
	return argument;
}

static enum road_end run_threads(void *(*work)(void *), int factor)
{
	pthread_t threads[THREADS];
	int i, error;

	pthread_barrier_init(&barrier, NULL, THREADS);
	for (i = 0; i < THREADS; i++) {
		error = pthread_create(&threads[i], NULL, work, NULL);
		if (error)
			return wrong("no thread: %s", strerror(error));
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	cycles(factor * ROUNDS * TABLES);
	return ROAD_DONE;
}

static enum road_end alone(void)
{
	return run_threads(work_alone, THREADS);
}

static enum road_end together(void)
{
	return run_threads(work_together, 1);
}

struct uffd {
	int fd;
	size_t pages;
};

/* Gives a page for each fault; every other one is the page of zeroes. */
static void *give_pages(void *argument)
{
	struct uffd *uffd = argument;
	char *source = map(page_size(), page_size());
	struct uffd_msg message;
	size_t i;

	for (i = 0; i < uffd->pages; i++) {
		unsigned long at;

		if (read(uffd->fd, &message, sizeof(message)) !=
		    sizeof(message))
			break;
		at = message.arg.pagefault.address & ~(page_size() - 1);
		if (i % 2) {
			struct uffdio_zeropage zero = {
				.range = { .start = at, .len = page_size() },
			};

			ioctl(uffd->fd, UFFDIO_ZEROPAGE, &zero);
		} else {
			struct uffdio_copy copy = {
				.dst = at, .src = (unsigned long)source,
				.len = page_size(),
			};

			ioctl(uffd->fd, UFFDIO_COPY, &copy);
		}
	}
	return NULL;
}

static enum road_end faults_by_hand(struct uffd *uffd)
{
	size_t size = uffd->pages * span(), i;
	char *start = map(size, span());
	struct uffdio_register area = {
		.range = { .start = (unsigned long)start, .len = size },
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	volatile char *at = start;
	pthread_t thread;

	if (ioctl(uffd->fd, UFFDIO_REGISTER, &area))
		return absent("UFFDIO_REGISTER: %s", strerror(errno));
	pthread_create(&thread, NULL, give_pages, uffd);
	for (i = 0; i < size; i += span())
		(void)at[i];
	pthread_join(thread, NULL);
	unmap(start, size);
	cycles(uffd->pages);
	return ROAD_DONE;
}

static enum road_end userfault(void)
{
	struct uffdio_api api;
	struct uffd uffd = { .pages = 64 };
	enum road_end end = ROAD_DONE;
	int round;

	for (round = 0; round < 20 && end == ROAD_DONE; round++) {
		uffd.fd = syscall(SYS_userfaultfd, O_CLOEXEC);
		if (uffd.fd < 0)
			return absent("userfaultfd: %s", strerror(errno));
		/* The kernel writes all that it has into it. */
		api = (struct uffdio_api) { .api = UFFD_API };
		if (ioctl(uffd.fd, UFFDIO_API, &api))
			return absent("UFFDIO_API: %s", strerror(errno));
		end = faults_by_hand(&uffd);
		close(uffd.fd);
	}
	return end;
}

const struct road thread_roads[] = {
	{ "threads-alone", alone }, { "threads-together", together },
	{ "userfaultfd", userfault }, { NULL, NULL },
};
