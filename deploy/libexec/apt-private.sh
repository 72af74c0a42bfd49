# shellcheck shell=bash
# Resolve and fetch packages of another suite of the machine's own distribution, beside the system:
# apt with its own state, cache, sources and an empty dpkg status. The host's packages are never touched.
# Signatures are always checked against the distribution's keyring. Sourced after common.sh.

# apt_configured: lines of "BASE SUITE", what this machine fetches, whatever the format of its sources (one-line,
# deb822, mirror+file). apt itself reads them, so nothing of that is parsed here.
apt_configured() {
  apt-get --print-uris update 2> /dev/null \
    | sed -nE "s#^'(.*)/dists/([^/ ]+)/(In)?Release'.*#\1 \2#p" | awk '!seen[$0]++'
}

# apt_own_sources: those lines of them that are the distribution's own release, its updates and its security fixes.
# A third party may use the same names: only what the distribution's keyring verifies counts. Names like "stable" are
# turned into the release's.
apt_own_sources() {
  local codename base suite probe="$CRAB_CACHE/tmp/probe" keyring
  codename="$(os_release VERSION_CODENAME)"
  keyring="$(apt_keyring "$(os_release ID)")"
  while read -r base suite; do
    case "$suite" in stable* | oldstable* | testing* | unstable) suite="$codename${suite#"${suite%%-*}"}" ;; esac
    case "$suite" in "$codename" | "$codename-updates" | "$codename-security") ;; *) continue ;; esac
    apt_private_open "$probe" "$base" "$suite" main "$keyring"
    if apt_private_update "$probe" -o Acquire::IndexTargets::deb::Packages::DefaultEnabled=false \
      -o Acquire::Retries=0 >&2; then printf '%s %s\n' "$base" "$suite"; else echo "left out: $base $suite" >&2; fi
  done < <(apt_configured) | awk '!seen[$0]++'
  rm -rf "$probe"
}

# apt_mirrors: base URIs from which this machine gets its own release.
apt_mirrors() { apt_own_sources | awk -v suite="$(os_release VERSION_CODENAME)" '$2 == suite { print $1 }'; }

# apt_keyring DISTRIBUTION: the keyring of debian or ubuntu, empty where the machine has none of its own file.
apt_keyring() {
  local file
  for file in "/usr/share/keyrings/$1-archive-keyring.gpg" "/usr/share/keyrings/$1-archive-keyring.pgp"; do
    [ -r "$file" ] && printf '%s' "$file" && return
  done
  return 0
}

# apt_acquire_settings: the machine's proxies, time-outs and the like, in the form of a configuration file.
apt_acquire_settings() { apt-config dump | grep '^Acquire::' || true; }

# apt_private_open DIR BASE SUITE COMPONENTS KEYRING: prepares DIR for apt_private.
apt_private_open() {
  local dir="$1" base="$2" suite="$3" components="$4" keyring="$5"
  rm -rf "$dir"
  mkdir -p "$dir/state/lists/partial" "$dir/cache/archives/partial" "$dir/parts"
  : > "$dir/state/status"
  {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "$base" "$suite" "${components//,/ }"
    printf 'Architectures: %s\n' "$(dpkg --print-architecture)"
    [ -z "$keyring" ] || printf 'Signed-By: %s\n' "$keyring"
  } > "$dir/crab.sources"
  (
    umask 077 # a proxy's address may hold a password
    {
      apt_acquire_settings
      printf '%s "%s";\n' Dir::Etc::main /dev/null Dir::Etc::parts "$dir/parts/" \
        Dir::Etc::sourcelist "$dir/crab.sources" Dir::Etc::sourceparts /dev/null \
        Dir::Etc::preferences /dev/null Dir::Etc::preferencesparts "$dir/parts/" \
        Dir::State "$dir/state/" Dir::State::lists "$dir/state/lists/" Dir::State::status "$dir/state/status" \
        Dir::Cache "$dir/cache/" Dir::Cache::archives "$dir/cache/archives/" Dir::Log /dev/null \
        APT::Get::AllowUnauthenticated false Acquire::AllowInsecureRepositories false \
        Acquire::AllowDowngradeToInsecureRepositories false Acquire::AllowWeakRepositories false \
        Acquire::Languages none APT::Install-Recommends false APT::Install-Suggests false
    } > "$dir/apt.conf"
  )
}

# apt_private DIR COMMAND...: runs an apt tool on that state alone.
apt_private() {
  local dir="$1"
  shift
  APT_CONFIG="$dir/apt.conf" LC_ALL=C "$@"
}

# apt_private_update DIR OPTION...: fetches the index; a failed signature or an unreachable mirror is a failure.
apt_private_update() {
  local dir="$1"
  shift
  apt_private "$dir" apt-get -q -o APT::Update::Error-Mode=any "$@" update
}

# apt_private_candidate DIR PACKAGE: the version that would be installed, empty where there is none.
apt_private_candidate() {
  apt_private "$1" apt-cache policy "$2" | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'
}

# apt_private_unpack DIR ROOT LOCK PACKAGE...: the packages with all they depend on, unpacked into ROOT;
# LOCK gets one line each: name, version, architecture, SHA-256. No maintainer script is run.
apt_private_unpack() {
  local dir="$1" root="$2" lock="$3" deb
  shift 3
  apt_private "$dir" apt-get -q -y --download-only install "$@" || return 1
  mkdir -p "$root"
  for deb in "$dir"/cache/archives/*.deb; do
    dpkg-deb -x "$deb" "$root" || return 1
    # shellcheck disable=SC2016
    printf '%s %s\n' "$(dpkg-deb -W --showformat='${Package} ${Version} ${Architecture}' "$deb")" \
      "$(sha256sum "$deb" | cut -d ' ' -f 1)"
  done > "$lock"
}

# apt_private_find DIR PACKAGE MINIMUM: opens DIR on the first newer suite whose PACKAGE is at least MINIMUM.
# Prints "SUITE VERSION"; returns 1 where no mirror of this machine has it.
apt_private_find() {
  local dir="$1" package="$2" minimum="$3" base suite version
  while read -r base suite components keyring; do
    apt_private_open "$dir" "$base" "$suite" "$components" "$keyring"
    apt_private_update "$dir" >&2 || continue
    version="$(apt_private_candidate "$dir" "$package")"
    if [ -n "$version" ] && version_at_least "$version" "$minimum"; then
      printf '%s %s\n' "$suite" "$version"
      return 0
    fi
    printf '%s in %s: %s, wanted %s or newer\n' "$package" "$suite" "${version:-none}" "$minimum" >&2
  done < <(apt_newer_suites)
  return 1
}

# apt_newer_suites: lines of "BASE SUITE COMPONENTS KEYRING" to try in turn, the oldest sufficient first.
# CRAB_DEBIAN_MIRROR names a Debian mirror for machines that have none of their own (Ubuntu).
apt_newer_suites() {
  local base suite mirrors
  mirrors="$(apt_mirrors)"
  if [ -n "${CRAB_DEBIAN_MIRROR:-}" ] && [ -z "$(apt_keyring debian)" ]; then apt_install debian-archive-keyring >&2; fi
  if [ "$(os_release ID)" = ubuntu ]; then
    for base in $mirrors; do
      for suite in questing resolute devel; do
        printf '%s %s main,universe %s\n' "$base" "$suite" "$(apt_keyring ubuntu)"
      done
    done
    set -- "${CRAB_DEBIAN_MIRROR:-}"
  else
    # shellcheck disable=SC2086
    set -- $mirrors "${CRAB_DEBIAN_MIRROR:-}"
  fi
  for base in "$@"; do
    for suite in forky sid; do
      [ -z "$base" ] || printf '%s %s main %s\n' "$base" "$suite" "$(apt_keyring debian)"
    done
  done
}
