#include "engine.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

int engine_attach(struct engine *engine)
{
	if (engine->hook_link)
		return 0;
	report_listen();
	engine->hook_link = bpf_program__attach(engine->hook);
	return engine->hook_link ? 0 : -errno;
}

void engine_detach(struct engine *engine)
{
	bpf_link__destroy(engine->hook_link);
	engine->hook_link = NULL;
}

int64_t engine_advance(struct engine *engine, uint32_t slot)
{
	if (slot >= CRAB_SLOTS || !engine->registrations[slot].used)
		return -ENOENT;
	__atomic_store_n(&engine->slots[slot].generation, ++engine->generation, __ATOMIC_SEQ_CST);
	return (int64_t)engine->generation;
}

static int name_sandbox(struct engine *engine, uint32_t slot, uint64_t pid_namespace, uint64_t cgroup)
{
	if (pid_namespace && bpf_map_update_elem(engine->pid_namespaces, &pid_namespace, &slot, BPF_NOEXIST))
		return -errno;
	if (cgroup && bpf_map_update_elem(engine->control_groups, &cgroup, &slot, BPF_NOEXIST)) {
		int error = errno;

		if (pid_namespace)
			bpf_map_delete_elem(engine->pid_namespaces, &pid_namespace);
		return -error;
	}
	return 0;
}

int64_t engine_register(struct engine *engine, uint32_t slot, uint64_t pid_namespace, uint64_t cgroup, uint64_t mounts)
{
	struct registration *r = &engine->registrations[slot < CRAB_SLOTS ? slot : 0];
	int error;

	if (slot >= CRAB_CANARY_SLOT || r->used || (!pid_namespace && !cgroup))
		return -EINVAL;
	error = engine_attach(engine);
	if (error)
		return error;
	memset(&engine->slots[slot], 0, sizeof(engine->slots[slot]));
	engine->slots[slot].mount_namespace = mounts;
	engine->slots[slot].pid_namespace = pid_namespace;
	engine->slots[slot].generation = ++engine->generation;
	error = name_sandbox(engine, slot, pid_namespace, cgroup);
	if (error) {
		if (!engine->registered)
			engine_detach(engine);
		return error;
	}
	if (cgroup)
		engine->config->cgroups++;
	*r = (struct registration){.pid_namespace = pid_namespace, .cgroup = cgroup, .used = 1};
	engine->registered++;
	return (int64_t)engine->generation;
}

int engine_unregister(struct engine *engine, uint32_t slot)
{
	struct registration *r;

	if (slot >= CRAB_SLOTS || !engine->registrations[slot].used)
		return -ENOENT;
	r = &engine->registrations[slot];
	if (r->pid_namespace)
		bpf_map_delete_elem(engine->pid_namespaces, &r->pid_namespace);
	if (r->cgroup) {
		bpf_map_delete_elem(engine->control_groups, &r->cgroup);
		engine->config->cgroups--;
	}
	r->used = 0;
	if (!--engine->registered)
		engine_detach(engine);
	return 0;
}

void engine_wait(struct engine *engine, int timeout_millis)
{
	struct pollfd fds[2] = {
		{.fd = engine->ring.fd, .events = POLLIN},
		{.fd = engine->wake, .events = POLLIN},
	};
	uint64_t ignored;

	if (poll(fds, 2, timeout_millis) > 0 && (fds[1].revents & POLLIN))
		if (read(engine->wake, &ignored, sizeof(ignored)) < 0)
			return; /* somebody else took it */
}

void engine_wake(struct engine *engine)
{
	uint64_t one = 1;

	if (write(engine->wake, &one, sizeof(one)) < 0)
		return; /* full: awake already */
}

int engine_sample(struct engine *engine, uint32_t slot, char *out, size_t room)
{
	size_t used = 0;
	ssize_t n = 1;
	int fd, error = 0;

	if (!engine->sample_link)
		return -ENOSYS;
	engine->config->sampled_slot = slot;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	fd = bpf_iter_create(bpf_link__fd(engine->sample_link));
	if (fd < 0)
		return -errno;
	while (n > 0 && used < room) {
		n = read(fd, out + used, room - used);
		if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
			n = 1;
			continue;
		}
		if (n < 0)
			error = errno;
		else
			used += (size_t)n;
	}
	if (!error && n > 0)
		error = ENOSPC;
	close(fd);
	return error ? -error : (int)used;
}

uint64_t engine_misses(const struct engine *engine)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_program__fd(engine->hook), &info, &size))
		return 0;
	return info.recursion_misses;
}
