/* crab-box: the few system calls that Java has no words for. One run does one thing; see main.c for the verbs.
 * Arguments are key=value words, then "--" and a command where one is run. */
#ifndef CRAB_BOX_H
#define CRAB_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct args {
  int count;
  char **words;  /* key=value */
  char **command; /* after "--"; NULL-terminated, possibly empty */
};

/* common.c */
struct args parse_args(int argc, char **argv);
const char *need(const struct args *args, const char *key);
const char *want(const struct args *args, const char *key, const char *otherwise);
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);
void write_all(int fd, const void *bytes, size_t length);
bool read_all(int fd, void *bytes, size_t length);
/* One frame on stdout: type, length (big-endian), payload. */
void frame(char type, const void *payload, uint32_t length);
void default_signals(void);
/* /dev/null of the calling process's mount namespace as the descriptors from `from` to 2. */
void null_from(int from);
/* The pidfd of `pid`, if it still is the process that started at `start` (field 22 of /proc/PID/stat). */
int open_process(const char *pid, const char *start);
/* clone3: a child born in the cgroup behind cgroup_fd (or the caller's, if -1); its pidfd goes to *pidfd. */
pid_t clone_into(uint64_t flags, int cgroup_fd, int *pidfd);

/* space.c */
void private_mounts(void);
void mount_root(const struct args *args);
void name_and_loopback(const char *hostname);
void private_run(const char *kdat);

/* drain.c */
/* A process of its own that reads the descriptors away until all are closed by their writers. */
void drain_in_background(const int *fds, int count);

/* The verbs. */
int create_sandbox(const struct args *args);
int exec_in_sandbox(const struct args *args);
int relay_dump(const struct args *args);
int relay_restore(const struct args *args);

#endif
