#include "ring.h"

#include <errno.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int ring_open(struct ring *ring, int fd, size_t size)
{
	void *pages;

	ring->fd = fd;
	ring->size = size;
	ring->page = sysconf(_SC_PAGESIZE);
	pages = mmap(NULL, ring->page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (pages == MAP_FAILED)
		return -errno;
	ring->consumer = pages;
	pages = mmap(NULL, ring->page + 2 * size, PROT_READ, MAP_SHARED, fd, ring->page);
	if (pages == MAP_FAILED) {
		int error = errno;

		munmap(ring->consumer, ring->page);
		ring->consumer = NULL;
		return -error;
	}
	ring->producer = pages;
	ring->data = (const char *)pages + ring->page;
	return 0;
}

void ring_close(struct ring *ring)
{
	if (ring->consumer)
		munmap(ring->consumer, ring->page);
	if (ring->producer)
		munmap(ring->producer, ring->page + 2 * ring->size);
}

unsigned long ring_produced(const struct ring *ring)
{
	return __atomic_load_n(ring->producer, __ATOMIC_ACQUIRE);
}

unsigned long ring_consumed(const struct ring *ring)
{
	return __atomic_load_n(ring->consumer, __ATOMIC_RELAXED);
}

/* Header and payload, rounded up to eight. */
static size_t step_over(uint32_t header)
{
	uint32_t length = header & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

	return (length + BPF_RINGBUF_HDR_SZ + 7) & ~(size_t)7;
}

size_t ring_drain(struct ring *ring, char *out, size_t room)
{
	unsigned long at = ring_consumed(ring), end = ring_produced(ring);
	size_t used = 0;

	while (at < end) {
		const char *record = ring->data + (at & (ring->size - 1));
		uint32_t header = __atomic_load_n((const uint32_t *)record, __ATOMIC_ACQUIRE);
		size_t step = step_over(header);

		if (header & BPF_RINGBUF_BUSY_BIT)
			break;
		if (!(header & BPF_RINGBUF_DISCARD_BIT)) {
			if (used + step - BPF_RINGBUF_HDR_SZ > room)
				break;
			memcpy(out + used, record + BPF_RINGBUF_HDR_SZ, step - BPF_RINGBUF_HDR_SZ);
			used += step - BPF_RINGBUF_HDR_SZ;
		}
		at += step;
	}
	__atomic_store_n(ring->consumer, at, __ATOMIC_RELEASE);
	return used;
}
