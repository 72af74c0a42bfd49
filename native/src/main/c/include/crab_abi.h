/* What the BPF programs, the loader and Java agree on. Fixed-size fields only: the layout is the same on every architecture. */
#ifndef CRAB_ABI_H
#define CRAB_ABI_H

#include <linux/types.h>

#define CRAB_SLOTS 1024
#define CRAB_CANARY_SLOT (CRAB_SLOTS - 1)
#define CRAB_SYSCALLS 512
#define CRAB_SEGMENTS 4
#define CRAB_PATH_MAX 4096

/* Operations, in the order of the wire contract. */
enum crab_operation {
	OP_UNKNOWN,
	OP_CREATE,
	OP_TEMPORARY_FILE,
	OP_TRUNCATE,
	OP_WRITE,
	OP_UNLINK,
	OP_RMDIR,
	OP_RENAME,
	OP_LINK,
	OP_SYMLINK,
	OP_MKDIR,
	OP_MKNOD,
	OP_MODE,
	OP_OWNER,
	OP_XATTR,
	OP_TIMES,
	OP_INODE_FLAGS,
	OP_SHARED_MAPPING,
	OP_MOUNT,
	OP_NAMESPACE,
	OP_IO_URING,
	OP_ASYNC_IO,
	OP_COMPAT_SYSCALL,
	OP_PEER_MEMORY,
	OP_PEER_ATTRIBUTE,
	OP_IPC,
	OP_COUNT
};

enum crab_file_kind {
	KIND_NONE,
	KIND_DISK,
	KIND_MEMORY,
	KIND_PIPE,
	KIND_FIFO,
	KIND_SOCKET,
	KIND_DEVICE,
	KIND_PROC,
	KIND_OTHER
};

enum crab_trust { TRUST_NONE, TRUST_KERNEL, TRUST_USER, TRUST_UNTRUSTED };

/* One event as it lies in the ring: this header, then the path segments one after another.
 * Segments: base and text of the path, base and text of the target. A base holds components from leaf to root, each followed by '/';
 * a text is what the caller passed. */
struct crab_event {
	__u32 length; /* header and segments, in bytes */
	__u32 slot;
	__u64 generation; /* of the slot when the call ended */
	__u64 time_nanos; /* CLOCK_BOOTTIME */
	__u32 pid;
	__u32 tid;
	__s32 syscall;
	__u8 operation;
	__u8 file_kind;
	__u8 path_trust;
	__u8 target_trust;
	__u64 device;
	__u64 inode;
	__s64 result;
	__u64 flags;
	__u16 segment[CRAB_SEGMENTS];
	char comm[16];
};

/* A sandbox as the kernel side sees it. Written by the loader and the programs through shared memory. */
struct crab_slot {
	__u64 generation; /* of the turn; unique over all slots and time */
	__u64 mount_namespace; /* inode; 0: not compared */
	__u64 completed; /* system calls of any kind that came to an end, but for those cut short or made for a tracer outside */
	__u64 effects; /* state-changing calls seen, folded ones included */
	__u64 events; /* events meant for the ring */
	__u64 lost; /* of these, not delivered */
	__u64 bytes; /* bytes written */
	__u64 pid_namespace; /* inode; 0: known by cgroup alone */
	__u64 unreadable; /* events whose path could not be read */
	__u64 operations[32]; /* calls by operation */
};

/* One live task of the sandbox asked for. */
struct crab_task {
	__u32 pid;
	__u32 tgid;
	__u32 sandbox_tgid;
	__u32 awake; /* runnable or running when sampled */
	__u64 start_nanos; /* of the thread group's leader, CLOCK_BOOTTIME */
	__u64 runtime_nanos;
	__u64 switches;
	char comm[16];
};

/* Where a helper failed. */
enum crab_site {
	SITE_REGISTERS,
	SITE_SANDBOX,
	SITE_FILE,
	SITE_WALK,
	SITE_TEXT,
	SITE_RING,
	SITE_SEEN,
	SITE_TASK,
	SITE_COUNT
};
#define CRAB_ERRNOS 134

struct crab_errors {
	__u64 count[SITE_COUNT * CRAB_ERRNOS];
};

struct crab_config {
	__u32 canary_tid; /* this thread counts as sandbox CRAB_CANARY_SLOT */
	__u32 cgroups; /* sandboxes registered by cgroup */
	__u32 sampled_slot; /* whose tasks the iterator prints */
	__u32 newest_syscall; /* above: unknown to this build */
};

/* How a call's arguments lie. */
enum crab_shape {
	SHAPE_IGNORE,
	SHAPE_PLAIN, /* nothing about a file */
	SHAPE_FILE, /* descriptor */
	SHAPE_PATH, /* [directory,] path */
	SHAPE_PATHS, /* [directory,] path, [directory,] path */
	SHAPE_SYMLINK, /* text, [directory,] path */
	SHAPE_OPEN, /* [directory,] path, open flags; returns a descriptor */
	SHAPE_BIND /* socket, address, length */
};

/* When a call counts. */
enum crab_when {
	WHEN_DONE, /* did not fail */
	WHEN_BYTES, /* moved bytes, or failed after it may have */
	WHEN_ALLOCATED, /* fallocate: fails half way, too */
	WHEN_MAPPED, /* mmap: shared, of a file opened for writing */
	WHEN_IOCTL,
	WHEN_PTRACE,
	WHEN_OTHER_TASK, /* argument `first` names another task */
	WHEN_OTHER_LIMIT, /* prlimit64 */
	WHEN_OTHER_PRIORITY, /* setpriority */
	WHEN_OTHER_IO_PRIORITY,
	WHEN_FLAGS, /* argument `flags` has one of the bits of `mask` */
	WHEN_CONTROL, /* SysV control call that changes */
	WHEN_FSCONFIG
};

/* What to do at the exit of one system call. Arguments by index, -1: none. */
struct crab_rule {
	__u8 operation;
	__u8 shape;
	__u8 when;
	__s8 directory;
	__s8 path;
	__s8 directory2;
	__s8 path2;
	__s8 flags;
	__u32 mask;
	__u32 open_how; /* flags lie behind a pointer (openat2) */
};

#endif
