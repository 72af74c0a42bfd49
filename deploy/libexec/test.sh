#!/usr/bin/env bash
# test.sh [--module M]...: sets up, builds, runs every test and says at the end what was skipped and why.
# The last line is always "N passed, N failed, N skipped".
set -euo pipefail

LIBEXEC="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
CRAB_HOME="${LIBEXEC%/deploy/libexec}"
export CRAB_HOME
for part in common jdk build; do
  # shellcheck source=/dev/null
  . "$LIBEXEC/$part.sh"
done

modules() { sed -nE 's#.*<module>([a-z-]+)</module>.*#\1#p' "$CRAB_HOME/pom.xml"; }

usage() {
  cat << TEXT
usage: deploy/crab test [--module M]... [--no-setup]

Installs what is missing, builds, and runs every test: unit, property, topology, and the privileged ones against this
kernel and CRIU. What this machine cannot run is skipped, each cause printed once with its remedy, the counts last.

  --module M   only the tests of one module (may be given several times):
               $(modules | tr '\n' ' ')
  --no-setup   do not install anything (see deploy/crab setup --check)
  --help       this text

Exit status: 0 where nothing failed, 1 otherwise.
TEXT
}

parse() {
  SELECTED=()
  SETUP=yes
  while [ $# -gt 0 ]; do
    case "$1" in
      --module)
        modules | grep -qx -- "${2:-}" \
          || fail "$EXIT_USAGE" "--module ${2:-}: no such module." "One of: $(modules | tr '\n' ' ')"
        SELECTED+=("$2")
        shift
        ;;
      --no-setup) SETUP=no ;;
      --help | -h)
        usage
        exit 0
        ;;
      *) fail "$EXIT_USAGE" "test: unknown argument '$1'." "See deploy/crab test --help" ;;
    esac
    shift
  done
}

# test_classes PATTERN MODULE...: names of test classes, joined by commas, as Surefire's -Dtest takes them.
test_classes() {
  local pattern="$1" module
  shift
  for module in "$@"; do
    find "$CRAB_HOME/$module/src/test/java" -name "$pattern.java" -printf '%f\n' 2> /dev/null
  done | sed 's/\.java$//' | sort -u | paste -s -d ,
}

# maven_arguments: sets ARGUMENTS. Failures do not stop the run: the modules after it are tested too, the counts decide.
maven_arguments() {
  local unit integration
  ARGUMENTS=(verify --fail-at-end -Dmaven.test.failure.ignore=true -Dspotless.check.skip=true)
  [ "${#SELECTED[@]}" -gt 0 ] || return 0
  unit="$(test_classes '*Test' "${SELECTED[@]}")"
  integration="$(test_classes '*IT' "${SELECTED[@]}")"
  ARGUMENTS+=(--projects "$(IFS=,; echo "${SELECTED[*]}")" --also-make
    "-Dtest=${unit:-NoSuchTest}" -Dsurefire.failIfNoSpecifiedTests=false
    "-Dit.test=${integration:-NoSuchIT}" -Dfailsafe.failIfNoSpecifiedTests=false)
}

# readable: of Maven's output, the modules, the test classes with their counts, failures and errors.
readable() {
  awk '
    /^\[INFO\] Building [a-z-]+ .*\[[0-9]+\/[0-9]+\]$/ { print "\n" $NF " " $3; fflush(); next }
    /^\[(INFO|WARNING|ERROR)\] Running / { next }
    /Tests run:/ { print; fflush(); next }
    /^\[ERROR\]/ { print; fflush(); next }
  '
}

reports() { find "$CRAB_HOME" -mindepth 4 -maxdepth 4 -path '*/target/*-reports/TEST-*.xml' "$@"; }

# run_maven: whole output in the log, the readable part on standard output. What it packages is a build like another.
run_maven() {
  local log started status=0
  log="$(log_file test)"
  printf 'whole output: %s\n' "$log"
  started="$(mktemp)"
  (CRAB_BUILD=never maven "${ARGUMENTS[@]}" 2>&1 < /dev/null 3>&-) | tee "$log" 3>&- | readable 3>&- || status=$?
  if [ "$status" -eq 0 ] && [ "${#SELECTED[@]}" -eq 0 ]; then
    write_aot_cache >> "$log" 2>&1 < /dev/null
    stamp_build "$started"
  fi
  rm -f "$started"
  return "$status"
}

# check_format: after the tests and apart from them, since one misplaced space should not hide what they found.
check_format() {
  local log projects=()
  log="$(log_file format)"
  [ "${#SELECTED[@]}" -eq 0 ] || projects=(--projects "$(IFS=,; echo "${SELECTED[*]}")")
  # --fail-never, to hear of every module; what it says decides.
  maven spotless:check --fail-never "${projects[@]}" > "$log" 2>&1 < /dev/null || true
  grep -q '^\[ERROR\]' "$log" || return 0
  printf '\nformat: these files differ from the formatter (mvn spotless:apply changes them; whole output: %s)\n' "$log"
  sed -nE 's/^\[ERROR\] {4,5}(src.*\.java)$/  \1/p' "$log" | sort -u
  return 1
}

# summary MAVEN-STATUS: skips by cause, failures, and the line of totals last. Returns 1 where something failed or nothing ran.
summary() {
  local found total passed failed skipped
  found="$(reports -exec cat {} + | awk -f "$LIBEXEC/test-report.awk")"
  total="$(tail -n 1 <<< "$found")"
  IFS=$'\t' read -r _ passed failed skipped <<< "$total"
  printf '\n'
  grep '^skip' <<< "$found" | cut -f 2 | sort | uniq -c | sort -rn | sed -E 's/^ *([0-9]+) /skipped \1: /' || true
  grep '^fail' <<< "$found" | awk -F '\t' '{ print "FAILED " $2 ": " substr($3, 1, 300) }' || true
  [ "$1" -eq 0 ] || printf 'Maven failed (exit status %s): see the [ERROR] lines above and %s\n' "$1" "$(log_file test)"
  [ "$FORMAT" = ok ] || printf 'The format check failed, see above\n'
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  [ "$1" -eq 0 ] && [ "$FORMAT" = ok ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# close: whatever ended the run early (set-up, build, an interrupt), the line of totals is the last one. Descriptor 3 is
# the real standard output: an interrupt comes here while the output of a command is still redirected.
close() {
  local status=$?
  if [ "${CLOSED:-no}" = no ]; then
    printf 'the tests did not run to their end\n' >&3
    summary "$status" >&3 || true
  fi
  exit "$status"
}

main() {
  local status=0
  parse "$@"
  FORMAT=ok
  exec 3>&1
  reports -delete
  trap close EXIT
  trap 'exit 143' TERM
  if [ "$SETUP" = yes ]; then
    "$LIBEXEC/setup.sh"
    export CRAB_SETUP_DONE=yes
  fi
  need_jdk
  have mvn || fail "$EXIT_UNAVAILABLE" "Maven is not installed." "Run: deploy/crab setup"
  maven_arguments
  run_maven || status=$?
  check_format || FORMAT=differs
  CLOSED=yes
  summary "$status"
}

main "$@"
