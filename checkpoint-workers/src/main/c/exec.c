#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STREAMS = 2, GRACE_MILLIS = 100 };

struct stream {
  char type; /* of its frames */
  int fd;    /* -1: closed by all its writers */
  uint64_t room;
};

static int64_t now_micros(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void set_environment(const struct args *args) {
  clearenv();
  for (int i = 0; i < args->count; i++)
    if (strncmp(args->words[i], "env=", 4) == 0) putenv(args->words[i] + 4);
}

static __attribute__((noreturn)) void run_command(const struct args *args, int out, int err) {
  const char *cwd = want(args, "cwd", "/");
  setsid();
  umask(022);
  default_signals();
  if (dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(125);
  if (strcmp(want(args, "stdin", "null"), "null") == 0) {
    int fd = open("/dev/null", O_RDWR);
    if (fd < 0 || dup2(fd, 0) < 0) die("/dev/null");
  }
  close_range(3, ~0U, 0);
  if (chdir(cwd) != 0) die("cwd %s", cwd);
  set_environment(args);
  execvp(args->command[0], args->command);
  int code = errno == ENOENT ? 127 : 126;
  dprintf(2, "%s: %s\n", args->command[0], strerror(errno));
  _exit(code);
}

/* Moves what is there; false at the end of the stream. */
static void pump(struct stream *stream, uint8_t *truncated) {
  char bytes[65536];
  ssize_t n = read(stream->fd, bytes, sizeof bytes);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) {
    close(stream->fd);
    stream->fd = -1;
    return;
  }
  uint64_t passed = (uint64_t)n < stream->room ? (uint64_t)n : stream->room;
  if (passed > 0) frame(stream->type, bytes, (uint32_t)passed);
  if (passed < (uint64_t)n) *truncated = 1;
  stream->room -= passed;
}

/* Until the command has exited, and then until its streams end, but no longer than the grace: a daemon that it left
 * behind may hold them for ever. */
static int64_t pump_until_exit(struct stream *streams, int pidfd, uint8_t *truncated) {
  int64_t exited = 0;
  for (;;) {
    struct pollfd watch[STREAMS + 1] = {
        {.fd = streams[0].fd, .events = POLLIN}, {.fd = streams[1].fd, .events = POLLIN},
        {.fd = exited ? -1 : pidfd, .events = POLLIN}};
    int64_t left = exited ? exited + GRACE_MILLIS * 1000 - now_micros() : -1;
    if (exited && (left <= 0 || (streams[0].fd < 0 && streams[1].fd < 0))) return exited;
    if (poll(watch, STREAMS + 1, exited ? (int)(left / 1000) + 1 : -1) < 0 && errno != EINTR) die("poll");
    for (int i = 0; i < STREAMS; i++)
      if (streams[i].fd >= 0 && watch[i].revents) pump(&streams[i], truncated);
    if (watch[STREAMS].revents) exited = now_micros();
  }
}

static void report(pid_t child, int64_t micros, uint8_t truncated) {
  int status = 0;
  unsigned char answer[13];
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  uint32_t code = WIFSIGNALED(status) ? 128 + (uint32_t)WTERMSIG(status) : (uint32_t)WEXITSTATUS(status);
  for (int i = 0; i < 4; i++) answer[i] = (unsigned char)(code >> (24 - 8 * i));
  for (int i = 0; i < 8; i++) answer[4 + i] = (unsigned char)((uint64_t)micros >> (56 - 8 * i));
  answer[12] = truncated;
  frame('X', answer, sizeof answer);
}

static void keep_draining(const struct stream *streams) {
  int left[STREAMS], count = 0;
  for (int i = 0; i < STREAMS; i++)
    if (streams[i].fd >= 0) left[count++] = streams[i].fd;
  if (count > 0) drain_in_background(left, count);
}

/* Enters the namespaces and has the command born there as a child of the relay, not of its own: the relay itself stays
 * outside, so that it is no process of the sandbox however long it drains. */
static __attribute__((noreturn)) void enter(const struct args *args, int out, int err, int answer) {
  int pidfd;
  int init = open_process(need(args, "init"), need(args, "start"));
  int cgroup = open(need(args, "cgroup"), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (cgroup < 0) die("cgroup %s", need(args, "cgroup"));
  if (setns(init, CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID) != 0) die("namespaces");
  pid_t child = clone_into(CLONE_PARENT, cgroup, &pidfd);
  if (child < 0) die("fork");
  if (child == 0) run_command(args, out, err);
  write_all(answer, &child, sizeof child);
  _exit(0);
}

static pid_t start_command(const struct args *args, int out, int err) {
  int answer[2], status;
  pid_t command = 0;
  if (pipe2(answer, O_CLOEXEC) != 0) die("pipe");
  pid_t entering = fork();
  if (entering < 0) die("fork");
  if (entering == 0) enter(args, out, err, answer[1]);
  close(answer[1]);
  bool born = read_all(answer[0], &command, sizeof command);
  close(answer[0]);
  while (waitpid(entering, &status, 0) < 0 && errno == EINTR) continue;
  if (!born) _exit(125); /* it has said why */
  return command;
}

int exec_in_sandbox(const struct args *args) {
  int out[2], err[2];
  uint8_t truncated = 0;
  uint64_t room = strtoull(want(args, "limit", "10485760"), NULL, 10);
  errno = 0;
  if (!args->command[0]) die("command: expected; found none");
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) die("pipe");
  int64_t begun = now_micros();
  pid_t child = start_command(args, out[1], err[1]);
  int pidfd = (int)syscall(SYS_pidfd_open, child, 0);
  if (pidfd < 0) die("command %d", child);
  close(out[1]);
  close(err[1]);
  close(STDIN_FILENO); /* the command's own; no second reader */
  unsigned char number[4] = {(unsigned)child >> 24, (unsigned)child >> 16, (unsigned)child >> 8, (unsigned)child};
  frame('P', number, sizeof number);
  struct stream streams[STREAMS] = {{'O', out[0], room}, {'E', err[0], room}};
  int64_t exited = pump_until_exit(streams, pidfd, &truncated);
  report(child, exited - begun, truncated);
  keep_draining(streams);
  return 0;
}
