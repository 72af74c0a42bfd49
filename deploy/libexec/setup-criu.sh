# shellcheck shell=bash
# CRIU 4.2 or newer at $CRAB_CACHE/criu/bin/criu: the system's where it is new enough, else a private prefix with
# its own libc. Kernels from 6.16 on need it. `criu check` is no proof: criu-selftest.sh dumps and restores.
# Sourced after common.sh and apt-private.sh.

readonly CRIU_MINIMUM=4.2
readonly CRIU_HOME="$CRAB_CACHE/criu"

# criu_version BINARY: for example 4.2.1; empty where it does not run.
criu_version() { "$1" --version 2> /dev/null | awk '$1 == "Version:" { print $2 }'; }

criu_is_new_enough() {
  local version
  version="$(criu_version "$1")"
  [ -n "$version" ] && version_at_least "$version" "$CRIU_MINIMUM"
}

# criu_from_system: the path of a criu that somebody installed and that is new enough.
criu_from_system() {
  local candidate
  for candidate in "${CRAB_CRIU:-}" "$(command -v criu || true)" /usr/local/sbin/criu /usr/sbin/criu; do
    if [ -x "$candidate" ] && criu_is_new_enough "$candidate"; then
      printf '%s' "$candidate"
      return 0
    fi
  done
  return 1
}

# criu_installed: the start script is there, and what it starts as well; the one that CRAB_CRIU names, if it names one.
criu_installed() {
  if [ -n "${CRAB_CRIU:-}" ] && [ "$(readlink "$CRIU_HOME/bin/criu")" != "$CRAB_CRIU" ]; then return 1; fi
  [ -x "$CRIU_HOME/bin/criu" ] && criu_is_new_enough "$CRIU_HOME/bin/criu"
}

# prefix_loader ROOT: the dynamic linker unpacked below ROOT.
prefix_loader() {
  local loader
  for loader in "$1"/lib64/ld-linux-*.so.* "$1"/usr/lib64/ld-linux-*.so.* \
    "$1"/lib/ld-linux-*.so.* "$1"/usr/lib/ld-linux-*.so.* "$1"/usr/lib/*/ld-linux-*.so.* "$1"/lib/*/ld-linux-*.so.*; do
    [ -f "$loader" ] && [ -x "$loader" ] && printf '%s' "$loader" && return 0
  done
  echo "no dynamic linker below $1" >&2
  return 1
}

# prefix_library_path ROOT: every folder below ROOT that holds shared libraries, joined by colons.
prefix_library_path() {
  (cd "$1" && find . -name '*.so.[0-9]*' -path '*/lib*/*' -printf '%h\n') | sort -u | sed "s#^\.#$1#" | paste -s -d :
}

# write_criu_start_script HOME: HOME/bin/criu starts the prefix's criu through the prefix's own linker.
write_criu_start_script() {
  local home="$1" loader path binary
  loader="$(prefix_loader "$home/root")" || return 1
  path="$(prefix_library_path "$home/root")"
  binary="$(find "$home/root" -path '*/sbin/criu' -type f | head -n 1)"
  if [ -z "$path" ] || [ -z "$binary" ]; then
    echo "no libraries or no criu below $home/root"
    return 1
  fi
  mkdir -p "$home/bin"
  # The final place is known, so that no process has to find it at every start.
  sed "s#$home#$CRIU_HOME#g" > "$home/bin/criu" << SCRIPT
#!/bin/sh
# Written by deploy/crab setup; versions and digests are in ../packages.lock.
exec '$loader' --inhibit-cache --library-path '$path' --argv0 criu '$binary' "\$@"
SCRIPT
  chmod 755 "$home/bin/criu"
}

# install_criu_from_system BINARY: the same place for every caller, whoever installed it.
install_criu_from_system() {
  rm -rf "$CRIU_HOME"
  mkdir -p "$CRIU_HOME/bin"
  ln -s "$1" "$CRIU_HOME/bin/criu"
  printf 'criu %s system %s\n' "$(criu_version "$1")" "$(sha256sum "$1" | cut -d ' ' -f 1)" > "$CRIU_HOME/packages.lock"
}

# install_criu_prefix: resolve, fetch, verify, unpack beside, then one rename.
install_criu_prefix() {
  local work="$CRAB_CACHE/tmp/criu" found
  rm -rf "$work"
  mkdir -p "$work"
  found="$(apt_private_find "$work/apt" criu "$CRIU_MINIMUM")" || return 1
  echo "criu ${found#* } from ${found% *}"
  apt_private_unpack "$work/apt" "$work/home/root" "$work/home/packages.lock" criu || return 1
  rm -rf "$work/home/root/usr/share/man" "$work/home/root/usr/share/locale" "$work/home/root/usr/share/i18n"
  write_criu_start_script "$work/home" || return 1
  rm -rf "$CRIU_HOME"
  mv "$work/home" "$CRIU_HOME"
  rm -rf "$work"
  criu_is_new_enough "$CRIU_HOME/bin/criu"
}

install_criu() {
  local system_candidate
  say installing criu "$CRIU_MINIMUM or newer is needed; the system has none new enough"
  apt_fetch_index_if_empty
  system_candidate="$(apt_candidate criu)"
  if [ -n "$system_candidate" ] && version_at_least "$system_candidate" "$CRIU_MINIMUM"; then
    install_packages criu
    install_criu_from_system "$(criu_from_system)"
    return
  fi
  logged criu install_criu_prefix || fail_with_log criu \
    "no CRIU $CRIU_MINIMUM or newer could be installed from this machine's mirrors." \
    "Install one so that 'criu' is found, set CRAB_CRIU=/path/to/criu, or set CRAB_DEBIAN_MIRROR=<URI of a Debian mirror> and run setup again"
}

# selftest_key: what a passed self-test is valid for.
selftest_key() {
  printf '%s %s %s %s' "$(uname -r)" "$(cat /proc/sys/kernel/random/boot_id)" \
    "$(criu_version "$CRIU_HOME/bin/criu")" "$(sha256sum < "$CRIU_HOME/packages.lock" | cut -c 1-16)"
}

selftest_passed() {
  [ -s "$CRIU_HOME/criu.kdat" ] && [ "$(cat "$CRIU_HOME/selftest" 2> /dev/null)" = "$(selftest_key)" ]
}

run_criu_selftest() {
  local start=$SECONDS
  say testing criu "dump and restore of a process that listens on TCP"
  rm -f "$CRIU_HOME/selftest"
  logged criu-selftest bash "$LIBEXEC/criu-selftest.sh" "$CRIU_HOME/bin/criu" "$CRIU_HOME/criu.kdat" \
    || fail_with_log criu-selftest \
      "CRIU $(criu_version "$CRIU_HOME/bin/criu") cannot dump and restore a process on kernel $(uname -r)." \
      "Checkpoints need it. In a container: run it privileged, with the host's /proc and CAP_SYS_ADMIN"
  selftest_key | write_atomically "$CRIU_HOME/selftest"
  say ok criu "self-test passed in $((SECONDS - start)) s"
}

# step_criu MODE: MODE is check or install.
step_criu() {
  local start=$SECONDS system
  # Named by hand, it is that one or none.
  [ -z "${CRAB_CRIU:-}" ] || criu_is_new_enough "$CRAB_CRIU" || fail "$EXIT_UNAVAILABLE" \
    "CRAB_CRIU=$CRAB_CRIU: expected CRIU $CRIU_MINIMUM or newer, found $(criu_version "$CRAB_CRIU" | grep . || echo none that runs)." \
    "Unset it, or let it name another"
  if ! criu_installed; then
    [ "$1" = install ] || { say missing criu "$CRIU_MINIMUM or newer, at $CRIU_HOME"; return 1; }
    if system="$(criu_from_system)"; then install_criu_from_system "$system"; else install_criu; fi
    say "done" criu "$(criu_version "$CRIU_HOME/bin/criu") in $((SECONDS - start)) s ($CRIU_HOME)"
  else
    say ok criu "$(criu_version "$CRIU_HOME/bin/criu") ($CRIU_HOME)"
  fi
  selftest_passed && return
  [ "$1" = install ] || { say missing criu "self-test not passed since this boot"; return 1; }
  run_criu_selftest
}
