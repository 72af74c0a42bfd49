#define _GNU_SOURCE
#include "preflight.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A call that changes a file nobody else sees: it has to come out of the ring as an event. */
static int make_event(void)
{
	int fd = (int)syscall(SYS_memfd_create, "crab-canary", 0u);
	int error = 0;

	if (fd < 0)
		return errno;
	if (ftruncate(fd, 1))
		error = errno;
	close(fd);
	return error;
}

static int arrived(struct engine *engine)
{
	static const int attempts = 20;
	char room[8192];

	for (int i = 0; i < attempts; i++) {
		size_t used = ring_drain(&engine->ring, room, sizeof(room));
		struct crab_event event;

		for (size_t at = 0; at + sizeof(event) <= used; at += (event.length + 7) & ~7u) {
			memcpy(&event, room + at, sizeof(event));
			if (event.slot == CRAB_CANARY_SLOT && event.operation == OP_TRUNCATE)
				return 0;
			if (event.length < sizeof(event))
				return EBADMSG;
		}
		engine_wait(engine, 10);
	}
	return ETIME;
}

static void step_canary(struct engine *engine, struct report *report)
{
	int error;

	engine->config->canary_tid = (uint32_t)syscall(SYS_gettid);
	error = make_event();
	engine->config->canary_tid = 0;
	if (!error)
		error = arrived(engine);
	report_step(report, "canary", error, error == ETIME ? "the event of a call made on purpose did not arrive" : "");
}

void preflight(const struct engine_options *options, struct report *report)
{
	struct engine *engine = engine_open(options, report);
	char room[64];
	int error;

	if (!engine)
		return;
	error = -engine_attach(engine);
	report_step(report, "attach", error, error ? report_heard() : "raw_syscalls:sys_exit");
	if (!error)
		step_canary(engine, report);
	error = engine_sample(engine, CRAB_CANARY_SLOT, room, sizeof(room));
	report_step(report, "sample", error < 0 ? -error : 0, "task iterator read");
	engine_close(engine);
}
