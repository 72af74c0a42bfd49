#!/usr/bin/env bash
# sweep.sh DATA-DIR INSTANCE: removes what an instance left on this host, however it ended: processes, mounts, loop
# devices, network namespaces, cgroups. Files stay. Safe to run when nothing is there. Never run it beside a live
# instance. Exit status 1 where something could not be removed.
set -euo pipefail

readonly PROC="${CRAB_PROC:-/proc}"

complain() { printf 'sweep: %s\n' "$*" >&2; }
told() { printf 'sweep: %s\n' "$*"; }

usage() {
  complain "usage: sweep.sh DATA-DIR INSTANCE (an absolute folder; a name of a-z, 0-9, '-', '_', '.')"
  exit 2
}

# cgroup2_mount: where the v2 hierarchy is, on pure v2 hosts and on hybrid ones.
cgroup2_mount() { awk '/ - cgroup2 / && $4 == "/" { print $5; exit }' "$PROC/self/mountinfo"; }

# cgroup_processes FOLDER: every process in FOLDER and below.
cgroup_processes() { find "$1" -name cgroup.procs -exec cat {} + 2> /dev/null | sort -un | grep -v '^0$' || true; }

# thaw FOLDER: a frozen process takes no signal on a v1 freezer, and cannot be reaped on v2.
thaw() {
  local file
  find "$1" -name cgroup.freeze 2> /dev/null | while read -r file; do
    [ "$(cat "$file")" = 0 ] || { echo 0 > "$file" && told "thawed ${file%/*}"; }
  done
}

# kill_cgroup FOLDER: until it is empty, ten seconds at most.
kill_cgroup() {
  local pids count
  pids="$(cgroup_processes "$1")"
  [ -n "$pids" ] || return 0
  count="$(wc -l <<< "$pids")"
  for _ in $(seq 100); do
    # shellcheck disable=SC2086
    { [ -w "$1/cgroup.kill" ] && echo 1 > "$1/cgroup.kill"; } 2> /dev/null || kill -KILL $pids 2> /dev/null || true
    pids="$(cgroup_processes "$1")"
    [ -n "$pids" ] || { told "killed $count processes in $1"; return 0; }
    sleep 0.1
  done
  complain "still alive in $1 after 10 s: $(tr '\n' ' ' <<< "$pids")"
  return 1
}

# kill_criu DATA: CRIU processes that work for this instance (by an argument or their folder) outside of its cgroups.
kill_criu() {
  local folder words mine
  for folder in "$PROC"/[0-9]*; do
    { mapfile -d '' -t words < "$folder/cmdline"; } 2> /dev/null || continue
    case "${words[*]:-} " in
      *"/criu "* | "criu "* | *" criu "*) ;;
      *) continue ;;
    esac
    mine="${words[*]} $(readlink "$folder/cwd" || true)/"
    [[ "$mine" == *[\ =]"$1/"* ]] || continue
    if kill -KILL "${folder##*/}" 2> /dev/null; then told "killed CRIU process ${folder##*/}"; fi
  done
}

# unmount_below DATA: the newest mount first; lazily where one is still busy. DATA itself may be somebody's disk.
unmount_below() {
  local point status=0
  while read -r point; do
    point="$(printf '%b' "${point//\\/\\0}")"
    if umount "$point" 2> /dev/null; then
      told "unmounted $point"
    elif umount --lazy "$point"; then
      told "unmounted $point lazily: it was busy"
    else
      status=1
    fi
  done < <(awk '{ print $5 }' "$PROC/self/mountinfo" | data="$1" awk 'index($0, ENVIRON["data"] "/") == 1' | tac)
  return "$status"
}

# detach_loops DATA: loop devices whose file is below DATA.
detach_loops() {
  local device file
  losetup --list --noheadings --raw --output NAME,BACK-FILE 2> /dev/null | while read -r device file; do
    case "$file" in
      "$1"/*) losetup --detach "$device" && told "detached $device" ;;
    esac
  done
}

delete_networks() {
  local name
  have_ip || return 0
  ip netns list 2> /dev/null | awk '{ print $1 }' | { grep "^crab-$1-" || true; } | while read -r name; do
    ip netns delete "$name" && told "deleted network namespace $name"
  done
}

have_ip() { command -v ip > /dev/null; }

# remove_cgroups FOLDER: deepest first; the folder of all instances goes with the last of them.
remove_cgroups() {
  find "$1" -depth -type d -exec rmdir {} + 2> /dev/null || true
  rmdir "$(dirname "$1")" 2> /dev/null || true
  if [ -d "$1" ]; then
    complain "cgroup $1 could not be removed"
    return 1
  fi
  told "removed cgroup $1"
}

main() {
  local data mount group status=0
  [ $# -eq 2 ] || usage
  case "$1" in /?*) ;; *) usage ;; esac
  case "$2" in '' | .* | *[!a-zA-Z0-9._-]*) usage ;; esac
  data="$(realpath --canonicalize-missing "$1")"
  [ "$data" != / ] || usage
  mount="$(cgroup2_mount)"
  group="$mount/crab/$2"
  [ "$(id -u)" -eq 0 ] || { complain "needs root"; exit 3; }
  kill_criu "$data"
  if [ -n "$mount" ] && [ -d "$group" ]; then
    thaw "$group"
    kill_cgroup "$group" || status=1
  fi
  unmount_below "$data" || status=1
  detach_loops "$data"
  delete_networks "$2"
  if [ -n "$mount" ] && [ -d "$group" ]; then remove_cgroups "$group" || status=1; fi
  return "$status"
}

main "$@"
