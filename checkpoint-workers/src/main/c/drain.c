#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { MOST = 64 };

static void drain(struct pollfd *open_fds, int count) {
  char sink[65536];
  while (count > 0) {
    if (poll(open_fds, (nfds_t)count, -1) < 0 && errno != EINTR) return;
    for (int i = 0; i < count; i++) {
      if (!open_fds[i].revents) continue;
      ssize_t n = read(open_fds[i].fd, sink, sizeof sink);
      if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR))) continue;
      close(open_fds[i].fd);
      open_fds[i--] = open_fds[--count];
    }
  }
}

void drain_in_background(const int *fds, int count) {
  struct pollfd open_fds[MOST];
  if (count > MOST) die("pipes: expected at most %d; found %d", MOST, count);
  pid_t child = fork();
  if (child < 0) die("drain: fork");
  if (child > 0) {
    for (int i = 0; i < count; i++) close(fds[i]);
    return;
  }
  setsid();
  default_signals();
  if (chdir("/") != 0) _exit(1);
  for (int i = 0; i < count; i++) { /* above everything else, then close the rest: it belongs to others */
    int high = fcntl(fds[i], F_DUPFD_CLOEXEC, 1000);
    if (high < 0) _exit(1);
    open_fds[i] = (struct pollfd){.fd = high, .events = POLLIN};
  }
  close_range(0, 999, 0);
  drain(open_fds, count);
  _exit(0);
}
