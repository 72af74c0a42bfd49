/* Which registered sandbox a task belongs to: by pid namespace, outermost first, else by cgroup v2 id or one of its ancestors. */
#ifndef CRAB_SANDBOX_H
#define CRAB_SANDBOX_H

#include "maps.h"

#define PID_LEVELS 32
#define CGROUP_LEVELS 16

static __always_inline int pid_in_namespace(struct pid *pid, __u32 level, __u32 *inode)
{
	struct upid upid = {};
	struct pid_namespace *ns;
	void *numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	void *at = numbers + (__u64)level * bpf_core_type_size(struct upid);

	if (bpf_probe_read_kernel(&upid, sizeof(upid), at)) {
		fail(SITE_SANDBOX, 14);
		return 0;
	}
	ns = upid.ns;
	if (inode)
		*inode = BPF_CORE_READ(ns, ns.inum);
	return upid.nr;
}

/* The slot, or -1; *level says in which pid namespace level it was found, 0: by cgroup. */
static __always_inline int slot_by_pid(struct task_struct *task, __u32 *level)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	__u32 deepest = pid ? BPF_CORE_READ(pid, level) : 0;

	*level = deepest;
	for (__u32 i = 1; i < PID_LEVELS; i++) {
		__u32 inode = 0;
		__u64 key;
		__u32 *slot;

		if (i > deepest)
			break;
		pid_in_namespace(pid, i, &inode);
		key = inode;
		slot = bpf_map_lookup_elem(&pid_namespaces, &key);
		if (slot) {
			*level = i;
			return *slot;
		}
	}
	return -1;
}

static __always_inline int slot_by_own_cgroup(void)
{
	__u64 key = bpf_get_current_cgroup_id();
	__u32 *slot = bpf_map_lookup_elem(&control_groups, &key);

	if (slot)
		return *slot;
	for (int i = 1; i < CGROUP_LEVELS; i++) {
		key = bpf_get_current_ancestor_cgroup_id(i);
		if (!key)
			break;
		slot = bpf_map_lookup_elem(&control_groups, &key);
		if (slot)
			return *slot;
	}
	return -1;
}

/* Of any task. */
static __always_inline int slot_by_cgroup_of(struct task_struct *task)
{
	struct cgroup *group = BPF_CORE_READ(task, cgroups, dfl_cgrp);
	__u64 key;
	__u32 *slot;

	for (int i = 0; i < CGROUP_LEVELS; i++) {
		if (!group)
			break;
		key = BPF_CORE_READ(group, kn, id);
		slot = bpf_map_lookup_elem(&control_groups, &key);
		if (slot)
			return *slot;
		group = (void *)BPF_CORE_READ(group, self.parent); /* the state is the group's first field */
	}
	return -1;
}

/* Of the current task. Most tasks of a host live in no nested pid namespace: they are through after three loads. */
static __always_inline int find_sandbox(struct task_struct *task, struct crab_config *c, bool *by_pid)
{
	__u32 level;
	int slot = task->thread_pid->level ? slot_by_pid(task, &level) : -1;

	*by_pid = slot >= 0;
	if (slot >= 0)
		return slot;
	if (c->cgroups)
		slot = slot_by_own_cgroup();
	if (slot < 0 && c->canary_tid && c->canary_tid == (__u32)bpf_get_current_pid_tgid())
		slot = CRAB_CANARY_SLOT;
	return slot;
}

#endif
