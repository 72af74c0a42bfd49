#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void enter_root(const char *merged) {
  if (chdir(merged) != 0) die("root %s", merged);
  if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) die("/proc");
  if (mkdir("dev/pts", 0755) != 0 && errno != EEXIST) die("/dev/pts");
  if (mount("devpts", "dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5") != 0)
    die("/dev/pts");
  if (syscall(SYS_pivot_root, ".", ".") != 0) die("pivot_root");
  if (umount2(".", MNT_DETACH) != 0) die("old root");
  if (chdir("/") != 0) die("/");
}

/* Init does nothing for ever. With SIGCHLD ignored the kernel reaps orphans without waking it, so that it never
 * counts as a process that ran. Its descriptors are opened inside, because CRIU looks their mounts up. */
static __attribute__((noreturn)) void become_init(const char *merged) {
  char *const command[] = {"sleep", "infinity", NULL};
  char *const environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL};
  setsid();
  umask(022);
  enter_root(merged);
  default_signals();
  signal(SIGCHLD, SIG_IGN);
  int report = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 100);
  null_from(0);
  close_range(3, (unsigned)report - 1, 0);
  close_range((unsigned)report + 1, ~0U, 0);
  execve("/bin/sleep", command, environment);
  dprintf(report, "/bin/sleep: %s\n", strerror(errno));
  _exit(125);
}

/* Reads what init has to complain of; its exec closes the pipe. */
static void await_exec(int complaints) {
  char text[1024];
  size_t length = 0;
  ssize_t n;
  while (length < sizeof text - 1 && (n = read(complaints, text + length, sizeof text - 1 - length)) != 0) {
    if (n < 0 && errno != EINTR) die("init");
    if (n > 0) length += (size_t)n;
  }
  text[length] = 0;
  errno = 0;
  if (length > 0) die("init: %s", text);
}

int create_sandbox(const struct args *args) {
  int pidfd, ready[2];
  const char *merged = need(args, "merged");
  int cgroup = open(need(args, "cgroup"), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (cgroup < 0) die("cgroup %s", need(args, "cgroup"));
  if (unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC) != 0) die("namespaces");
  private_mounts();
  mount_root(args);
  name_and_loopback(need(args, "name"));
  if (pipe2(ready, O_CLOEXEC) != 0) die("pipe");
  pid_t child = clone_into(CLONE_NEWPID, cgroup, &pidfd);
  if (child < 0) die("pid namespace");
  if (child == 0) {
    if (dup2(ready[1], STDERR_FILENO) < 0) die("pipe");
    become_init(merged);
  }
  close(ready[1]);
  await_exec(ready[0]);
  printf("%d\n", child);
  return 0;
}
