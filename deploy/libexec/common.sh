# shellcheck shell=bash
# Shared by the launcher and its helpers: paths, one-line step reports, logged commands with progress.
# Sourced, never run. Exit codes: 0 ok, 1 finding, 2 usage, 3 unavailable environment.

CRAB_CACHE="${CRAB_CACHE:-/var/cache/crab}"
CRAB_DATA="${CRAB_DATA:-/var/lib/crab}"
export CRAB_CACHE CRAB_DATA

readonly EXIT_FINDING=1 EXIT_USAGE=2 EXIT_UNAVAILABLE=3
export EXIT_FINDING EXIT_USAGE EXIT_UNAVAILABLE

# say KIND SUBJECT TEXT: the one form in which every step reports itself (stderr, so that -o json stays clean).
say() { printf '  %-10s  %-10s  %s\n' "$1" "$2" "$3" >&2; }

# fail CODE EXPECTED-FOUND REMEDY: ends the program.
fail() {
  local code="$1" what="$2" remedy="${3:-}"
  printf 'crab: %s\n' "$what" >&2
  [ -z "$remedy" ] || printf '      %s\n' "$remedy" >&2
  exit "$code"
}

require_root() {
  [ "$(id -u)" -eq 0 ] || fail "$EXIT_UNAVAILABLE" \
    "$1 needs root, found user $(id -un) (uid $(id -u))." \
    "Run it as root: sudo -E deploy/crab …"
}

have() { command -v "$1" > /dev/null 2>&1; }

# version_at_least FOUND WANTED: by Debian's version order where dpkg is there, by sort -V elsewhere.
version_at_least() {
  if have dpkg; then dpkg --compare-versions "$1" ge "$2"; else
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
  fi
}

# log_file SUBJECT: its path in LOG_FOLDER; below /tmp for a user who may not write there.
LOG_FOLDER="$CRAB_CACHE/log"
log_file() {
  local folder="$LOG_FOLDER"
  mkdir -p "$folder" 2> /dev/null && [ -w "$folder" ] || folder="${TMPDIR:-/tmp}/crab-log-$(id -u)"
  mkdir -p "$folder"
  printf '%s/%s.log' "$folder" "$1"
}

# ticker SUBJECT LOG: shows the log's last line; a rewritten line on a terminal, a line every 15 s elsewhere.
ticker() {
  local subject="$1" log="$2" start=$SECONDS pause=15
  [ ! -t 2 ] || pause=1
  while sleep "$pause" && kill -0 $$ 2> /dev/null; do
    local last
    last="$(tail -n 1 "$log" 2> /dev/null | tr -cd '[:print:]' | cut -c 1-70)" || true
    if [ -t 2 ]; then
      printf '\r\033[K  %-10s  %-10s  %d s: %s' '...' "$subject" "$((SECONDS - start))" "$last" >&2
    else
      say '...' "$subject" "$((SECONDS - start)) s: $last"
    fi
  done
}

# start_ticker COMMAND...: in the background, holding no lock.
start_ticker() {
  "$@" 8>&- 9>&- &
  TICKER=$!
}

stop_ticker() {
  kill "$TICKER" 2> /dev/null || true
  wait "$TICKER" 2> /dev/null || true
  TICKER=''
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

# interrupted: Ctrl-C has ended the command in the foreground; what it was making is beside its place and does not count.
TICKER=''
interrupted() {
  [ -z "$TICKER" ] || stop_ticker
  exit 130
}
trap interrupted INT

# logged SUBJECT COMMAND...: runs with its output in the subject's log (anew) and progress shown; returns its status.
logged() {
  local subject="$1" log status=0
  shift
  log="$(log_file "$subject")"
  printf '== %s\n== %s\n' "$(date -u +%FT%TZ)" "$*" > "$log"
  start_ticker ticker "$subject" "$log"
  "$@" >> "$log" 2>&1 < /dev/null || status=$?
  stop_ticker
  return "$status"
}

# fail_with_log SUBJECT WHAT REMEDY: the last 40 lines of the subject's log, its path, then the failure.
fail_with_log() {
  local log
  log="$(log_file "$1")"
  printf -- '---- last lines of %s\n' "$log" >&2
  tail -n 40 "$log" >&2 || true
  printf -- '----\n' >&2
  fail "${4:-$EXIT_UNAVAILABLE}" "$2" "$3 (whole log: $log)"
}

# write_atomically FILE: standard input becomes FILE in one rename.
write_atomically() {
  local part="$1.part.$$"
  cat > "$part"
  mv -f "$part" "$1"
}

os_release() { (
  # shellcheck disable=SC1091
  . /etc/os-release
  eval "printf '%s' \"\${$1:-}\""
); }
