/* CRIU speaks protobuf over a SOCK_SEQPACKET socket, which Java does not have. The relay starts `criu swrk` on one end
 * of a socket pair and carries messages between the other end and frames on stdin and stdout. It waits in recv, with
 * its libraries loaded and its namespaces entered, until the first request comes. */
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
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IMAGES_FD = 900, SOCKET_FD = 901, WORK_FD = 902, FIRST_PIPE_FD = 910, MOST_PIPES = 64, MESSAGE = 1 << 20 };

static __attribute__((noreturn)) void become_criu(const struct args *args, int socket) {
  char number[16];
  const char *criu = need(args, "criu");
  private_run(need(args, "kdat"));
  default_signals();
  if (dup2(socket, SOCKET_FD) < 0) die("socket");
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) die("/dev/null");
  close_range(3, IMAGES_FD - 1, 0);
  close_range(FIRST_PIPE_FD + MOST_PIPES, ~0U, 0);
  if (chdir("/") != 0) die("/");
  snprintf(number, sizeof number, "%d", SOCKET_FD);
  execl(criu, "criu", "swrk", number, (char *)NULL);
  die("%s", criu);
}

static void open_folder(const char *folder, int as) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || dup2(fd, as) < 0) die("folder %s", folder);
  close(fd);
}

/* D: folder of the images, opened here as IMAGES_FD, where CRIU finds it by /proc. W: the one for its logs and
 * statistics, as WORK_FD. M: a message. False at the end of stdin. */
static bool from_client(int socket, char *buffer) {
  unsigned char head[5];
  if (!read_all(STDIN_FILENO, head, sizeof head)) return false;
  uint32_t length = (uint32_t)head[1] << 24 | (uint32_t)head[2] << 16 | (uint32_t)head[3] << 8 | head[4];
  errno = 0;
  if (length >= MESSAGE) die("frame: expected less than %d bytes; found %u", MESSAGE, length);
  if (!read_all(STDIN_FILENO, buffer, length)) return false;
  buffer[length] = 0;
  if (head[0] == 'D') {
    open_folder(buffer, IMAGES_FD);
  } else if (head[0] == 'W') {
    open_folder(buffer, WORK_FD);
  } else if (send(socket, buffer, length, 0) < 0) {
    die("criu: send");
  }
  return true;
}

static void carry(int socket) {
  static char buffer[MESSAGE + 1];
  for (;;) {
    struct pollfd watch[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = socket, .events = POLLIN}};
    if (poll(watch, 2, -1) < 0 && errno != EINTR) die("poll");
    if (watch[1].revents) {
      ssize_t n = recv(socket, buffer, MESSAGE, 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return;
      frame('M', buffer, (uint32_t)n);
    }
    if (watch[0].revents && !from_client(socket, buffer)) return;
  }
}

static int relay(pid_t criu, int socket) {
  int status = 0;
  signal(SIGPIPE, SIG_IGN);
  carry(socket);
  close(socket); /* a criu that waits for a message ends; one at work finishes and thaws what it froze */
  while (waitpid(criu, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void socket_pair(int *ends) {
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) die("socket pair");
}

/* Inside the network and UTS namespaces of the sandbox: what CRIU shares with the tasks it need not dump. */
int relay_dump(const struct args *args) {
  int ends[2], pidfd;
  int init = open_process(need(args, "init"), need(args, "start"));
  socket_pair(ends);
  pid_t criu = clone_into(0, -1, &pidfd);
  if (criu < 0) die("fork");
  if (criu == 0) {
    if (setns(init, CLONE_NEWNET | CLONE_NEWUTS) != 0 || unshare(CLONE_NEWNS) != 0) die("namespaces");
    private_mounts();
    become_criu(args, ends[1]);
  }
  close(ends[1]);
  close(init);
  return relay(criu, ends[0]);
}

/* Pipes whose readers live outside the sandbox get new readers, which read away. */
static void open_pipes(int count) {
  int readers[MOST_PIPES], both[2];
  errno = 0;
  if (count > MOST_PIPES) die("pipes: expected at most %d; found %d", MOST_PIPES, count);
  for (int i = 0; i < count; i++) {
    if (pipe2(both, O_CLOEXEC) != 0 || dup2(both[1], FIRST_PIPE_FD + i) < 0) die("pipe");
    close(both[1]);
    readers[i] = both[0];
  }
  if (count > 0) drain_in_background(readers, count);
}

int relay_restore(const struct args *args) {
  int ends[2], pidfd, pipes = atoi(want(args, "pipes", "0"));
  int cgroup = open(need(args, "cgroup"), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (cgroup < 0) die("cgroup %s", need(args, "cgroup"));
  socket_pair(ends);
  open_pipes(pipes);
  pid_t criu = clone_into(0, cgroup, &pidfd);
  if (criu < 0) die("fork");
  if (criu == 0) {
    if (unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS) != 0) die("namespaces");
    private_mounts();
    mount_root(args);
    name_and_loopback(need(args, "name"));
    become_criu(args, ends[1]);
  }
  for (int i = 0; i < pipes; i++) close(FIRST_PIPE_FD + i);
  close(ends[1]);
  close(cgroup);
  return relay(criu, ends[0]);
}
