#define _GNU_SOURCE
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

void private_mounts(void) {
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) die("mounts: private propagation");
}

/* The overlay exists only in mount namespaces made here, never in the host's: when the last process of the sandbox
 * dies, the kernel takes the mount with it. Lower layers are named relative to their folder, because the options of
 * a mount have to fit into one page. */
void mount_root(const struct args *args) {
  char options[4096];
  const char *folder = need(args, "layers");
  if (chdir(folder) != 0) die("layers %s", folder);
  int n = snprintf(options, sizeof options,
                   "lowerdir=%s,upperdir=%s,workdir=%s,index=off,metacopy=off,redirect_dir=off,nfs_export=off",
                   need(args, "lower"), need(args, "upper"), need(args, "work"));
  errno = 0;
  if (n >= (int)sizeof options) die("overlay: expected options of at most 4095 bytes; found %d (too many layers)", n);
  if (mount("overlay", need(args, "merged"), "overlay", 0, options) != 0) die("overlay %s", options);
}

static void loopback_up(void) {
  struct ifreq request = {0};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) die("network namespace: socket");
  memcpy(request.ifr_name, "lo", 3);
  if (ioctl(fd, SIOCGIFFLAGS, &request) != 0) die("lo: flags");
  request.ifr_flags |= IFF_UP | IFF_RUNNING;
  if (ioctl(fd, SIOCSIFFLAGS, &request) != 0) die("lo: up");
  close(fd);
}

void name_and_loopback(const char *hostname) {
  if (sethostname(hostname, strlen(hostname)) != 0) die("hostname %s", hostname);
  loopback_up();
}

/* CRIU keeps its kernel-feature cache in /run if that is tmpfs. It gets a /run of its own with the cache that setup
 * made, so that nothing of the host's is written and no dump pays for probing the kernel. */
void private_run(const char *kdat) {
  int from = open(kdat, O_RDONLY | O_CLOEXEC);
  if (mount("crab-run", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700,size=4m") != 0) die("/run: tmpfs");
  if (from < 0) return; /* without the cache CRIU is slower, not wrong */
  struct stat status;
  int to = open("/run/criu.kdat", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (to < 0 || fstat(from, &status) != 0) die("/run/criu.kdat");
  if (sendfile(to, from, NULL, (size_t)status.st_size) != status.st_size) die("/run/criu.kdat: copy");
  close(to);
  close(from);
}
