/* Fills an event by how the call's arguments lie, and says what is to be done with it. */
#ifndef CRAB_SHAPE_H
#define CRAB_SHAPE_H

#include "when.h"

enum verdict {
	NOTHING, /* the call changed nothing after all */
	TOLD, /* an event of this turn says it already: count it */
	TELL
};

#define OPEN_CREATE 0100
#define OPEN_TRUNCATE 01000
#define OPEN_TEMPORARY 020000000
#define OPEN_PATH 010000000

/* Content of these is not kept on any disk and no process's memory by itself: the reader runs, or the bytes are gone. */
static __always_inline bool is_transient(__u8 kind)
{
	return kind == KIND_SOCKET || kind == KIND_PIPE || kind == KIND_DEVICE || kind == KIND_OTHER;
}

/* Only of such a file O_TRUNC takes anything away. */
static __always_inline bool holds_bytes(struct inode *inode)
{
	__u8 kind = kind_of_content(inode);

	return kind == KIND_DISK || kind == KIND_MEMORY;
}

static __always_inline __u8 trust_of_descriptor(struct scratch *s, int walked)
{
	return walked == TRUST_KERNEL && !s->private_files ? TRUST_UNTRUSTED : walked;
}

static __always_inline enum verdict unreadable(struct scratch *s)
{
	s->event.file_kind = KIND_OTHER;
	s->event.path_trust = TRUST_UNTRUSTED;
	return TELL;
}

static __noinline enum verdict file_event(struct scratch *s)
{
	struct file *file = file_of(s, (int)arg(s, s->rule.directory));
	bool content = s->event.operation == OP_WRITE || s->event.operation == OP_SHARED_MAPPING;
	struct inode *inode;

	if (!file) /* closed meanwhile by another thread */
		return unreadable(s);
	inode = BPF_CORE_READ(file, f_inode);
	if (s->rule.when == WHEN_MAPPED && !(BPF_CORE_READ(file, f_mode) & FILE_WRITABLE))
		return NOTHING;
	if (s->rule.when == WHEN_IOCTL && ioctl_sets_flags(s->args[1]))
		s->event.operation = OP_INODE_FLAGS;
	s->event.file_kind = content ? kind_of_content(inode) : kind_of_file_system(inode);
	if (is_transient(s->event.file_kind) && !(content && is_block_device(inode)))
		return NOTHING;
	if (s->event.result < 0 && s->event.file_kind != KIND_DISK)
		return NOTHING;
	note_inode(s, inode);
	if (folds(s->event.operation) && already_told(s)) /* before the walk, which costs more than all the rest */
		return TOLD;
	s->event.path_trust = trust_of_descriptor(s, put_file_path(s, 0, file));
	return TELL;
}

static __noinline enum verdict path_event(struct scratch *s)
{
	int directory = s->rule.directory < 0 ? HERE : (int)arg(s, s->rule.directory);

	s->event.path_trust = put_path(s, 0, directory, arg(s, s->rule.path));
	if (s->event.operation == OP_UNLINK && (s->event.flags & 0x200)) /* AT_REMOVEDIR */
		s->event.operation = OP_RMDIR;
	return TELL;
}

static __noinline enum verdict paths_event(struct scratch *s)
{
	int from = s->rule.directory < 0 ? HERE : (int)arg(s, s->rule.directory);
	int to = s->rule.directory2 < 0 ? HERE : (int)arg(s, s->rule.directory2);

	s->event.path_trust = put_path(s, 0, from, arg(s, s->rule.path));
	s->event.target_trust = put_path(s, 2, to, arg(s, s->rule.path2));
	return TELL;
}

static __noinline enum verdict symlink_event(struct scratch *s)
{
	int directory = s->rule.directory < 0 ? HERE : (int)arg(s, s->rule.directory);

	s->event.path_trust = put_path(s, 0, directory, arg(s, s->rule.path));
	s->event.target_trust = put_text(s, 3, arg(s, s->rule.path2));
	return TELL;
}

/* What the flags alone say, when the descriptor cannot be believed or is missing. */
static __always_inline enum verdict open_by_flags(struct scratch *s, __u64 flags)
{
	if ((flags & OPEN_TEMPORARY) == OPEN_TEMPORARY)
		s->event.operation = OP_TEMPORARY_FILE;
	else if (flags & OPEN_CREATE)
		s->event.operation = OP_CREATE;
	else if (flags & OPEN_TRUNCATE)
		s->event.operation = OP_TRUNCATE;
	else
		return NOTHING;
	if (s->rule.path >= 0)
		put_path(s, 0, s->rule.directory < 0 ? HERE : (int)arg(s, s->rule.directory), arg(s, s->rule.path));
	s->event.path_trust = TRUST_UNTRUSTED;
	return TELL;
}

static __noinline enum verdict open_event(struct scratch *s)
{
	__u64 flags = arg(s, s->rule.flags);
	struct file *file;
	struct inode *inode;

	if (s->rule.flags < 0) /* creat() */
		flags = s->rule.mask;
	if (s->rule.open_how && bpf_probe_read_user(&flags, sizeof(flags), (void *)flags)) {
		fail(SITE_TEXT, 14);
		return unreadable(s);
	}
	s->event.flags = flags;
	if ((flags & OPEN_PATH) || !(flags & (OPEN_CREATE | OPEN_TRUNCATE | OPEN_TEMPORARY)))
		return NOTHING;
	if (s->event.result < 0)
		return flags & OPEN_CREATE ? open_by_flags(s, flags) : NOTHING;
	file = file_of(s, (int)s->event.result);
	if (!file)
		return open_by_flags(s, flags);
	inode = BPF_CORE_READ(file, f_inode);
	if (BPF_CORE_READ(file, f_mode) & FILE_CREATED)
		s->event.operation = OP_CREATE;
	else if ((flags & OPEN_TEMPORARY) == OPEN_TEMPORARY)
		s->event.operation = OP_TEMPORARY_FILE;
	else if ((flags & OPEN_TRUNCATE) && holds_bytes(inode))
		s->event.operation = OP_TRUNCATE;
	else /* existed and was left as it was; with shared descriptors it may be another file by now */
		return s->private_files ? NOTHING : open_by_flags(s, flags);
	s->event.file_kind = kind_of_file_system(inode);
	note_inode(s, inode);
	s->event.path_trust = trust_of_descriptor(s, put_file_path(s, 0, file));
	return TELL;
}

/* bind() of a UNIX socket to a path makes a socket file. */
static __noinline enum verdict bind_event(struct scratch *s)
{
	__u16 family = 0;
	char first = 0;
	__u64 address = s->args[1];

	if (bpf_probe_read_user(&family, sizeof(family), (void *)address)) {
		fail(SITE_TEXT, 14);
		return unreadable(s);
	}
	if (family != 1 || (__u32)s->args[2] <= 2)
		return NOTHING;
	bpf_probe_read_user(&first, 1, (void *)(address + 2));
	if (!first) /* abstract name */
		return NOTHING;
	s->event.path_trust = put_path(s, 0, HERE, address + 2);
	if ((__u32)s->args[2] > 109) /* no room for an end mark */
		s->event.path_trust = TRUST_UNTRUSTED;
	return TELL;
}

static __always_inline enum verdict shape_event(struct scratch *s)
{
	switch (s->rule.shape) {
	case SHAPE_FILE:
		return file_event(s);
	case SHAPE_PATH:
		return path_event(s);
	case SHAPE_PATHS:
		return paths_event(s);
	case SHAPE_SYMLINK:
		return symlink_event(s);
	case SHAPE_OPEN:
		return open_event(s);
	case SHAPE_BIND:
		return bind_event(s);
	default:
		return folds(s->event.operation) && already_told(s) ? TOLD : TELL;
	}
}

#endif
