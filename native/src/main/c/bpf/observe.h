/* The exit of one system call, from the cheapest question to the dearest. */
#ifndef CRAB_OBSERVE_H
#define CRAB_OBSERVE_H

#include "sandbox.h"
#include "shape.h"

static __always_inline void read_arguments(struct scratch *s, struct pt_regs *regs)
{
#if defined(__TARGET_ARCH_x86)
	s->args[0] = BPF_CORE_READ(regs, di);
	s->args[1] = BPF_CORE_READ(regs, si);
	s->args[2] = BPF_CORE_READ(regs, dx);
	s->args[3] = BPF_CORE_READ(regs, r10);
	s->args[4] = BPF_CORE_READ(regs, r8);
	s->args[5] = BPF_CORE_READ(regs, r9);
#else
	s->args[0] = BPF_CORE_READ(regs, orig_x0);
	s->args[1] = BPF_CORE_READ(regs, regs[1]);
	s->args[2] = BPF_CORE_READ(regs, regs[2]);
	s->args[3] = BPF_CORE_READ(regs, regs[3]);
	s->args[4] = BPF_CORE_READ(regs, regs[4]);
	s->args[5] = BPF_CORE_READ(regs, regs[5]);
#endif
}

static __always_inline long call_number(struct pt_regs *regs)
{
#if defined(__TARGET_ARCH_x86)
	return (long)BPF_CORE_READ(regs, orig_ax);
#else
	return BPF_CORE_READ(regs, syscallno);
#endif
}

static __always_inline bool is_compat(struct task_struct *task, long number)
{
#if defined(__TARGET_ARCH_x86)
	return (BPF_CORE_READ(task, thread_info.status) & 0x2) || (number & 0x40000000);
#else
	return BPF_CORE_READ(task, thread_info.flags) & (1 << 22);
#endif
}

/* Copies the rule of a call; false if the call is of no interest. */
static __always_inline bool rule_of(struct crab_rule *out, struct crab_config *c, long number, bool compat)
{
	struct crab_rule *found;
	__u32 key = number;

	if (compat || number > c->newest_syscall) {
		struct crab_rule opaque = {
			.operation = compat ? OP_COMPAT_SYSCALL : OP_UNKNOWN,
			.shape = SHAPE_PLAIN,
			.directory = -1, .path = -1, .directory2 = -1, .path2 = -1, .flags = -1,
		};
		*out = opaque;
		return true;
	}
	found = bpf_map_lookup_elem(&rules, &key);
	if (!found || found->shape == SHAPE_IGNORE)
		return false;
	*out = *found;
	return true;
}

static __always_inline void describe_task(struct scratch *s, struct crab_slot *slot)
{
	struct task_struct *task = s->task;
	struct mm_struct *mm = BPF_CORE_READ(task, mm);
	__u64 own = slot->mount_namespace;

	s->private_files = BPF_CORE_READ(task, files, count.counter) == 1;
	s->private_memory = mm && BPF_CORE_READ(mm, mm_users.counter) == 1;
	s->foreign_mounts = own && BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum) != own;
	bpf_get_current_comm(s->event.comm, sizeof(s->event.comm));
}

static __always_inline void begin_event(struct scratch *s, __u32 slot, __u64 generation, long number, long result)
{
	struct crab_event empty = {};
	__u64 id = bpf_get_current_pid_tgid();

	s->event = empty;
	s->used = 0;
	s->event.slot = slot;
	s->event.generation = generation;
	s->event.time_nanos = bpf_ktime_get_boot_ns();
	s->event.pid = id >> 32;
	s->event.tid = id;
	s->event.syscall = number;
	s->event.operation = s->rule.operation;
	s->event.result = result;
	s->bytes = result;
	s->event.flags = arg(s, s->rule.flags);
	s->object = 0;
	s->identity = id >> 32; /* for events without a file: the process */
}

/* Held by a tracer that is not of the sandbox, such as a dump, which makes calls in the task's name. */
static __always_inline bool traced_from_outside(struct task_struct *task, struct crab_slot *slot, int index)
{
	struct task_struct *tracer;
	__u32 level;

	if (!task->ptrace)
		return false;
	tracer = BPF_CORE_READ(task, parent);
	return (slot->pid_namespace ? slot_by_pid(tracer, &level) : slot_by_cgroup_of(tracer)) != index;
}

/* Not so if cut short by a stop or a freeze, to be made again. A negative number: back from a signal handler. */
static __always_inline bool came_to_an_end(long number, long result)
{
	return number < 0 || !FAILED_INTERRUPTED(result);
}

/* Memory without a name that a dump shares with its victim for as long as it takes. */
static __always_inline bool is_exchange_of_a_dump(struct scratch *s)
{
	return s->event.file_kind == KIND_MEMORY && s->event.path_trust == TRUST_NONE;
}

/* A visitor is known by its cgroup, though the sandbox has a pid namespace: a tool call on its way in, or somebody at work on the sandbox.
 * What it changes in the sandbox's mount namespace counts; it is no process of the sandbox itself. */
static __always_inline bool is_no_concern_of(struct scratch *s, bool visitor)
{
	return visitor && (s->foreign_mounts || s->event.operation == OP_NAMESPACE);
}

static __always_inline int observe(struct pt_regs *regs, long result)
{
	__u32 zero = 0, index;
	struct crab_config *c = bpf_map_lookup_elem(&config, &zero);
	struct task_struct *task = bpf_get_current_task_btf();
	long number = call_number(regs);
	struct crab_rule rule;
	struct crab_slot *slot;
	struct scratch *s;
	enum verdict verdict;
	bool outside, visitor, by_pid = false;
	int found;

	found = c ? find_sandbox(task, c, &by_pid) : -1;
	if (found < 0)
		return 0;
	index = found;
	slot = bpf_map_lookup_elem(&slots, &index);
	if (!slot)
		return 0;
	outside = traced_from_outside(task, slot, found);
	visitor = slot->pid_namespace && !by_pid;
	if (!outside && !visitor && came_to_an_end(number, result))
		__sync_fetch_and_add(&slot->completed, 1);
	if (number < 0 || !rule_of(&rule, c, number, is_compat(task, number)))
		return 0;
	if (result < 0 && result >= -4095 && !failure_matters(&rule, result))
		return 0;
	s = bpf_map_lookup_elem(&scratches, &zero);
	if (!s)
		return 0;
	s->rule = rule;
	s->task = task;
	read_arguments(s, regs);
	if (!counts(s, &rule, result))
		return 0;
	begin_event(s, index, *(volatile __u64 *)&slot->generation, number, result);
	describe_task(s, slot);
	if (is_no_concern_of(s, visitor))
		return 0;
	verdict = shape_event(s);
	if (verdict == NOTHING || (outside && is_exchange_of_a_dump(s)))
		return 0;
	count_call(s, slot);
	if (verdict == TELL && s->event.path_trust == TRUST_UNTRUSTED && !s->used)
		__sync_fetch_and_add(&slot->unreadable, 1);
	if (verdict == TELL && !hand_over(s, slot) && folds(s->event.operation))
		remember(s);
	return 0;
}

#endif
