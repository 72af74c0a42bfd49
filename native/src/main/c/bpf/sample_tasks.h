/* Hook: task iterator. Prints the live tasks of one sandbox as binary records; costs nothing until it is read. Run time and switches are
 * the scheduler's own sums: whoever ran has larger ones, whatever he did. */
#include "sandbox.h"

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

SEC("iter/task")
int sample_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task, *leader;
	struct crab_task out = {};
	struct crab_config *c;
	__u32 zero = 0, level;
	int slot;
	long error;

	if (!task || (BPF_CORE_READ(task, exit_state)))
		return 0;
	c = bpf_map_lookup_elem(&config, &zero);
	if (!c)
		return 0;
	slot = slot_by_pid(task, &level);
	if (slot < 0 && c->cgroups)
		slot = slot_by_cgroup_of(task);
	if (slot < 0 || (__u32)slot != c->sampled_slot)
		return 0;
	leader = BPF_CORE_READ(task, group_leader);
	out.pid = BPF_CORE_READ(task, pid);
	out.tgid = BPF_CORE_READ(task, tgid);
	out.sandbox_tgid = pid_in_namespace(BPF_CORE_READ(leader, thread_pid), level, NULL);
	out.start_nanos = BPF_CORE_READ(leader, start_boottime);
	out.runtime_nanos = BPF_CORE_READ(task, se.sum_exec_runtime);
	out.switches = BPF_CORE_READ(task, nvcsw) + BPF_CORE_READ(task, nivcsw);
	bpf_probe_read_kernel_str(out.comm, sizeof(out.comm), leader->comm);
	error = bpf_seq_write(ctx->meta->seq, &out, sizeof(out));
	if (error)
		fail(SITE_TASK, error);
	return 0;
}
