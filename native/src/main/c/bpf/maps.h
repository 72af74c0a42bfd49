/* Every map, and the per-CPU room an event is put together in. */
#ifndef CRAB_MAPS_H
#define CRAB_MAPS_H

#include "kernel.h"
#include "crab_abi.h"

#define DATA_LIMIT (CRAB_SEGMENTS * CRAB_PATH_MAX)
#define DATA_SLACK (CRAB_PATH_MAX + 256)

struct scratch {
	struct crab_event event;
	char data[DATA_LIMIT + DATA_SLACK]; /* follows the header, so that both leave in one piece */
	__u64 args[8];
	struct crab_rule rule;
	struct task_struct *task;
	__u64 object; /* address of the kernel's inode: numbers of an overlay's layers can coincide */
	__u64 identity; /* what repeated events are told apart by, beside the operation */
	__s64 bytes; /* result of this very call */
	__u32 used; /* of data */
	bool private_files; /* no other task shares the descriptors */
	bool private_memory; /* no other task shares the memory */
	bool foreign_mounts; /* not in the sandbox's own mount namespace */
};

struct seen_key {
	__u64 generation;
	__u64 device;
	__u64 identity;
	__u64 object;
	__u32 slot;
	__u32 operation;
};

struct seen {
	__u64 pending; /* bytes since the last event */
	__u64 reported; /* bytes told in events */
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 16 * 1024 * 1024);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, CRAB_SLOTS);
	__type(key, __u32);
	__type(value, struct crab_slot);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct crab_config);
} config SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct crab_errors);
} errors SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, CRAB_SYSCALLS);
	__type(key, __u32);
	__type(value, struct crab_rule);
} rules SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, CRAB_SLOTS);
	__type(key, __u64);
	__type(value, __u32);
} pid_namespaces SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, CRAB_SLOTS);
	__type(key, __u64);
	__type(value, __u32);
} control_groups SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 65536);
	__type(key, struct seen_key);
	__type(value, struct seen);
} already_seen SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct scratch);
} scratches SEC(".maps");

static __always_inline void fail(__u32 site, long error)
{
	__u32 zero = 0, cell;
	struct crab_errors *e = bpf_map_lookup_elem(&errors, &zero);

	error = error < 0 ? -error : error;
	if (error <= 0 || error >= CRAB_ERRNOS)
		error = 0;
	cell = site * CRAB_ERRNOS + (__u32)error;
	if (e && cell < SITE_COUNT * CRAB_ERRNOS)
		__sync_fetch_and_add(&e->count[cell], 1);
}

#endif
