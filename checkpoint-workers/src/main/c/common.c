#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct args parse_args(int argc, char **argv) {
  struct args args = {.count = 0, .words = argv, .command = argv + argc};
  while (args.count < argc && strcmp(argv[args.count], "--") != 0) args.count++;
  if (args.count < argc) args.command = argv + args.count + 1;
  return args;
}

const char *want(const struct args *args, const char *key, const char *otherwise) {
  size_t length = strlen(key);
  for (int i = 0; i < args->count; i++)
    if (strncmp(args->words[i], key, length) == 0 && args->words[i][length] == '=') return args->words[i] + length + 1;
  return otherwise;
}

const char *need(const struct args *args, const char *key) {
  const char *value = want(args, key, NULL);
  if (!value) die("argument %s=: expected; found none", key);
  return value;
}

void die(const char *format, ...) {
  int saved = errno;
  va_list rest;
  va_start(rest, format);
  vfprintf(stderr, format, rest);
  va_end(rest);
  if (saved) fprintf(stderr, ": %s", strerror(saved));
  fputc('\n', stderr);
  fflush(stderr);
  _exit(125);
}

void write_all(int fd, const void *bytes, size_t length) {
  const char *next = bytes;
  while (length > 0) {
    ssize_t n = write(fd, next, length);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return; /* the reader is gone; nobody is left to be told */
    next += n;
    length -= (size_t)n;
  }
}

bool read_all(int fd, void *bytes, size_t length) {
  char *next = bytes;
  while (length > 0) {
    ssize_t n = read(fd, next, length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    next += n;
    length -= (size_t)n;
  }
  return true;
}

void frame(char type, const void *payload, uint32_t length) {
  unsigned char head[5] = {(unsigned char)type, length >> 24, length >> 16, length >> 8, length};
  write_all(STDOUT_FILENO, head, sizeof head);
  write_all(STDOUT_FILENO, payload, length);
}

void default_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
}

void null_from(int from) {
  for (int fd = from; fd <= 2; fd++) close(fd);
  for (int fd = from; fd <= 2; fd++)
    if (open("/dev/null", O_RDWR) != fd) die("/dev/null as descriptor %d", fd);
}

static void check_start(const char *pid, const char *start) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (n <= 0) die("init %s", pid);
  close(fd);
  text[n] = 0;
  char *field = strrchr(text, ')');
  for (int i = 2; field && i < 22; i++) field = strchr(field + 1, ' ');
  errno = 0;
  if (!field || strncmp(field + 1, start, strlen(start)) != 0 || field[1 + strlen(start)] != ' ')
    die("init %s: expected the process started at %s; found another", pid, start);
}

int open_process(const char *pid, const char *start) {
  int fd = (int)syscall(SYS_pidfd_open, atoi(pid), 0);
  if (fd < 0) die("init %s", pid);
  check_start(pid, start);
  return fd;
}

pid_t clone_into(uint64_t flags, int cgroup_fd, int *pidfd) {
  struct clone_args how = {.flags = flags | CLONE_PIDFD, .exit_signal = flags & CLONE_PARENT ? 0 : SIGCHLD, .pidfd = (uint64_t)(uintptr_t)pidfd};
  if (cgroup_fd >= 0) {
    how.flags |= CLONE_INTO_CGROUP;
    how.cgroup = (uint64_t)cgroup_fd;
  }
  return (pid_t)syscall(SYS_clone3, &how, sizeof how);
}
