#!/usr/bin/env bash
# criu-selftest.sh CRIU KDAT: proves that CRIU dumps and restores a process which listens on TCP and keeps a counter in
# its memory, and leaves CRIU's kernel-feature cache in KDAT. Everything runs in namespaces of its own, so that nothing
# remains whatever happens: a private /run (where CRIU writes that cache only if it is tmpfs), pids, network.
set -euo pipefail

readonly CRIU="$1" KDAT="$2"

# The listener: perl is essential on Debian and Ubuntu, python is not. Each connection answers with the next number.
# shellcheck disable=SC2016
readonly LISTENER='
  use strict; use Socket; use POSIX ();
  POSIX::close($_) for 3 .. 1023;  # what the caller left open belongs to mounts that are not visible here
  socket(my $s, PF_INET, SOCK_STREAM, 0) or die $!;
  setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
  bind($s, sockaddr_in(7, INADDR_LOOPBACK)) or die $!;
  listen($s, 5) or die $!;
  my $n = 0;
  while (accept(my $c, $s)) { $n++; syswrite($c, "$n\n"); close($c); }'

# ask: one connection, the number that it answers.
ask() {
  local answer
  for _ in $(seq 50); do
    if { exec 3<> /dev/tcp/127.0.0.1/7; } 2> /dev/null; then
      read -r answer <&3
      exec 3>&-
      printf '%s' "$answer"
      return
    fi
    sleep 0.05
  done
  echo "the listener does not answer" >&2
  return 1
}

expect() {
  [ "$2" = "$3" ] || { echo "$1: expected $2, found $3" >&2; exit 1; }
  echo "$1: $3"
}

# inside: runs in the new namespaces.
inside() {
  local images pid
  mount -t tmpfs crab-selftest /run
  images="$(mktemp -d /run/images.XXXXXX)"
  ip link set lo up
  setsid perl -e "$LISTENER" < /dev/null > /dev/null 2>&1 &
  pid=$!
  expect 'before the dump' 1 "$(ask)"
  expect 'before the dump' 2 "$(ask)"
  "$CRIU" dump --tree "$pid" --images-dir "$images" --log-file dump.log -v1 --network-lock skip \
    --manage-cgroups=ignore || { cat "$images"/*.log 2> /dev/null; exit 1; }
  wait "$pid" 2> /dev/null || true
  ! kill -0 "$pid" 2> /dev/null || { echo "process $pid is alive after its dump" >&2; exit 1; }
  "$CRIU" restore --images-dir "$images" --log-file restore.log -v1 --network-lock skip \
    --manage-cgroups=ignore --restore-detached || { cat "$images"/*.log 2> /dev/null; exit 1; }
  expect 'after the restore' 3 "$(ask)"
  [ -s /run/criu.kdat ] || { echo "CRIU wrote no kernel-feature cache to /run" >&2; exit 1; }
  cp /run/criu.kdat "$KDAT.part"
  mv -f "$KDAT.part" "$KDAT"
}

if [ "${3:-}" = inside ]; then inside; else
  exec timeout 60 unshare --mount --net --pid --fork --kill-child --mount-proc -- bash "$0" "$CRIU" "$KDAT" inside
fi
