/* Loading, in steps of which each names its own cause when it fails. */
#include "engine.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "rules.h"

#define KERNEL_BTF "/sys/kernel/btf/vmlinux"

static int step_btf(const struct engine_options *options, struct report *report)
{
	const char *path = options->btf_path ? options->btf_path : KERNEL_BTF;
	int error = access(path, R_OK) ? errno : 0;

	report_step(report, "btf", error, path);
	return error;
}

static int step_ring(const struct engine_options *options, struct report *report)
{
	int fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "crab_preflight", 0, 0, sysconf(_SC_PAGESIZE), NULL);
	int error = fd < 0 ? errno : 0;
	char detail[64];

	if (fd >= 0)
		close(fd);
	snprintf(detail, sizeof(detail), "ring buffer map of %u bytes", options->ring_bytes);
	report_step(report, "ring", error, detail);
	return error;
}

static struct bpf_object *load(const struct engine_options *options, const char *unwanted, int *error)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "crab", .btf_custom_path = options->btf_path);
	struct bpf_object *object = bpf_object__open_mem(options->object, options->object_size, &opts);

	if (!object) {
		*error = errno;
		return NULL;
	}
	bpf_program__set_autoload(bpf_object__find_program_by_name(object, unwanted), false);
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "ring"), options->ring_bytes);
	bpf_map__set_max_entries(bpf_object__find_map_by_name(object, "already_seen"), options->fold_entries);
	*error = -bpf_object__load(object);
	if (*error) {
		bpf_object__close(object);
		return NULL;
	}
	return object;
}

static int step_program(struct engine *engine, const struct engine_options *options, struct report *report)
{
	int error, second;

	report_listen();
	engine->typed = 1;
	engine->object = load(options, "raw_sys_exit", &error);
	if (!engine->object) {
		report_step(report, "tp_btf", error, report_heard());
		report_listen();
		engine->typed = 0;
		engine->object = load(options, "typed_sys_exit", &second);
		if (!engine->object) {
			report_step(report, "program", second, report_heard());
			return second;
		}
	}
	engine->hook = bpf_object__find_program_by_name(engine->object, engine->typed ? "typed_sys_exit" : "raw_sys_exit");
	report_step(report, "program", 0, engine->typed ? "tp_btf sys_exit" : "raw_tp sys_exit");
	return 0;
}

static int map_fd(struct engine *engine, const char *name)
{
	return bpf_object__find_map_fd_by_name(engine->object, name);
}

static size_t pages(size_t bytes)
{
	size_t page = sysconf(_SC_PAGESIZE);

	return (bytes + page - 1) / page * page;
}

static void *share(struct engine *engine, const char *name, size_t bytes)
{
	void *p = mmap(NULL, pages(bytes), PROT_READ | PROT_WRITE, MAP_SHARED, map_fd(engine, name), 0);

	return p == MAP_FAILED ? NULL : p;
}

static int fill_rules(struct engine *engine)
{
	struct crab_rule rules[CRAB_SYSCALLS];
	int fd = map_fd(engine, "rules");

	crab_rules(rules);
	for (uint32_t i = 0; i < CRAB_SYSCALLS; i++)
		if (bpf_map_update_elem(fd, &i, &rules[i], BPF_ANY))
			return errno;
	engine->config->newest_syscall = crab_newest_syscall();
	return 0;
}

static int step_maps(struct engine *engine, const struct engine_options *options, struct report *report)
{
	int error = -ring_open(&engine->ring, map_fd(engine, "ring"), options->ring_bytes);

	if (!error) {
		engine->slots = share(engine, "slots", sizeof(struct crab_slot) * CRAB_SLOTS);
		engine->config = share(engine, "config", sizeof(struct crab_config));
		engine->errors = share(engine, "errors", sizeof(struct crab_errors));
		engine->pid_namespaces = map_fd(engine, "pid_namespaces");
		engine->control_groups = map_fd(engine, "control_groups");
		engine->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		if (!engine->slots || !engine->config || !engine->errors || engine->wake < 0)
			error = errno;
	}
	if (!error)
		error = fill_rules(engine);
	report_step(report, "maps", error, "shared counters, table of system calls");
	return error;
}

static int step_iterator(struct engine *engine, struct report *report)
{
	struct bpf_program *program = bpf_object__find_program_by_name(engine->object, "sample_tasks");
	int error = 0;

	report_listen();
	engine->sample_link = bpf_program__attach(program);
	if (!engine->sample_link)
		error = errno;
	report_step(report, "iterator", error, error ? report_heard() : "task iterator");
	return error;
}

struct engine *engine_open(const struct engine_options *options, struct report *report)
{
	struct engine *engine = calloc(1, sizeof(*engine));

	if (!engine) {
		report_step(report, "memory", ENOMEM, "");
		return NULL;
	}
	engine->wake = -1;
	if (step_btf(options, report) || step_ring(options, report) || step_program(engine, options, report) ||
	    step_maps(engine, options, report) || step_iterator(engine, report)) {
		engine_close(engine);
		return NULL;
	}
	return engine;
}

static void unshare_map(void *p, size_t bytes)
{
	if (p)
		munmap(p, pages(bytes));
}

void engine_close(struct engine *engine)
{
	engine_detach(engine);
	bpf_link__destroy(engine->sample_link);
	ring_close(&engine->ring);
	unshare_map(engine->slots, sizeof(struct crab_slot) * CRAB_SLOTS);
	unshare_map(engine->config, sizeof(struct crab_config));
	unshare_map(engine->errors, sizeof(struct crab_errors));
	bpf_object__close(engine->object);
	if (engine->wake >= 0)
		close(engine->wake);
	free(engine);
}
