#!/bin/sh
# build.sh OUTPUT: compiles crab-box if a source is newer than it.
set -eu
cd "$(dirname "$0")"
if [ -n "$(find . -newer "$1" 2>/dev/null | head -1)" ] || [ ! -e "$1" ]; then
  mkdir -p "$(dirname "$1")"
  "${CC:-cc}" -std=gnu11 -O2 -g0 -Wall -Wextra -Werror -static -o "$1.part" ./*.c
  mv -f "$1.part" "$1"
fi
