# shellcheck shell=bash
# The distribution's packages that building and running need, by name. Each has a witness, a command or a file:
# what somebody installed in another way counts. Sourced after common.sh.

# PACKAGE WITNESS PURPOSE
readonly PACKAGE_TABLE='
clang       clang                     compiles the BPF programs
llvm        llvm-strip                strips their debug sections
libbpf-dev  /usr/include/bpf/bpf.h    loads them
gcc         gcc                       compiles the native library
libc6-dev   /usr/include/stdio.h      its headers
make        make                      runs the native build
maven       mvn                       builds and tests
mmdebstrap  mmdebstrap                makes the root filesystem of sandboxes
iproute2    ip                        network namespaces
mount       losetup                   overlay and loop mounts
util-linux  nsenter                   namespaces, locks
e2fsprogs   mkfs.ext4                 small file systems for tests
procps      ps                        process lists in tests
kcat        kcat                      reads topics, in tests and by hand
'
APT_UPDATED=no

# witness_found WITNESS: an absolute path that exists, or a command (also in the folders of root).
witness_found() {
  case "$1" in
    /*) [ -e "$1" ] ;;
    *) PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" have "$1" ;;
  esac
}

missing_packages() {
  local package witness _purpose
  while read -r package witness _purpose; do
    [ -z "$package" ] || witness_found "$witness" || printf '%s\n' "$package"
  done <<< "$PACKAGE_TABLE"
}

package_count() { grep -c . <<< "$PACKAGE_TABLE"; }

# apt_update_once: a mirror of somebody else that fails does not stop us; what is needed shows at the installation.
apt_update_once() {
  [ "$APT_UPDATED" = no ] || return 0
  APT_UPDATED=yes
  apt-get -q -o DPkg::Lock::Timeout=300 update || echo "apt-get update: not every index could be fetched"
}

# apt_fetch_index_if_empty: container images come without an index.
apt_fetch_index_if_empty() {
  [ -n "$(apt_candidate libc6)" ] && apt-cache show apt > /dev/null 2>&1 && return
  logged packages apt_update_once || true
  APT_UPDATED=yes
}

# apt_candidate PACKAGE: the version that the machine's own sources offer; empty where they have none.
apt_candidate() { LC_ALL=C apt-cache policy "$1" 2> /dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'; }

# apt_install PACKAGE...: with the index as it is, and with a fresh one where that does not do.
apt_install() {
  local options=(-q -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l
  apt_update_once
  apt-get "${options[@]}" install "$@"
}

# install_packages PACKAGE...: reported, logged; ends the program where it fails.
install_packages() {
  local start=$SECONDS
  say installing packages "$*"
  logged packages apt_install "$@" || fail_with_log packages \
    "apt-get could not install: $*" "Check the machine's apt sources and network"
  APT_UPDATED=yes
  say "done" packages "in $((SECONDS - start)) s"
}

# step_packages MODE: MODE is check or install.
step_packages() {
  local missing
  have apt-get || fail "$EXIT_UNAVAILABLE" "setup works on Debian 12, Debian 13 and Ubuntu 24.04, found $(os_release PRETTY_NAME) without apt-get." \
    "Install by hand: $(awk 'NF { printf "%s ", $1 }' <<< "$PACKAGE_TABLE")"
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" -eq 0 ]; then
    say ok packages "$(package_count) present"
    return
  fi
  [ "$1" = install ] || { say missing packages "${missing[*]}"; return 1; }
  install_packages "${missing[@]}"
  mapfile -t missing < <(missing_packages)
  [ "${#missing[@]}" -eq 0 ] || fail "$EXIT_UNAVAILABLE" \
    "apt-get installed everything, yet these do not show what they should bring: ${missing[*]}" "See the table in setup-packages.sh"
}
