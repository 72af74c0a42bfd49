/* Whether a call that is in the table changed anything, by its arguments and result. */
#ifndef CRAB_WHEN_H
#define CRAB_WHEN_H

#include "emit.h"

#define FAILED_INTERRUPTED(r) ((r) == -4 || ((r) <= -512 && (r) >= -516))

/* Argument by number; the table's numbers come from outside, hence the mask. */
static __always_inline __u64 arg(struct scratch *s, __s8 index)
{
	return index < 0 ? 0 : s->args[index & 7];
}

/* Calls that fail and yet may have changed something. */
static __always_inline bool failure_matters(const struct crab_rule *rule, long result)
{
	switch (rule->when) {
	case WHEN_BYTES: /* O_SYNC: the data is in the page cache, writing it out failed */
		return result == -5;
	case WHEN_ALLOCATED: /* given up half way: interrupted, disk or quota full */
		return FAILED_INTERRUPTED(result) || result == -28 || result == -122;
	default: /* open(O_CREAT | O_DIRECT): created, then refused */
		return rule->shape == SHAPE_OPEN && result == -22;
	}
}

static __always_inline bool names_other_task(struct scratch *s, __s32 pid)
{
	struct task_struct *task = s->task;
	struct pid *own = BPF_CORE_READ(task, thread_pid);
	struct pid *leader = BPF_CORE_READ(task, group_leader, thread_pid);

	if (pid == 0 || !own || !leader)
		return false;
	return pid != pid_in_namespace(own, BPF_CORE_READ(own, level), NULL) &&
	       pid != pid_in_namespace(leader, BPF_CORE_READ(leader, level), NULL);
}

static __always_inline bool ioctl_changes(__u32 command)
{
	switch (command) {
	case 0x40049409: /* FICLONE */
	case 0x4020940d: /* FICLONERANGE */
	case 0x40305828: /* XFS_IOC_RESVSP and its family, taken by every file system */
	case 0x4030582a:
	case 0x4030582c:
	case 0x4030582d:
	case 0x40305839:
	case 0xc028660f: /* EXT4_IOC_MOVE_EXT */
	case 0x40086602: /* FS_IOC_SETFLAGS */
	case 0x40046602:
	case 0x401c5820: /* FS_IOC_FSSETXATTR */
	case 0x40087602: /* FS_IOC_SETVERSION */
		return true;
	default:
		return false;
	}
}

static __always_inline bool ioctl_sets_flags(__u32 command)
{
	return command == 0x40086602 || command == 0x40046602 || command == 0x401c5820 || command == 0x40087602;
}

static __always_inline bool ptrace_changes(__u64 request)
{
	switch (request) {
	case 4: /* POKETEXT */
	case 5: /* POKEDATA */
	case 6: /* POKEUSER */
	case 13: /* SETREGS */
	case 15: /* SETFPREGS */
	case 19: /* SETFPXREGS */
	case 0x4203: /* SETSIGINFO */
	case 0x4205: /* SETREGSET */
	case 0x420b: /* SETSIGMASK */
		return true;
	default:
		return false;
	}
}

/* IPC_RMID, IPC_SET, SETVAL, SETALL; IPC_64 is or'ed in by the C library. */
static __always_inline bool control_changes(__u64 command)
{
	command &= ~0x100ull;
	return command == 0 || command == 1 || command == 16 || command == 17;
}

static __always_inline bool counts(struct scratch *s, const struct crab_rule *rule, long result)
{
	switch (rule->when) {
	case WHEN_BYTES:
		return result != 0;
	case WHEN_MAPPED: /* MAP_SHARED or MAP_SHARED_VALIDATE, not anonymous */
		return (s->args[3] & 0x1) && !(s->args[3] & 0x20);
	case WHEN_IOCTL:
		return ioctl_changes(s->args[1]);
	case WHEN_PTRACE:
		return ptrace_changes(s->args[0]);
	case WHEN_OTHER_TASK:
		return names_other_task(s, s->args[0]);
	case WHEN_OTHER_LIMIT:
		return s->args[2] && names_other_task(s, s->args[0]);
	case WHEN_OTHER_PRIORITY: /* which: PRIO_PROCESS, or a group or user */
		return (__u32)s->args[0] != 0 || names_other_task(s, s->args[1]);
	case WHEN_OTHER_IO_PRIORITY: /* which: IOPRIO_WHO_PROCESS, or a group or user */
		return (__u32)s->args[0] != 1 || names_other_task(s, s->args[1]);
	case WHEN_FLAGS:
		return arg(s, rule->flags) & rule->mask;
	case WHEN_CONTROL:
		return control_changes(arg(s, rule->flags));
	case WHEN_FSCONFIG: /* create, reconfigure, create exclusively */
		return (__u32)s->args[1] >= 6;
	default:
		return true;
	}
}

#endif
