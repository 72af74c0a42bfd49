# shellcheck shell=bash
# The sandbox's root filesystem at $CRAB_CACHE/rootfs/current: a small system of the machine's own release, made once
# by mmdebstrap from the machine's own mirror. Sourced after common.sh and apt-private.sh.

readonly ROOTFS_HOME="$CRAB_CACHE/rootfs"
readonly ROOTFS_PACKAGES='bash,coreutils,curl,git,procps,python3'

# rootfs_recipe: all that the result depends on.
rootfs_recipe() {
  printf '%s %s %s %s\n' "$(os_release ID)" "$(os_release VERSION_CODENAME)" "$(dpkg --print-architecture)" "$ROOTFS_PACKAGES"
  cat "$LIBEXEC/rootfs-finish.sh" "$LIBEXEC/rootfs-repo.sh"
}

rootfs_id() { rootfs_recipe | sha256sum | cut -c 1-12; }

# rootfs_sources: the machine's mirrors of its own release, with updates and security fixes where it has them.
rootfs_sources() {
  local base suite keyring components=main
  keyring="$(apt_keyring "$(os_release ID)")"
  [ "$(os_release ID)" != ubuntu ] || components='main universe'
  while read -r base suite; do
    [ -n "$base" ] || continue
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n' "$base" "$suite" "$components"
    [ -z "$keyring" ] || printf 'Signed-By: %s\n' "$keyring"
    printf '\n'
  done < <(apt_own_sources)
}

# make_rootfs ID: into a folder beside, then one rename; an interrupted run leaves nothing that counts.
make_rootfs() {
  local id="$1" work="$CRAB_CACHE/tmp/rootfs" settings
  rm -rf --one-file-system "$work"
  mkdir -p "$work/root" "$ROOTFS_HOME"
  settings="$work/apt.conf"
  (umask 077 && apt_acquire_settings > "$settings")
  rootfs_sources > "$work/sources"
  [ -s "$work/sources" ] || { echo "no mirror of $(os_release VERSION_CODENAME) in this machine's apt sources"; return 1; }
  SOURCE_DATE_EPOCH=1736121600 mmdebstrap --mode=root --variant=essential --include="$ROOTFS_PACKAGES" \
    --aptopt="$settings" --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --aptopt='Dir::Etc::netrcparts "/etc/apt/auth.conf.d"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook="$LIBEXEC/rootfs-finish.sh \"\$1\"" \
    "$(os_release VERSION_CODENAME)" "$work/root" - < "$work/sources" || return 1
  rm -rf --one-file-system "${ROOTFS_HOME:?}/$id"
  mv "$work/root" "$ROOTFS_HOME/$id"
  ln -sfn "$id" "$ROOTFS_HOME/current.part"
  mv -fT "$ROOTFS_HOME/current.part" "$ROOTFS_HOME/current"
  rm -rf "$work"
}

# step_rootfs MODE: MODE is check or install.
step_rootfs() {
  local start=$SECONDS id
  id="$(rootfs_id)"
  if [ -d "$ROOTFS_HOME/$id" ] && [ "$(readlink "$ROOTFS_HOME/current")" = "$id" ]; then
    say ok rootfs "$id ($ROOTFS_HOME/current)"
    return
  fi
  [ "$1" = install ] || { say missing rootfs "a small root filesystem for sandboxes, at $ROOTFS_HOME/$id"; return 1; }
  say installing rootfs "$(os_release VERSION_CODENAME) with $ROOTFS_PACKAGES"
  logged rootfs make_rootfs "$id" || fail_with_log rootfs \
    "the root filesystem for sandboxes could not be made." \
    "mmdebstrap needs the machine's mirror and room in $CRAB_CACHE (about 500 MB)"
  say "done" rootfs "$(du -sm "$ROOTFS_HOME/$id" | cut -f 1) MB in $((SECONDS - start)) s ($ROOTFS_HOME/current)"
}
