#!/bin/sh
# rootfs-finish.sh ROOT: the last step of making the sandbox's root filesystem, run by mmdebstrap outside of ROOT.
# Static device nodes, git's settings, a repository with some history, and everything removed that no sandbox reads.
set -eu

root="$1"

node() {
  [ -e "$root/dev/$1" ] || mknod "$root/dev/$1" c "$2" "$3"
  chmod 666 "$root/dev/$1"
}

devices() {
  mkdir -p "$root/dev/shm" "$root/dev/pts"
  node null 1 3
  node zero 1 5
  node full 1 7
  node random 1 8
  node urandom 1 9
  node tty 5 0
  rm -f "$root/dev/ptmx" "$root/dev/console"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -sfn /proc/self/fd "$root/dev/fd"
  ln -sfn /proc/self/fd/0 "$root/dev/stdin"
  ln -sfn /proc/self/fd/1 "$root/dev/stdout"
  ln -sfn /proc/self/fd/2 "$root/dev/stderr"
  chmod 1777 "$root/dev/shm"
}

folders() {
  mkdir -p "$root/proc" "$root/sys" "$root/run" "$root/tmp" "$root/workspace"
  chmod 1777 "$root/tmp"
  find "$root/run" "$root/tmp" -mindepth 1 -delete
  printf 'sandbox\n' > "$root/etc/hostname"
  printf '127.0.0.1 localhost sandbox\n::1 localhost\n' > "$root/etc/hosts"
}

git_settings() {
  cat > "$root/etc/gitconfig" << 'CONFIG'
[user]
	name = Agent
	email = agent@sandbox.invalid
[safe]
	directory = *
[init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
CONFIG
}

# The repository's content and dates are fixed: every machine gets the same commits.
repository() {
  cp "$(dirname "$0")/rootfs-repo.sh" "$root/tmp/repo.sh"
  chroot "$root" /bin/bash /tmp/repo.sh /workspace/repo
  rm "$root/tmp/repo.sh"
}

slim() {
  find "$root/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete
  find "$root/usr/share/doc" -mindepth 1 -type d -empty -delete
  rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/* "$root"/usr/share/lintian \
    "$root"/usr/share/i18n "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/debconf/*-old \
    "$root"/var/lib/dpkg/*-old "$root"/var/log/*.log "$root"/var/log/apt "$root"/etc/apt/apt.conf.d/99mmdebstrap \
    "$root"/usr/lib/*/gconv
  # Python's compiled modules stay: without them every start of python would write files, a turn's false effect.
  # The machine's mirrors are no business of a sandbox.
  rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/etc/resolv.conf
}

devices
folders
git_settings
repository
slim
