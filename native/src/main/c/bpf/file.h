/* From a descriptor to the open file, and what kind of file it is. */
#ifndef CRAB_FILE_H
#define CRAB_FILE_H

#include "maps.h"

#define FILE_WRITABLE 0x2 /* FMODE_WRITE */
#define FILE_CREATED 0x100000 /* FMODE_CREATED */

#define TYPE_MASK 0170000
#define TYPE_SOCKET 0140000
#define TYPE_BLOCK 0060000
#define TYPE_CHARACTER 0020000
#define TYPE_FIFO 0010000

static __always_inline struct file *file_of(struct scratch *s, int descriptor)
{
	struct task_struct *task = s->task;
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **entries, *file = NULL;
	long error;

	if (!table || descriptor < 0 || (__u32)descriptor >= BPF_CORE_READ(table, max_fds))
		return NULL;
	entries = BPF_CORE_READ(table, fd);
	error = bpf_probe_read_kernel(&file, sizeof(file), entries + descriptor);
	if (error)
		fail(SITE_FILE, error);
	return file;
}

static __always_inline __u8 kind_of_file_system(struct inode *inode)
{
	switch (BPF_CORE_READ(inode, i_sb, s_magic)) {
	case 0x01021994: /* tmpfs, devtmpfs */
	case 0x858458f6: /* ramfs */
	case 0x958458f6: /* hugetlbfs */
		return KIND_MEMORY;
	case 0x50495045:
		return KIND_PIPE;
	case 0x534f434b:
		return KIND_SOCKET;
	case 0x9fa0: /* proc */
	case 0x62656572: /* sysfs */
	case 0x27e0eb: /* cgroup */
	case 0x63677270: /* cgroup2 */
	case 0x64626720: /* debugfs */
	case 0x74726163: /* tracefs */
	case 0x73636673: /* securityfs */
	case 0xcafe4a11: /* bpf */
	case 0x1cd1: /* devpts */
	case 0x42494e4d: /* binfmt_misc */
		return KIND_PROC;
	case 0x09041934: /* anonymous inodes */
	case 0x19800202: /* message queues */
	case 0x6e736673: /* namespaces */
	case 0x50494446: /* pidfd */
	case 0x5345434d: /* secretmem */
		return KIND_OTHER;
	default:
		return KIND_DISK;
	}
}

/* What a write to it changes. */
static __always_inline __u8 kind_of_content(struct inode *inode)
{
	switch (BPF_CORE_READ(inode, i_mode) & TYPE_MASK) {
	case TYPE_SOCKET:
		return KIND_SOCKET;
	case TYPE_BLOCK:
	case TYPE_CHARACTER:
		return KIND_DEVICE;
	case TYPE_FIFO:
		return kind_of_file_system(inode) == KIND_PIPE ? KIND_PIPE : KIND_FIFO;
	default:
		return kind_of_file_system(inode);
	}
}

static __always_inline bool is_block_device(struct inode *inode)
{
	return (BPF_CORE_READ(inode, i_mode) & TYPE_MASK) == TYPE_BLOCK;
}

static __always_inline void note_inode(struct scratch *s, struct inode *inode)
{
	s->event.device = BPF_CORE_READ(inode, i_sb, s_dev);
	s->event.inode = BPF_CORE_READ(inode, i_ino);
	s->identity = s->event.inode;
	s->object = (__u64)inode;
}

#endif
