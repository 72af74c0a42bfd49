# shellcheck shell=bash
# Finds a JDK 25 or newer without starting a process: the launcher does this at every start. Sourced.

# jdk_major HOME: 25 for a JDK 25, 0 where HOME is no JDK (a JRE is none).
jdk_major() {
  local line version=0
  JDK_MAJOR=0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case "$line" in
      JAVA_VERSION=*)
        version="${line#JAVA_VERSION=}"
        version="${version//\"/}"
        JDK_MAJOR="${version%%[!0-9]*}"
        return 0
        ;;
    esac
  done < "$1/release"
}

# find_jdk: sets JDK_HOME. Exactly 25 first (what is tested), then newer. CRAB_JVM_FOLDERS replaces the folders looked into.
find_jdk() {
  local home newer='' folders=() folder
  JDK_HOME=''
  read -r -a folders <<< "${CRAB_JVM_FOLDERS-/usr/lib/jvm /opt}"
  local homes=("${CRAB_JAVA_HOME:-}" "${JAVA_HOME:-}")
  for folder in "${folders[@]}"; do homes+=("$folder"/*); done
  for home in "${homes[@]}" "$CRAB_CACHE/jdk/home"; do
    [ -n "$home" ] || continue
    jdk_major "$home"
    if [ "${JDK_MAJOR:-0}" -eq 25 ]; then
      JDK_HOME="$home"
      return 0
    elif [ "${JDK_MAJOR:-0}" -gt 25 ] && [ -z "$newer" ]; then
      newer="$home"
    fi
  done
  JDK_HOME="$newer"
  [ -n "$JDK_HOME" ]
}
