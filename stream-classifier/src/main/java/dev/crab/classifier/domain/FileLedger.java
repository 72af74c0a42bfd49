package dev.crab.classifier.domain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a turn, found by path and by inode. Bounded: past the bound it overflows and takes
 * no more, and the turn goes up.
 */
public final class FileLedger {
  /** Most tracks of a turn. */
  public static final int MAX_TRACKS = 65_536;

  /** Most characters of all paths together. */
  public static final long MAX_PATH_CHARACTERS = 8L << 20;

  private final List<FileTrack> tracks = new ArrayList<>();
  private final Map<String, Integer> byPath = new HashMap<>();
  private final Map<InodeKey, Integer> byInode = new HashMap<>();
  private final BitSet changed = new BitSet();
  private final int maxTracks;
  private long pathCharacters;
  private int leadingElsewhere;
  private boolean overflowed;

  /** An empty ledger. */
  public FileLedger() {
    this(MAX_TRACKS);
  }

  FileLedger(int maxTracks) {
    this.maxTracks = maxTracks;
  }

  /**
   * A ledger as it was.
   *
   * @param saved its tracks by slot, complete
   */
  public static FileLedger restored(Collection<FileTrack> saved, boolean overflowed) {
    FileLedger ledger = new FileLedger();
    for (FileTrack track : saved) {
      ledger.put(track);
    }
    ledger.changed.clear();
    ledger.overflowed = overflowed;
    return ledger;
  }

  /** Number of tracks. */
  public int size() {
    return tracks.size();
  }

  /** Whether something could not be tracked. */
  public boolean overflowed() {
    return overflowed;
  }

  /** All tracks by slot. */
  public List<FileTrack> tracks() {
    return Collections.unmodifiableList(tracks);
  }

  /** Tracks that changed since the last call, by slot. */
  public List<FileTrack> takeChanged() {
    List<FileTrack> taken = changed.stream().mapToObj(tracks::get).toList();
    changed.clear();
    return taken;
  }

  @Nullable FileTrack byPath(String path) {
    Integer slot = byPath.get(path);
    return slot == null ? null : tracks.get(slot);
  }

  @Nullable FileTrack byInode(InodeKey key) {
    Integer slot = byInode.get(key);
    return slot == null ? null : tracks.get(slot);
  }

  /** The track of a path, new if there is none; null past the bound. */
  @Nullable FileTrack ofPath(String path, EffectKind kind) {
    FileTrack known = byPath(path);
    if (known != null) {
      return known;
    }
    if (tracks.size() >= maxTracks || pathCharacters + path.length() > MAX_PATH_CHARACTERS) {
      overflowed = true;
      return null;
    }
    FileTrack.Naming naming = new FileTrack.Naming(false, false, kind, null, null);
    return new FileTrack(tracks.size(), path, naming, FileTrack.Node.NONE, FileTrack.Work.NONE);
  }

  /** Sets a track; where it is the home of an inode, the former home is none any more. */
  void put(FileTrack track) {
    FileTrack before = track.slot() < tracks.size() ? tracks.get(track.slot()) : null;
    if (before == null) {
      tracks.add(track);
      byPath.put(track.path(), track.slot());
      pathCharacters += track.path().length();
    } else {
      tracks.set(track.slot(), track);
      unhome(before);
    }
    leadingElsewhere += (track.leadsElsewhere() ? 1 : 0) - leading(before);
    changed.set(track.slot());
    if (track.node().home()) {
      home(track);
    }
  }

  /** Whether a directory above the path is a name given in this turn to what may be a symlink. */
  boolean belowSymlink(String path) {
    if (leadingElsewhere == 0) {
      return false;
    }
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      FileTrack above = byPath(path.substring(0, slash));
      if (above != null && above.leadsElsewhere()) {
        return true;
      }
    }
    return false;
  }

  private static int leading(@Nullable FileTrack track) {
    return track != null && track.leadsElsewhere() ? 1 : 0;
  }

  private void unhome(FileTrack before) {
    if (before.node().home()) {
      byInode.remove(before.node().key(), before.slot());
    }
  }

  private void home(FileTrack track) {
    Integer former = byInode.put(track.node().key(), track.slot());
    if (former != null && former != track.slot()) {
      FileTrack evicted = tracks.get(former);
      tracks.set(former, evicted.with(evicted.node().home(false)));
      changed.set(former);
    }
  }
}
