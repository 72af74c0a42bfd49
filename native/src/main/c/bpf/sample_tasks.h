/* Hook: task iterator. Prints the live tasks of one sandbox as binary records; costs nothing until it is read. Run time and switches are
 * the scheduler's own sums: whoever ran has larger ones, whatever he did. */
#include "sandbox.h"

SEC("iter/task")
int sample_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task, *leader;
	struct crab_task out = {};
	struct crab_config *c;
	struct crab_slot *entry;
	__u32 zero = 0, level, index;
	int slot;
	long error;

	if (!task || (BPF_CORE_READ(task, exit_state)))
		return 0;
	c = bpf_map_lookup_elem(&config, &zero);
	if (!c)
		return 0;
	slot = slot_by_pid(task, &level);
	if (slot < 0 && c->cgroups) {
		slot = slot_by_cgroup_of(task);
		index = slot;
		entry = slot < 0 ? NULL : bpf_map_lookup_elem(&slots, &index);
		if (!entry || entry->pid_namespace) /* a visitor */
			return 0;
	}
	if (slot < 0 || (__u32)slot != c->sampled_slot)
		return 0;
	leader = BPF_CORE_READ(task, group_leader);
	out.pid = BPF_CORE_READ(task, pid);
	out.tgid = BPF_CORE_READ(task, tgid);
	out.sandbox_tgid = pid_in_namespace(BPF_CORE_READ(leader, thread_pid), level, NULL);
	out.awake = !BPF_CORE_READ(task, __state) || BPF_CORE_READ(task, on_rq);
	out.start_nanos = BPF_CORE_READ(leader, start_boottime);
	out.runtime_nanos = BPF_CORE_READ(task, se.sum_exec_runtime);
	out.switches = BPF_CORE_READ(task, nvcsw) + BPF_CORE_READ(task, nivcsw);
	bpf_probe_read_kernel_str(out.comm, sizeof(out.comm), leader->comm);
	error = bpf_seq_write(ctx->meta->seq, &out, sizeof(out));
	if (error)
		fail(SITE_TASK, error);
	return 0;
}
