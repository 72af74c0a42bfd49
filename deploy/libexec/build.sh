# shellcheck shell=bash
# Builds with Maven where a source is newer than the last build, and runs its tests. Sourced after common.sh and jdk.sh.
# `package`, never `install`: the modules find each other in the reactor, the user's local repository stays clean.
# The deploy module's build writes the class path file.

readonly BUILD_STAMP="$CRAB_HOME/deploy/target/crab.stamp"
readonly CLASSPATH_FILE="$CRAB_HOME/deploy/target/crab.classpath"
readonly AOT_CACHE="$CRAB_HOME/deploy/target/crab.aot"
readonly MAIN_CLASS=dev.crab.deploy.cli.Main
# shellcheck disable=SC2034 # read by log_file: each checkout has logs of its own
LOG_FOLDER="$CRAB_HOME/deploy/target/log"
COMMON_JVM_FLAGS=(-XX:+UseSerialGC -XX:-UsePerfData -Djava.awt.headless=true)
SHORT_JVM_FLAGS=(-Xms16m -Xmx192m -Xss512k -XX:TieredStopAtLevel=1)

# newer_source REFERENCE: one source file or folder newer than REFERENCE, if any. A removed file changes its folder;
# hidden files (of editors, of jqwik) and prose are no sources.
newer_source() {
  find "$CRAB_HOME"/{pom.xml,.mvn} "$CRAB_HOME"/*/pom.xml "$CRAB_HOME"/*/src "$CRAB_HOME"/native \
    \( -name target -o -name '.?*' ! -name .mvn \) -prune -o -path "$CRAB_HOME/native" -o -name '*.md' \
    -o -newer "$1" -print -quit 2> /dev/null
}

# build_is_fresh: everything that the last build made is there and newer than every source.
build_is_fresh() {
  [ -s "$CLASSPATH_FILE" ] && [ -f "$BUILD_STAMP" ] && [ -z "$(newer_source "$BUILD_STAMP")" ] && classpath_exists
}

# classpath_exists: a cleaned local repository or target folder is noticed here, not as a missing class.
classpath_exists() {
  local entry entries
  IFS=: read -r -a entries < "$CLASSPATH_FILE"
  for entry in "${entries[@]}"; do [ -e "$entry" ] || return 1; done
}

# maven ARGUMENTS: with JDK 25, quiet about Maven's own use of the JDK's internals.
maven() {
  (
    cd "$CRAB_HOME" || exit
    export JAVA_HOME="$JDK_HOME"
    export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx768m"
    exec mvn --batch-mode -Dstyle.color=never "$@"
  )
}

need_jdk() {
  find_jdk || fail "$EXIT_UNAVAILABLE" "no JDK 25 found (JAVA_HOME, /usr/lib/jvm, $CRAB_CACHE/jdk)." "Run: deploy/crab setup"
}

# module_progress LOG: the module that is being built and what was fetched so far; new lines only when not on a terminal.
module_progress() {
  local log="$1" start=$SECONDS last='' module fetched
  while sleep 1 && kill -0 $$ 2> /dev/null; do
    module="$(sed -nE 's/^\[INFO\] Building ([a-z-]+) .*(\[[0-9]+\/[0-9]+\])$/\2 \1/p' "$log" 2> /dev/null | tail -n 1)"
    fetched="$(grep -c '^\(\[INFO\] \)\?Downloaded ' "$log" 2> /dev/null || true)"
    if [ -t 2 ]; then
      printf '\r\033[K  %-10s  %-10s  %s' building maven "${module:-starting}, $((SECONDS - start)) s, $fetched files fetched" >&2
    elif [ "$module" != "$last" ]; then
      say building maven "$module"
      last="$module"
    fi
  done
}

# write_aot_cache: classes of a short command, loaded and linked ahead; about 0.2 s less at each start. Trained by asking
# for the status of an instance that is not there; without the cache all works as well.
write_aot_cache() {
  local empty part="$AOT_CACHE.part"
  rm -f "$AOT_CACHE"
  empty="$(mktemp -d)"
  CRAB_DATA="$empty" timeout 60 "$JDK_HOME/bin/java" "${COMMON_JVM_FLAGS[@]}" "${SHORT_JVM_FLAGS[@]}" -Xlog:disable \
    "-XX:AOTCacheOutput=$part" -cp "$(< "$CLASSPATH_FILE")" "$MAIN_CLASS" status || true
  rm -rf "$empty"
  [ ! -s "$part" ] || mv -f "$part" "$AOT_CACHE"
}

# build_if_stale: quick where nothing changed. CRAB_BUILD=never trusts what is there (tests that start the launcher).
build_if_stale() {
  build_is_fresh && return
  if [ "${CRAB_BUILD:-}" = never ]; then
    [ -s "$CLASSPATH_FILE" ] && return
    fail "$EXIT_UNAVAILABLE" "nothing is built and CRAB_BUILD=never forbids it." "Unset it, or run deploy/crab setup"
  fi
  if [ ! -s "$CLASSPATH_FILE" ] && [ "${CRAB_SETUP_DONE:-no}" = no ]; then
    say building crab "nothing is built yet; what this machine has:"
    "$LIBEXEC/setup.sh" --check || exit
  fi
  need_jdk
  have mvn || fail "$EXIT_UNAVAILABLE" "Maven is not installed." "Run: deploy/crab setup"
  mkdir -p "$(dirname "$BUILD_STAMP")" 2> /dev/null && [ -w "$(dirname "$BUILD_STAMP")" ] || fail "$EXIT_UNAVAILABLE" \
    "the build is out of date, and user $(id -un) may not write to $(dirname "$BUILD_STAMP")." \
    "Run as the owner of the checkout, or let root run: deploy/crab setup"
  exec 8> "$BUILD_STAMP.lock"
  flock --nonblock 8 || { say waiting build "another build is running"; flock 8; }
  build_is_fresh || run_build
  exec 8>&-
}

# stamp_build STARTED: where a source changed meanwhile, the stamp is as old as the build's start: the next run builds again.
stamp_build() {
  if [ -n "$(newer_source "$1")" ]; then touch -r "$1" "$BUILD_STAMP"; else touch "$BUILD_STAMP"; fi
}

run_build() {
  local log start=$SECONDS started status=0
  log="$(log_file build)"
  : > "$log"
  say building maven "log: $log"
  started="$(mktemp)"
  start_ticker module_progress "$log"
  maven package -DskipTests >> "$log" 2>&1 < /dev/null 8>&- || status=$?
  [ "$status" -ne 0 ] || write_aot_cache >> "$log" 2>&1 < /dev/null 8>&-
  stop_ticker
  if [ "$status" -ne 0 ]; then
    rm -f "$started" "$BUILD_STAMP"
    fail_with_log build "the build failed." "See the errors above" "$EXIT_FINDING"
  fi
  stamp_build "$started"
  rm -f "$started"
  say "done" maven "built in $((SECONDS - start)) s"
}
