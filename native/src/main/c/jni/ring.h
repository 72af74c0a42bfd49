/* Consumer of a BPF ring buffer by its own mapping of the kernel's pages, so that a fence can compare positions. */
#ifndef CRAB_RING_H
#define CRAB_RING_H

#include <stddef.h>
#include <stdint.h>

struct ring {
	int fd;
	size_t size;
	size_t page;
	unsigned long *consumer;
	unsigned long *producer;
	const char *data;
};

int ring_open(struct ring *ring, int fd, size_t size);
void ring_close(struct ring *ring);
unsigned long ring_produced(const struct ring *ring);
unsigned long ring_consumed(const struct ring *ring);

/* Copies whole records, each padded to eight bytes, until `out` is full or the ring is empty; returns the bytes copied. */
size_t ring_drain(struct ring *ring, char *out, size_t room);

#endif
