#!/bin/bash
# rootfs-repo.sh FOLDER: a small Python project with history, made inside the sandbox's root filesystem.
set -euo pipefail
export HOME=/root LC_ALL=C.UTF-8

mkdir -p "$1"
cd "$1"
git init --quiet

# commit NUMBER MESSAGE: an hour after the one before.
commit() {
  local when="2025-01-06T0$1:00:00+0000"
  git add --all
  GIT_AUTHOR_DATE="$when" GIT_COMMITTER_DATE="$when" git commit --quiet --message "$2"
}

cat > README.md << 'TEXT'
# inventory

Keeps counts of parts in a JSON file.

    python3 -m inventory add bolt 12
    python3 -m inventory list
TEXT
commit 1 'Start with a README'

mkdir inventory
cat > inventory/__init__.py << 'TEXT'
"""Counts of parts, kept in a JSON file."""
TEXT
cat > inventory/store.py << 'TEXT'
import json
import os


class Store:
    """A JSON file of part name to count, replaced as a whole at each save."""

    def __init__(self, path):
        self.path = path
        self.counts = {}
        if os.path.exists(path):
            with open(path) as file:
                self.counts = json.load(file)

    def add(self, part, count):
        self.counts[part] = self.counts.get(part, 0) + count

    def save(self):
        part = self.path + ".part"
        with open(part, "w") as file:
            json.dump(self.counts, file, indent=2, sort_keys=True)
        os.replace(part, self.path)
TEXT
commit 2 'Add the store'

cat > inventory/__main__.py << 'TEXT'
import sys

from inventory.store import Store


def main(arguments):
    store = Store("inventory.json")
    if arguments[:1] == ["add"] and len(arguments) == 3:
        store.add(arguments[1], int(arguments[2]))
        store.save()
    elif arguments == ["list"]:
        for part, count in sorted(store.counts.items()):
            print(f"{count:6d}  {part}")
    else:
        print("usage: python3 -m inventory add PART COUNT | list", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
TEXT
printf 'inventory.json\n__pycache__/\n' > .gitignore
commit 3 'Add the command line'

mkdir tests
cat > tests/test_store.py << 'TEXT'
import os
import tempfile
import unittest

from inventory.store import Store


class StoreTest(unittest.TestCase):
    def test_counts_survive_a_save(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "inventory.json")
            store = Store(path)
            store.add("bolt", 3)
            store.add("bolt", 4)
            store.save()
            self.assertEqual({"bolt": 7}, Store(path).counts)


if __name__ == "__main__":
    unittest.main()
TEXT
commit 4 'Test that counts survive a save'

mkdir docs
for topic in storage commands limits; do
  printf '# %s\n\nTODO: describe %s.\n' "$topic" "$topic" > "docs/$topic.md"
done
commit 5 'Outline the documentation'

sed -i 's/^TODO: describe storage\./One JSON file; a save writes a new file beside it and renames it./' docs/storage.md
commit 6 'Describe the storage'
