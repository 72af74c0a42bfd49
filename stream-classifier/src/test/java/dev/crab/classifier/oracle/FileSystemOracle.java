package dev.crab.classifier.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tiny file system in memory: names, contents, modes, symlinks, hard links, numbers used again.
 */
final class FileSystemOracle {
  final Entry root = new Entry(null, "", new Inode(Inode.Type.FOLDER, 1));
  private final Deque<Long> freeNumbers = new ArrayDeque<>();
  private long nextNumber = 2;
  private int version;

  /** What a path leads to: the folder of its last part, and the entry, if there is one. */
  record Place(Entry folder, String name, @Nullable Entry entry) {}

  Inode inode(Inode.Type type) {
    Long number = freeNumbers.pollFirst();
    return new Inode(type, number == null ? nextNumber++ : number);
  }

  Entry add(Place place, Inode inode) {
    Entry entry = new Entry(place.folder(), place.name(), inode);
    place.folder().inode.children.put(place.name(), entry);
    inode.names++;
    return entry;
  }

  void remove(Entry entry) {
    entry.folder.inode.children.remove(entry.name);
    entry.removed = true;
    entry.inode.names--;
    release(entry.inode);
  }

  void move(Entry entry, Place to) {
    entry.folder.inode.children.remove(entry.name);
    if (to.entry() != null) {
      remove(to.entry());
    }
    entry.folder = to.folder();
    entry.name = to.name();
    to.folder().inode.children.put(to.name(), entry);
  }

  void write(Inode inode) {
    inode.content = "version " + ++version;
  }

  void mode(Inode inode) {
    inode.mode = ++version;
  }

  void release(Inode inode) {
    if (inode.names == 0 && inode.descriptors == 0) {
      freeNumbers.addFirst(inode.number);
    }
  }

  /** Resolves a path; the last part is followed or not. Null: does not resolve. */
  @Nullable Place resolve(String path, boolean follow) {
    return resolve(path, follow, 0);
  }

  private @Nullable Place resolve(String path, boolean follow, int depth) {
    if (depth > 8) {
      return null;
    }
    Entry folder = root;
    String[] parts = path.substring(1).split("/");
    for (int i = 0; i < parts.length; i++) {
      Entry entry = folder.inode.children.get(parts[i]);
      boolean last = i == parts.length - 1;
      if (last && !(follow && entry != null && entry.inode.type == Inode.Type.SYMLINK)) {
        return new Place(folder, parts[i], entry);
      }
      if (entry != null && entry.inode.type == Inode.Type.SYMLINK) {
        Place led = resolve(entry.inode.content, true, depth + 1);
        if (last || led == null) {
          return led;
        }
        entry = led.entry();
      }
      if (entry == null || entry.inode.type != Inode.Type.FOLDER) {
        return null;
      }
      folder = entry;
    }
    return null;
  }

  /** All paths with what they stand for. */
  Map<String, String> snapshot() {
    Map<String, String> paths = new TreeMap<>();
    snapshot(root, paths);
    return paths;
  }

  private static void snapshot(Entry folder, Map<String, String> paths) {
    for (Entry entry : folder.inode.children.values()) {
      paths.put(entry.path(), entry.inode.state());
      if (entry.inode.type == Inode.Type.FOLDER) {
        snapshot(entry, paths);
      }
    }
  }
}
