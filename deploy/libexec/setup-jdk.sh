# shellcheck shell=bash
# A JDK 25: one that is there, else the distribution's package, else one of a newer suite in a private prefix at
# $CRAB_CACHE/jdk with a libc of its own, like CRIU's. Sourced after common.sh, apt-private.sh and jdk.sh.

readonly JDK_PACKAGE=openjdk-25-jdk-headless
readonly JDK_PREFIX="$CRAB_CACHE/jdk"

# relink_into ROOT FOLDER: packages link to absolute paths; those that exist below ROOT are linked there.
relink_into() {
  local link target
  find "$2" -type l -lname '/*' | while read -r link; do
    target="$(readlink "$link")"
    [ ! -e "$1$target" ] || ln -sfn "$JDK_PREFIX/root$target" "$link"
  done
}

# patch_jdk_programs ROOT HOME: programs start through the prefix's dynamic linker and find its libraries first.
# Its own libraries carry DT_RPATH or nothing, so that the program's DT_RPATH holds for them too.
patch_jdk_programs() {
  local root="$1" home="$2" loader path program
  loader="$(prefix_loader "$root")" || return 1
  path="$(prefix_library_path "$root" | tr : '\n' | grep -v '/jvm/' | paste -s -d :)"
  for program in "$home"/bin/* "$home/lib/jspawnhelper" "$home/lib/jexec"; do
    # shellcheck disable=SC2016
    patchelf --set-interpreter "$JDK_PREFIX/root${loader#"$root"}" --force-rpath \
      --set-rpath "\$ORIGIN:\$ORIGIN/../lib:${path//"$root"/$JDK_PREFIX/root}" "$program" || return 1
  done
}

# install_jdk_prefix: resolve, fetch, verify, unpack beside, patch, one rename.
install_jdk_prefix() {
  local work="$CRAB_CACHE/tmp/jdk" found home
  rm -rf "$work"
  mkdir -p "$work"
  found="$(apt_private_find "$work/apt" "$JDK_PACKAGE" 25)" || return 1
  echo "$JDK_PACKAGE ${found#* } from ${found% *}"
  apt_private_unpack "$work/apt" "$work/prefix/root" "$work/prefix/packages.lock" "$JDK_PACKAGE" || return 1
  home="$(dirname "$(dirname "$(find "$work/prefix/root/usr/lib/jvm" -path '*/bin/javac' | head -n 1)")")"
  [ -x "$home/bin/javac" ] || { echo "no javac in $JDK_PACKAGE"; return 1; }
  rm -rf "$home/jmods" "$work"/prefix/root/usr/share/{man,locale,i18n}
  patch_jdk_programs "$work/prefix/root" "$home" || return 1
  relink_into "$work/prefix/root" "$home"
  ln -s "root${home#"$work/prefix/root"}" "$work/prefix/home"
  rm -rf "$JDK_PREFIX"
  mv "$work/prefix" "$JDK_PREFIX"
  rm -rf "$work"
  "$JDK_PREFIX/home/bin/java" -Xshare:dump > /dev/null && "$JDK_PREFIX/home/bin/java" -version && "$JDK_PREFIX/home/bin/javac" -version
}

install_jdk() {
  have apt-cache && apt_fetch_index_if_empty
  if [ -n "$(apt_candidate "$JDK_PACKAGE")" ]; then
    install_packages "$JDK_PACKAGE"
    return
  fi
  say installing jdk "no $JDK_PACKAGE in $(os_release VERSION_CODENAME): a newer suite's, in a prefix of its own"
  have patchelf || install_packages patchelf
  logged jdk install_jdk_prefix || fail_with_log jdk \
    "no JDK 25 could be installed from this machine's mirrors." \
    "Install any JDK 25 and set JAVA_HOME (or CRAB_JAVA_HOME) to its folder, then run setup again"
}

# step_jdk MODE: MODE is check or install.
step_jdk() {
  local start=$SECONDS
  if find_jdk; then
    say ok jdk "$JDK_MAJOR ($JDK_HOME)"
    return
  fi
  [ "$1" = install ] || { say missing jdk "25 or newer (looked at JAVA_HOME, ${CRAB_JVM_FOLDERS:-/usr/lib/jvm, /opt}, $JDK_PREFIX)"; return 1; }
  install_jdk
  find_jdk || fail "$EXIT_UNAVAILABLE" "a JDK 25 was installed but is not found." "Set JAVA_HOME to its folder"
  say "done" jdk "$JDK_MAJOR in $((SECONDS - start)) s ($JDK_HOME)"
}
