package dev.crab.classifier.oracle;

import dev.crab.classifier.Events;
import dev.crab.classifier.oracle.FileSystemOracle.Place;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plays random calls on the oracle and reports the successful ones as a probe does. One surviving
 * effect hides every wrongly cancelled one, so a turn seldom touches old things by old names, and
 * in the end removes what it made. Each plays some of the calls on a few paths only, so that
 * unlikely ones meet.
 */
final class Session {
  private static final String[] OLD_PATHS = {"/a/a", "/a/b", "/b/a", "/b/b"};
  private static final String[] OLD_FOLDERS = {"/a", "/b", "/a/a", "/b/a"};
  private static final String[] NAMES = {"a", "b", "l"};

  private record Descriptor(@Nullable Entry entry, Inode inode) {}

  private static final int CALLS = 15;

  private final RandomGenerator random;
  private final int playing;
  private final int tidiness;
  private final int bluntness;
  private final String[] paths;
  private final FileSystemOracle files = new FileSystemOracle();
  private final List<SyscallEvent.Builder> events = new ArrayList<>();
  private final List<Descriptor> descriptors = new ArrayList<>();
  private final Set<String> pathsBefore;

  Session(RandomGenerator random) {
    this.random = random;
    this.playing = random.nextInt();
    this.tidiness = random.nextInt(3);
    this.paths = new String[2 + random.nextInt(4)];
    Arrays.setAll(paths, i -> random.nextInt(3) == 0 ? oldPath() : anyPath());
    this.bluntness = random.nextInt(3) == 0 ? 2 : 20;
    old("/a", Inode.Type.FOLDER);
    old("/a/a", Inode.Type.FOLDER);
    old("/a/b", Inode.Type.FILE);
    old("/b", Inode.Type.FOLDER);
    old("/b/a", Inode.Type.FOLDER);
    old("/b/b", Inode.Type.FILE);
    pathsBefore = files.snapshot().keySet();
  }

  private void old(String path, Inode.Type type) {
    files.add(files.resolve(path, false), files.inode(type)).inode.old = true;
  }

  /** Removes most of what was not there before, by its own or another name. */
  void tidy() {
    for (int round = 0; round < tidiness; round++) {
      List<String> made = new ArrayList<>(files.snapshot().keySet());
      made.removeAll(pathsBefore);
      for (String path : made.reversed()) {
        if (random.nextInt(4) < 3) {
          unlink(path);
          rmdir(path);
        }
      }
      if (random.nextInt(4) == 0) {
        writeDescriptor();
      }
    }
  }

  /** The call would leave an effect on something old that everybody sees. */
  private boolean obvious(String path, @Nullable Entry entry) {
    if (entry == null || !entry.inode.old || random.nextInt(bluntness) == 0) {
      return false;
    }
    boolean byOldNames = true;
    for (int slash = path.length(); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      byOldNames &= pathsBefore.contains(path.substring(0, slash));
    }
    return byOldNames;
  }

  Map<String, String> snapshot() {
    return files.snapshot();
  }

  List<SyscallEvent.Builder> events() {
    return events;
  }

  void call() {
    int call = random.nextInt(CALLS);
    if ((playing & (1 << call)) == 0) {
      return;
    }
    switch (call) {
      case 0, 1 -> open();
      case 2, 3 -> unlink(path());
      case 4 -> mkdir();
      case 5 -> rmdir(path());
      case 6 -> symlink();
      case 7 -> link();
      case 8, 9 -> rename(random.nextInt(3));
      case 10 -> truncate();
      case 11 -> chmod();
      case 12 -> writeDescriptor();
      case 13 -> temporary();
      default -> linkTemporary();
    }
  }

  private String path() {
    return paths[random.nextInt(paths.length)];
  }

  private String oldPath() {
    return OLD_PATHS[random.nextInt(OLD_PATHS.length)];
  }

  private String anyPath() {
    StringBuilder path = new StringBuilder();
    int depth = 1 + random.nextInt(3);
    for (int i = 0; i < depth; i++) {
      path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
    }
    return path.toString();
  }

  private String anyFolder() {
    return OLD_FOLDERS[random.nextInt(OLD_FOLDERS.length)];
  }

  private void open() {
    String path = path();
    Place place = files.resolve(path, true);
    if (place == null || obvious(path, place.entry())) {
      return;
    }
    Entry entry = place.entry();
    if (entry == null) {
      entry = files.add(place, files.inode(Inode.Type.FILE));
      events.add(Events.create(entry.path(), entry.inode.number));
    } else if (entry.inode.type != Inode.Type.FILE) {
      return;
    }
    if (random.nextBoolean()) {
      entry.inode.descriptors++;
      descriptors.add(new Descriptor(entry, entry.inode));
    }
    if (random.nextBoolean()) {
      files.write(entry.inode);
      events.add(Events.write(entry.path(), entry.inode.number, 1));
    }
  }

  private void writeDescriptor() {
    if (descriptors.isEmpty()) {
      return;
    }
    Descriptor descriptor = descriptors.remove(random.nextInt(descriptors.size()));
    Entry entry = descriptor.entry;
    String path =
        entry == null
            ? "/#" + descriptor.inode.number
            : entry.path() + (entry.removed && random.nextBoolean() ? " (deleted)" : "");
    files.write(descriptor.inode);
    events.add(Events.write(path, descriptor.inode.number, 1));
    descriptor.inode.descriptors--;
    files.release(descriptor.inode);
  }

  private void temporary() {
    Inode inode = files.inode(Inode.Type.FILE);
    inode.descriptors++;
    descriptors.add(new Descriptor(null, inode));
    events.add(Events.temporary("", inode.number));
  }

  private void linkTemporary() {
    Place place = files.resolve(path(), false);
    Descriptor unnamed =
        descriptors.stream()
            .filter(d -> d.entry == null && d.inode.names == 0)
            .findFirst()
            .orElse(null);
    if (unnamed == null || place == null || place.entry() != null) {
      return;
    }
    SyscallEvent.Builder event = Events.link("/proc/self/fd/3", spelled(place));
    if (random.nextBoolean()) {
      event.setDevice(7).setInode(unnamed.inode.number);
    }
    files.add(place, unnamed.inode);
    events.add(event);
  }

  private void unlink(String path) {
    Place place = files.resolve(path, false);
    if (place == null || place.entry() == null || isFolder(place.entry())) {
      return;
    }
    if (obvious(path, place.entry())) {
      return;
    }
    files.remove(place.entry());
    events.add(Events.unlink(path));
  }

  private void rmdir(String path) {
    Place place = files.resolve(path, false);
    boolean empty =
        place != null
            && place.entry() != null
            && isFolder(place.entry())
            && place.entry().inode.children.isEmpty();
    if (empty && !obvious(path, place.entry())) {
      files.remove(place.entry());
      events.add(Events.rmdir(path));
    }
  }

  private void mkdir() {
    String path = path();
    Place place = files.resolve(path, false);
    if (place != null && place.entry() == null) {
      files.add(place, files.inode(Inode.Type.FOLDER));
      events.add(Events.mkdir(path));
    }
  }

  private void symlink() {
    String path = path();
    Place place = files.resolve(path, false);
    if (place != null && place.entry() == null) {
      Inode inode = files.inode(Inode.Type.SYMLINK);
      inode.content = random.nextBoolean() ? path() : anyFolder();
      files.add(place, inode);
      events.add(Events.symlink(path, inode.content));
    }
  }

  private void link() {
    String source = path();
    String target = path();
    Place from = files.resolve(source, false);
    Place to = files.resolve(target, false);
    if (from == null || to == null || from.entry() == null || to.entry() != null) {
      return;
    }
    if (!isFolder(from.entry())) {
      files.add(to, from.entry().inode);
      events.add(Events.link(source, target));
    }
  }

  private void rename(int flags) {
    String source = path();
    String target = path();
    Place from = files.resolve(source, false);
    Place to = files.resolve(target, false);
    if (from == null || to == null || from.entry() == null || to.folder().below(from.entry())) {
      return;
    }
    Entry moved = from.entry();
    Entry replaced = to.entry();
    if (obvious(source, moved) || obvious(target, replaced)) {
      return;
    }
    if (flags == 2) {
      exchange(source, target, moved, replaced);
      return;
    }
    if (replaced != null) {
      boolean fits =
          flags == 0
              && moved.inode != replaced.inode
              && isFolder(moved) == isFolder(replaced)
              && replaced.inode.children.isEmpty();
      if (!fits) {
        return;
      }
    }
    files.move(moved, to);
    events.add(Events.rename(source, target).setFlags(flags));
  }

  private void exchange(String source, String target, Entry one, @Nullable Entry other) {
    if (other == null || one == other || other.below(one) || one.below(other)) {
      return;
    }
    Place ofOne = new Place(one.folder, one.name, null);
    Place ofOther = new Place(other.folder, other.name, null);
    one.folder.inode.children.remove(one.name);
    other.folder.inode.children.remove(other.name);
    place(one, ofOther);
    place(other, ofOne);
    events.add(Events.exchange(source, target));
  }

  private static void place(Entry entry, Place place) {
    entry.folder = place.folder();
    entry.name = place.name();
    place.folder().inode.children.put(place.name(), entry);
  }

  private void truncate() {
    String path = path();
    Place place = files.resolve(path, true);
    if (place != null
        && place.entry() != null
        && !isFolder(place.entry())
        && !obvious(path, place.entry())) {
      files.write(place.entry().inode);
      events.add(Events.truncate(path));
    }
  }

  private void chmod() {
    String path = path();
    Place place = files.resolve(path, true);
    if (place != null && place.entry() != null && !obvious(path, place.entry())) {
      files.mode(place.entry().inode);
      events.add(Events.chmod(path));
    }
  }

  private static boolean isFolder(Entry entry) {
    return entry.inode.type == Inode.Type.FOLDER;
  }

  private static String spelled(Place place) {
    return place.folder().path() + "/" + place.name();
  }
}
