/* The table of system calls that change state, for the architecture this library is built for. Calls not named change nothing, or only the
 * caller itself, which then ran and shows in the process sample. */
#include "rules.h"

#include <asm/unistd.h>
#include <string.h>

/* Numbers younger than the headers of the oldest supported distribution; the same on every architecture. */
enum {
	NR_fchmodat2 = 452,
	NR_setxattrat = 463,
	NR_removexattrat = 466,
	NR_file_setattr = 469,
	NR_newest = 470
};

struct entry {
	int number;
	struct crab_rule rule;
};

#define RULE(op, sh, wh, d, p, d2, p2, f, m, h) \
	{.operation = OP_##op, .shape = SHAPE_##sh, .when = WHEN_##wh, .directory = d, .path = p, \
	 .directory2 = d2, .path2 = p2, .flags = f, .mask = m, .open_how = h}
#define PLAIN(op, wh, f, m) RULE(op, PLAIN, wh, -1, -1, -1, -1, f, m, 0)
#define FILE_AT(op, wh, d, f) RULE(op, FILE, wh, d, -1, -1, -1, f, 0, 0)
#define PATH_AT(op, d, p, f) RULE(op, PATH, DONE, d, p, -1, -1, f, 0, 0)
#define PATHS_AT(op, d, p, d2, p2, f) RULE(op, PATHS, DONE, d, p, d2, p2, f, 0, 0)
#define OPEN_AT(d, p, f, h) RULE(CREATE, OPEN, DONE, d, p, -1, -1, f, 0, h)

static const struct entry ENTRIES[] = {
	{__NR_openat, OPEN_AT(0, 1, 2, 0)},
	{__NR_openat2, OPEN_AT(0, 1, 2, 1)},
	{__NR_open_by_handle_at, OPEN_AT(-1, -1, 2, 0)},
	{__NR_write, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_pwrite64, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_writev, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_pwritev, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_pwritev2, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_sendfile, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_splice, FILE_AT(WRITE, BYTES, 2, -1)},
	{__NR_tee, FILE_AT(WRITE, BYTES, 1, -1)},
	{__NR_vmsplice, FILE_AT(WRITE, BYTES, 0, -1)},
	{__NR_copy_file_range, FILE_AT(WRITE, BYTES, 2, -1)},
	{__NR_fallocate, FILE_AT(WRITE, ALLOCATED, 0, 1)},
	{__NR_ioctl, FILE_AT(WRITE, IOCTL, 0, 1)},
	{__NR_ftruncate, FILE_AT(TRUNCATE, DONE, 0, -1)},
	{__NR_truncate, PATH_AT(TRUNCATE, -1, 0, -1)},
	{__NR_mmap, FILE_AT(SHARED_MAPPING, MAPPED, 4, 2)},
	{__NR_unlinkat, PATH_AT(UNLINK, 0, 1, 2)},
	{__NR_mkdirat, PATH_AT(MKDIR, 0, 1, -1)},
	{__NR_mknodat, PATH_AT(MKNOD, 0, 1, 2)},
	{__NR_bind, RULE(MKNOD, BIND, DONE, -1, -1, -1, -1, -1, 0, 0)},
#ifdef __NR_renameat
	{__NR_renameat, PATHS_AT(RENAME, 0, 1, 2, 3, -1)},
#endif
	{__NR_renameat2, PATHS_AT(RENAME, 0, 1, 2, 3, 4)},
	{__NR_linkat, PATHS_AT(LINK, 0, 1, 2, 3, 4)},
	{__NR_symlinkat, RULE(SYMLINK, SYMLINK, DONE, 1, 2, -1, 0, -1, 0, 0)},
	{__NR_fchmod, FILE_AT(MODE, DONE, 0, 1)},
	{__NR_fchmodat, PATH_AT(MODE, 0, 1, 2)},
	{NR_fchmodat2, PATH_AT(MODE, 0, 1, 2)},
	{__NR_fchown, FILE_AT(OWNER, DONE, 0, -1)},
	{__NR_fchownat, PATH_AT(OWNER, 0, 1, -1)},
	{__NR_setxattr, PATH_AT(XATTR, -1, 0, -1)},
	{__NR_lsetxattr, PATH_AT(XATTR, -1, 0, -1)},
	{__NR_fsetxattr, FILE_AT(XATTR, DONE, 0, -1)},
	{__NR_removexattr, PATH_AT(XATTR, -1, 0, -1)},
	{__NR_lremovexattr, PATH_AT(XATTR, -1, 0, -1)},
	{__NR_fremovexattr, FILE_AT(XATTR, DONE, 0, -1)},
	{NR_setxattrat, PATH_AT(XATTR, 0, 1, -1)},
	{NR_removexattrat, PATH_AT(XATTR, 0, 1, -1)},
	{NR_file_setattr, PATH_AT(INODE_FLAGS, 0, 1, -1)},
	{__NR_utimensat, PATH_AT(TIMES, 0, 1, -1)},
	{__NR_mount, PATH_AT(MOUNT, -1, 1, 3)},
	{__NR_umount2, PATH_AT(MOUNT, -1, 0, 1)},
	{__NR_move_mount, PATH_AT(MOUNT, 2, 3, 4)},
	{__NR_mount_setattr, PATH_AT(MOUNT, 0, 1, -1)},
	{__NR_fsconfig, PLAIN(MOUNT, FSCONFIG, 1, 0)},
	{__NR_swapon, PATH_AT(MOUNT, -1, 0, -1)},
	{__NR_swapoff, PATH_AT(MOUNT, -1, 0, -1)},
	{__NR_pivot_root, PLAIN(NAMESPACE, DONE, -1, 0)},
	{__NR_chroot, PATH_AT(NAMESPACE, -1, 0, -1)},
	{__NR_unshare, PLAIN(NAMESPACE, FLAGS, 0, 0x7e020080)}, /* CLONE_NEW* */
	{__NR_setns, PLAIN(NAMESPACE, DONE, 1, 0)},
	{__NR_sethostname, PLAIN(NAMESPACE, DONE, -1, 0)},
	{__NR_setdomainname, PLAIN(NAMESPACE, DONE, -1, 0)},
	{__NR_io_uring_setup, PLAIN(IO_URING, DONE, -1, 0)},
	{__NR_io_uring_enter, PLAIN(IO_URING, DONE, -1, 0)},
	{__NR_io_uring_register, PLAIN(IO_URING, DONE, -1, 0)},
	{__NR_io_submit, PLAIN(ASYNC_IO, BYTES, -1, 0)},
	{__NR_process_vm_writev, PLAIN(PEER_MEMORY, BYTES, 0, 0)},
	{__NR_ptrace, PLAIN(PEER_MEMORY, PTRACE, 1, 0)},
	{__NR_setpriority, PLAIN(PEER_ATTRIBUTE, OTHER_PRIORITY, 1, 0)},
	{__NR_ioprio_set, PLAIN(PEER_ATTRIBUTE, OTHER_IO_PRIORITY, 1, 0)},
	{__NR_sched_setaffinity, PLAIN(PEER_ATTRIBUTE, OTHER_TASK, 0, 0)},
	{__NR_sched_setscheduler, PLAIN(PEER_ATTRIBUTE, OTHER_TASK, 0, 0)},
	{__NR_sched_setparam, PLAIN(PEER_ATTRIBUTE, OTHER_TASK, 0, 0)},
	{__NR_sched_setattr, PLAIN(PEER_ATTRIBUTE, OTHER_TASK, 0, 0)},
	{__NR_setpgid, PLAIN(PEER_ATTRIBUTE, OTHER_TASK, 0, 0)},
	{__NR_prlimit64, PLAIN(PEER_ATTRIBUTE, OTHER_LIMIT, 0, 0)},
	{__NR_shmget, PLAIN(IPC, FLAGS, 2, 01000)},
	{__NR_msgget, PLAIN(IPC, FLAGS, 1, 01000)},
	{__NR_semget, PLAIN(IPC, FLAGS, 2, 01000)},
	{__NR_shmat, PLAIN(IPC, DONE, -1, 0)},
	{__NR_shmctl, PLAIN(IPC, CONTROL, 1, 0)},
	{__NR_msgctl, PLAIN(IPC, CONTROL, 1, 0)},
	{__NR_semctl, PLAIN(IPC, CONTROL, 2, 0)},
	{__NR_msgsnd, PLAIN(IPC, DONE, -1, 0)},
	{__NR_msgrcv, PLAIN(IPC, DONE, -1, 0)},
	{__NR_semop, PLAIN(IPC, DONE, -1, 0)},
	{__NR_semtimedop, PLAIN(IPC, DONE, -1, 0)},
	{__NR_mq_open, PLAIN(IPC, FLAGS, 1, 0100)},
	{__NR_mq_unlink, PLAIN(IPC, DONE, -1, 0)},
	{__NR_mq_timedsend, PLAIN(IPC, DONE, -1, 0)},
	{__NR_mq_timedreceive, PLAIN(IPC, DONE, -1, 0)},
	{__NR_mq_notify, PLAIN(IPC, DONE, -1, 0)},
#ifdef __x86_64__
	{__NR_open, OPEN_AT(-1, 0, 1, 0)},
	{__NR_creat, RULE(CREATE, OPEN, DONE, -1, 0, -1, -1, -1, 01101, 0)},
	{__NR_unlink, PATH_AT(UNLINK, -1, 0, -1)},
	{__NR_rmdir, PATH_AT(RMDIR, -1, 0, -1)},
	{__NR_mkdir, PATH_AT(MKDIR, -1, 0, -1)},
	{__NR_mknod, PATH_AT(MKNOD, -1, 0, 1)},
	{__NR_rename, PATHS_AT(RENAME, -1, 0, -1, 1, -1)},
	{__NR_link, PATHS_AT(LINK, -1, 0, -1, 1, -1)},
	{__NR_symlink, RULE(SYMLINK, SYMLINK, DONE, -1, 1, -1, 0, -1, 0, 0)},
	{__NR_chmod, PATH_AT(MODE, -1, 0, 1)},
	{__NR_chown, PATH_AT(OWNER, -1, 0, -1)},
	{__NR_lchown, PATH_AT(OWNER, -1, 0, -1)},
	{__NR_utime, PATH_AT(TIMES, -1, 0, -1)},
	{__NR_utimes, PATH_AT(TIMES, -1, 0, -1)},
	{__NR_futimesat, PATH_AT(TIMES, 0, 1, -1)},
#endif
};

void crab_rules(struct crab_rule rules[CRAB_SYSCALLS])
{
	memset(rules, 0, CRAB_SYSCALLS * sizeof(rules[0]));
	for (unsigned i = 0; i < sizeof(ENTRIES) / sizeof(ENTRIES[0]); i++)
		rules[ENTRIES[i].number] = ENTRIES[i].rule;
}

int crab_newest_syscall(void)
{
	return NR_newest;
}
