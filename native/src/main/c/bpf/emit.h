/* Counting, folding of repeated events, and handing over. Counters move before the ring is tried: loss never hides that something changed. */
#ifndef CRAB_EMIT_H
#define CRAB_EMIT_H

#include "path.h"

#define FOLD_BYTES 65536
#define SHARED_FILES 0x100
#define EVENT_LIMIT (sizeof(struct crab_event) + DATA_LIMIT + 256)

/* Operations of which one event for each object and turn says all. */
static __always_inline bool folds(__u8 operation)
{
	switch (operation) {
	case OP_UNKNOWN:
	case OP_WRITE:
	case OP_SHARED_MAPPING:
	case OP_IO_URING:
	case OP_ASYNC_IO:
	case OP_COMPAT_SYSCALL:
		return true;
	default:
		return false;
	}
}

/* Counts a call that changed something. */
static __always_inline void count_call(struct scratch *s, struct crab_slot *slot)
{
	__sync_fetch_and_add(&slot->effects, 1);
	__sync_fetch_and_add(&slot->operations[s->event.operation & 31], 1);
	if (s->event.operation == OP_WRITE && s->bytes > 0)
		__sync_fetch_and_add(&slot->bytes, s->bytes);
}

static __always_inline struct seen_key key_of(struct scratch *s)
{
	struct seen_key key = {
		.generation = s->event.generation,
		.device = s->event.device,
		.identity = s->identity,
		.object = s->object,
		.slot = s->event.slot,
		/* A descriptor that others share may have named another file in the call: never folded into what is known for sure. */
		.operation = s->event.operation | (s->private_files ? 0 : SHARED_FILES),
	};
	return key;
}

/* True if an event of this turn says it already. Bytes are told again whenever they have doubled. */
static __always_inline bool already_told(struct scratch *s)
{
	struct seen_key key = key_of(s);
	struct seen *seen = bpf_map_lookup_elem(&already_seen, &key);
	__u64 pending;

	if (!seen)
		return false;
	if (s->event.operation != OP_WRITE)
		return true;
	if (s->event.result > 0)
		__sync_fetch_and_add(&seen->pending, s->event.result);
	pending = seen->pending;
	if (pending < FOLD_BYTES || pending < seen->reported)
		return true;
	s->event.result = pending;
	return false;
}

static __always_inline void remember(struct scratch *s)
{
	struct seen_key key = key_of(s);
	struct seen *seen = bpf_map_lookup_elem(&already_seen, &key);
	struct seen fresh = {};
	__u64 bytes = s->event.result > 0 ? s->event.result : 0;
	long error;

	if (seen) {
		__sync_fetch_and_add(&seen->pending, -bytes);
		__sync_fetch_and_add(&seen->reported, bytes);
		return;
	}
	fresh.reported = bytes;
	error = bpf_map_update_elem(&already_seen, &key, &fresh, BPF_ANY);
	if (error) /* the next one is told again: more events, none less */
		fail(SITE_SEEN, error);
}

static __noinline int hand_over(struct scratch *s, struct crab_slot *slot)
{
	__u64 length = sizeof(struct crab_event) + s->used;
	long error;

	__sync_fetch_and_add(&slot->events, 1);
	s->event.length = length;
	keep_in_register(length);
	if (length > EVENT_LIMIT)
		length = EVENT_LIMIT;
	error = bpf_ringbuf_output(&ring, &s->event, length, 0);
	if (error) {
		__sync_fetch_and_add(&slot->lost, 1);
		fail(SITE_RING, error);
	}
	return error;
}

#endif
