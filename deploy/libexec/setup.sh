#!/usr/bin/env bash
# setup.sh [--check] [--only STEP]: what Crab needs of this machine, installed where it is missing. Safe to run again:
# each step looks first, makes its result beside and moves it into place whole.
set -euo pipefail

LIBEXEC="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
for part in common apt-private jdk setup-packages setup-jdk setup-criu setup-rootfs; do
  # shellcheck source=/dev/null
  . "$LIBEXEC/$part.sh"
done

readonly STEPS='packages jdk criu rootfs'

usage() {
  cat << TEXT
usage: deploy/crab setup [--check] [--only STEP]

Installs what is missing on this machine and says what it does. Needs root. Safe to run again.

  packages  build tools and utilities, through apt-get
  jdk       JDK 25: one that is there, the distribution's, or one in a private prefix
  criu      CRIU 4.2 or newer, the system's or one in a private prefix, proved by a dump and a restore
  rootfs    a small root filesystem for sandboxes, from the machine's own mirror

  --check      only report; exit status 3 where something is missing
  --only STEP  one of: $STEPS (may be given several times)
  --help       this text

Environment:
  CRAB_CACHE          what setup makes (default /var/cache/crab; now $CRAB_CACHE)
  CRAB_JAVA_HOME      the JDK to use, before JAVA_HOME and /usr/lib/jvm
  CRAB_CRIU           the CRIU to use, if it is new enough
  CRAB_DEBIAN_MIRROR  a Debian mirror, for a machine whose apt sources have no suite with a new enough CRIU

The host's libc and other packages are never replaced; signatures are verified by apt.
TEXT
}

parse() {
  MODE=install
  SELECTED=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --check) MODE=check ;;
      --only)
        [ $# -gt 1 ] || fail "$EXIT_USAGE" "--only needs a step." "One of: $STEPS"
        case " $STEPS " in
          *" $2 "*) SELECTED="$SELECTED $2" ;;
          *) fail "$EXIT_USAGE" "--only $2: no such step." "One of: $STEPS" ;;
        esac
        shift
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      *) fail "$EXIT_USAGE" "setup: unknown argument '$1'." "See deploy/crab setup --help" ;;
    esac
    shift
  done
  SELECTED="${SELECTED:-$STEPS}"
}

# lock_cache: one setup at a time; the lock goes with the process.
lock_cache() {
  mkdir -p "$CRAB_CACHE/tmp" 2> /dev/null || fail "$EXIT_UNAVAILABLE" \
    "the cache folder $CRAB_CACHE cannot be written." "Set CRAB_CACHE to a folder that can"
  exec 9> "$CRAB_CACHE/.setup.lock"
  flock --nonblock 9 && return
  say waiting setup "another setup is running on $CRAB_CACHE"
  flock 9
}

main() {
  local step missing=0
  parse "$@"
  if [ "$MODE" = install ]; then
    require_root setup
    lock_cache
  fi
  for step in $SELECTED; do
    # Installing, a failure ends the program; checking goes on to the next step.
    if [ "$MODE" = install ]; then "step_$step" install; else "step_$step" check || missing=1; fi
  done
  [ "$missing" -eq 0 ] || fail "$EXIT_UNAVAILABLE" "something is missing (see above)." "Run: deploy/crab setup"
}

main "$@"
