/* Paths: the kernel's own dentries walked from the leaf to the root of the mount namespace, and texts read from the caller's memory. */
#ifndef CRAB_PATH_H
#define CRAB_PATH_H

#include "file.h"

#define WALK_STEPS 4096
#define HERE -100 /* AT_FDCWD */

struct walk {
	struct dentry *dentry;
	struct mount *mount;
	__u32 used;
	int trust;
};

static __always_inline struct mount *mount_of(struct vfsmount *mnt)
{
	return (void *)mnt - bpf_core_field_offset(struct mount, mnt);
}

static long walk_step(__u32 index, struct walk *w)
{
	struct dentry *dentry = w->dentry, *parent;
	struct mount *mount = w->mount, *above;
	struct scratch *s;
	__u32 zero = 0, length, used = w->used;
	long error;

	if (dentry == BPF_CORE_READ(mount, mnt.mnt_root)) {
		above = BPF_CORE_READ(mount, mnt_parent);
		if (above == mount) {
			w->trust = TRUST_KERNEL;
			return 1;
		}
		w->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
		w->mount = above;
		return 0;
	}
	parent = BPF_CORE_READ(dentry, d_parent);
	if (parent == dentry) { /* memfd, pipe, socket: no name in any tree */
		w->trust = TRUST_NONE;
		return 1;
	}
	s = bpf_map_lookup_elem(&scratches, &zero);
	if (!s || used > DATA_LIMIT) {
		w->trust = TRUST_UNTRUSTED;
		return 1;
	}
	length = BPF_CORE_READ(dentry, d_name.len) & 0xff;
	error = bpf_probe_read_kernel(s->data + used, length, BPF_CORE_READ(dentry, d_name.name));
	if (error) {
		fail(SITE_WALK, error);
		w->trust = TRUST_UNTRUSTED;
		return 1;
	}
	used += length;
	if (used > DATA_LIMIT + 255)
		return 1;
	s->data[used] = '/';
	w->used = used + 1;
	w->dentry = parent;
	return 0;
}

/* Writes the components of a place as segment `which`. */
static __noinline int put_base(struct scratch *s, __u32 which, struct dentry *dentry, struct vfsmount *mnt)
{
	struct walk w = {.dentry = dentry, .mount = mount_of(mnt), .used = s->used, .trust = TRUST_UNTRUSTED};
	long steps;

	if (!dentry || !mnt || which >= CRAB_SEGMENTS)
		return TRUST_UNTRUSTED;
	steps = bpf_loop(WALK_STEPS, walk_step, &w, 0);
	if (steps < 0)
		fail(SITE_WALK, steps);
	if (w.trust == TRUST_UNTRUSTED)
		fail(SITE_WALK, 36);
	if (w.used < s->used || w.used > DATA_LIMIT + 256)
		return TRUST_UNTRUSTED;
	s->event.segment[which] = w.used - s->used;
	s->used = w.used;
	if (w.trust == TRUST_KERNEL && s->foreign_mounts)
		return TRUST_UNTRUSTED;
	return w.trust;
}

static __always_inline int put_file_path(struct scratch *s, __u32 which, struct file *file)
{
	return put_base(s, which, BPF_CORE_READ(file, f_path.dentry), BPF_CORE_READ(file, f_path.mnt));
}

/* Writes a string of the caller as segment `which`; answers how far it can be trusted. */
static __noinline int put_text(struct scratch *s, __u32 which, __u64 address)
{
	__u32 used = s->used;
	long length;

	if (used > DATA_LIMIT || which >= CRAB_SEGMENTS)
		return TRUST_UNTRUSTED;
	length = bpf_probe_read_user_str(s->data + used, CRAB_PATH_MAX, (void *)address);
	if (length <= 0) {
		fail(SITE_TEXT, length);
		return TRUST_UNTRUSTED;
	}
	s->event.segment[which] = length - 1;
	s->used = used + ((__u32)(length - 1) & (CRAB_PATH_MAX - 1));
	if (length == CRAB_PATH_MAX)
		fail(SITE_TEXT, 36);
	return length < CRAB_PATH_MAX && s->private_memory ? TRUST_USER : TRUST_UNTRUSTED;
}

/* Finds the place a path of the caller starts at. */
static __always_inline struct path *start_of(struct scratch *s, int directory, bool absolute)
{
	struct task_struct *task = s->task;
	struct fs_struct *fs = BPF_CORE_READ(task, fs);
	struct file *file;

	if (absolute)
		return fs ? (void *)fs + bpf_core_field_offset(struct fs_struct, root) : NULL;
	if (directory == HERE)
		return fs ? (void *)fs + bpf_core_field_offset(struct fs_struct, pwd) : NULL;
	file = file_of(s, directory);
	return file ? (void *)file + bpf_core_field_offset(struct file, f_path) : NULL;
}

/* Writes a path given by a directory and a text into the segments `which` and `which + 1`. */
static __noinline int put_path(struct scratch *s, __u32 which, int directory, __u64 address)
{
	struct path *start;
	struct dentry *dentry;
	struct inode *inode;
	char first = 0;
	int base, text;
	long error = address ? bpf_probe_read_user(&first, 1, (void *)address) : 0;

	if (error)
		fail(SITE_TEXT, error);
	start = start_of(s, directory, first == '/');
	if (!start) {
		put_text(s, which + 1, address);
		return TRUST_UNTRUSTED;
	}
	dentry = BPF_CORE_READ(start, dentry);
	inode = BPF_CORE_READ(dentry, d_inode);
	if (which == 0) {
		s->event.file_kind = kind_of_file_system(inode);
		if (!error && !first)
			note_inode(s, inode);
	}
	base = put_base(s, which, dentry, BPF_CORE_READ(start, mnt));
	if (base == TRUST_KERNEL && directory != HERE && first != '/' && !s->private_files)
		base = TRUST_UNTRUSTED;
	if (!error && !first) /* the descriptor itself (AT_EMPTY_PATH, or no path) */
		return base;
	text = put_text(s, which + 1, address);
	if (error || text != TRUST_USER || base != TRUST_KERNEL)
		return TRUST_UNTRUSTED;
	return TRUST_USER;
}

#endif
