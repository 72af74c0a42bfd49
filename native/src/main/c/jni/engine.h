/* The loaded programs and maps of one probe. Not thread-safe but for engine_wake. */
#ifndef CRAB_ENGINE_H
#define CRAB_ENGINE_H

#include <bpf/libbpf.h>
#include <stdint.h>

#include "crab_abi.h"
#include "report.h"
#include "ring.h"

struct engine_options {
	const void *object;
	size_t object_size;
	const char *btf_path; /* NULL: the running kernel's */
	uint32_t ring_bytes;
	uint32_t fold_entries;
};

struct registration {
	uint64_t pid_namespace;
	uint64_t cgroup;
	int used;
};

struct engine {
	struct bpf_object *object;
	struct bpf_program *hook;
	struct bpf_link *hook_link;
	struct bpf_link *sample_link;
	int typed;
	struct ring ring;
	struct crab_slot *slots;
	struct crab_config *config;
	struct crab_errors *errors;
	int pid_namespaces;
	int control_groups;
	int wake;
	uint64_t generation;
	uint32_t registered;
	struct registration registrations[CRAB_SLOTS];
};

struct engine *engine_open(const struct engine_options *options, struct report *report);
void engine_close(struct engine *engine);

/* Attach the hook, or let it go; 0 or -errno. */
int engine_attach(struct engine *engine);
void engine_detach(struct engine *engine);

/* Each answers the slot's new generation, or -errno. */
int64_t engine_register(struct engine *engine, uint32_t slot, uint64_t pid_namespace, uint64_t cgroup, uint64_t mounts);
int64_t engine_advance(struct engine *engine, uint32_t slot);
int engine_unregister(struct engine *engine, uint32_t slot);

/* Waits until the ring holds something, somebody wakes or the time is up. */
void engine_wait(struct engine *engine, int timeout_millis);
void engine_wake(struct engine *engine);

/* Binary task records of a slot into `out`; bytes, or -errno. */
int engine_sample(struct engine *engine, uint32_t slot, char *out, size_t room);
uint64_t engine_misses(const struct engine *engine);

#endif
