package dev.crab.classifier.domain;

import dev.crab.classifier.domain.FileTrack.Naming;
import dev.crab.classifier.domain.FileTrack.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds effects on files into a ledger of paths. What is not positively known to be transient gets
 * an effect that stays: a false match could make a turn too fine, a missed one only too coarse.
 */
final class NetEffectReducer {
  private final FileLedger ledger;
  private final Alarms alarms;

  NetEffectReducer(FileLedger ledger, Alarms alarms) {
    this.ledger = ledger;
    this.alarms = alarms;
  }

  void born(FileRef file, Content content) {
    if (untrusted(file)) {
      stays(file, EffectKind.CREATED, ReasonCode.PATH_UNTRUSTED);
      return;
    }
    named(
        path(file),
        new Node(content, true, file.hasInode(), file.device(), file.inode(), file.place()));
  }

  /** An inode without a name; nothing of it stays unless it is linked. */
  void unnamed(FileRef file) {
    if (!file.hasInode() || !file.trusted()) {
      return;
    }
    FileTrack track = ledger.ofPath(unnamedPath(file), EffectKind.CREATED);
    if (track == null) {
      return;
    }
    Node node = new Node(Content.FILE, true, true, file.device(), file.inode(), file.place());
    Naming naming = new Naming(true, false, EffectKind.CREATED, file.path(), null);
    ledger.put(track.with(naming).with(node).with(track.work().plus(1, 0)));
  }

  void linked(FileRef file, @Nullable String target) {
    if (target == null || !file.trusted() || ledger.belowSymlink(target)) {
      stays(target == null ? file : file.at(target), EffectKind.CREATED, ReasonCode.PATH_UNTRUSTED);
      return;
    }
    FileTrack source = freshSource(file);
    if (source == null) {
      named(
          target,
          new Node(Content.UNKNOWN, false, false, file.device(), file.inode(), file.place()));
      return;
    }
    Node node = source.node();
    boolean nameless = isUnnamed(source);
    named(
        target,
        new Node(
            node.content(),
            true,
            nameless,
            node.device(),
            node.inode(),
            node.place().and(file.place())));
    FileTrack track = ledger.byPath(target);
    if (nameless && track != null) {
      ledger.put(track.with(track.work().plus(source.work())));
      forget(source.slot());
    }
  }

  void removed(FileRef file) {
    FileTrack track = file.path() == null ? null : ledger.byPath(file.path());
    if (track != null && track.transientNow() && !untrusted(file)) {
      Node node = track.node().place(file.place());
      ledger.put(
          track.with(track.naming().present(false)).with(node).with(track.work().plus(1, 0)));
      return;
    }
    stays(
        file,
        EffectKind.DELETED,
        untrusted(file) ? ReasonCode.PATH_UNTRUSTED : ReasonCode.FILES_CHANGED);
  }

  void moved(FileRef file, @Nullable String target, Effect.Move.Mode mode) {
    FileTrack source = file.path() == null ? null : ledger.byPath(file.path());
    if (source != null && source.node().content() == Content.DIRECTORY) {
      alarms.raise(ReasonCode.NAMES_UNSTABLE, source.path());
    }
    boolean safe = target != null && !untrusted(file) && !ledger.belowSymlink(target);
    if (target == null
        || !safe
        || source == null
        || !source.transientNow()
        || mode == Effect.Move.Mode.EXCHANGE) {
      movedUnknown(file, target, safe);
      return;
    }
    Node node = source.node().place(file.place());
    ledger.put(source.with(source.naming().present(false)).with(Node.NONE.place(node.place())));
    if (mode == Effect.Move.Mode.FREE) {
      named(target, node);
    } else {
      overwritten(target, source.path(), node);
    }
    FileTrack track = ledger.byPath(target);
    if (track != null) {
      ledger.put(track.with(track.work().plus(source.work())));
      forget(source.slot());
    }
  }

  void changed(FileRef file, Effect.Change.Kind kind, long bytes) {
    FileTrack track = changedTrack(file);
    boolean mapped = kind == Effect.Change.Kind.MAPPED;
    if (track != null) {
      FileTrack.Work work = track.work().plus(1, bytes);
      ledger.put(
          track.with(track.node().place(file.place())).with(mapped ? work.alsoMapped() : work));
      return;
    }
    EffectKind effect =
        kind == Effect.Change.Kind.METADATA ? EffectKind.METADATA : EffectKind.MODIFIED;
    FileTrack stays =
        stays(file, effect, untrusted(file) ? ReasonCode.PATH_UNTRUSTED : ReasonCode.FILES_CHANGED);
    if (stays != null) {
      FileTrack.Work work = stays.work().plus(0, bytes);
      ledger.put(stays.with(mapped ? work.alsoMapped() : work));
    }
  }

  void mounted(FileRef file) {
    stays(file, EffectKind.MOUNTED, ReasonCode.MOUNT_CHANGED);
  }

  /**
   * The track a change belongs to, if its inode is known to be of this turn. Of an event that is
   * not trusted the inode may be another file's, too: the descriptor could be exchanged meanwhile.
   */
  private @Nullable FileTrack changedTrack(FileRef file) {
    if (!file.trusted()) {
      return null;
    }
    if (file.hasInode()) {
      FileTrack home = ledger.byInode(file.inodeKey());
      if (home != null) {
        return sameFile(home, file) ? home : null;
      }
    }
    if (untrusted(file)) {
      return null;
    }
    FileTrack track = ledger.byPath(path(file));
    if (track == null || !track.transientNow() || !track.node().fresh()) {
      return null;
    }
    boolean inodesAgree = !file.hasInode() || !track.node().hasInode();
    boolean direct =
        track.node().content() == Content.FILE || track.node().content() == Content.DIRECTORY;
    return inodesAgree && direct ? track : null;
  }

  /** Inode numbers of an overlay's layers can coincide, so the path has to agree as well. */
  private boolean sameFile(FileTrack home, FileRef file) {
    String path = path(file);
    String name = path.endsWith(" (deleted)") ? path.substring(0, path.length() - 10) : path;
    if (name.equals(home.path()) || path.equals(home.path())) {
      return true;
    }
    if (isUnnamed(home)) {
      return name.equals(home.naming().movedFrom())
          || name.substring(name.lastIndexOf('/') + 1).startsWith("#");
    }
    FileTrack other = ledger.byPath(name);
    return other != null && other.node().fresh() && other.node().key().equals(home.node().key());
  }

  /** What was done to it is told of another track from now on. */
  private void forget(int slot) {
    ledger.put(ledger.tracks().get(slot).with(FileTrack.Work.NONE));
  }

  private @Nullable FileTrack freshSource(FileRef file) {
    FileTrack byInode = file.hasInode() ? ledger.byInode(file.inodeKey()) : null;
    if (byInode != null) {
      return byInode;
    }
    FileTrack track = untrusted(file) ? null : ledger.byPath(path(file));
    boolean usable =
        track != null
            && track.transientNow()
            && track.node().fresh()
            && track.node().content() == Content.FILE;
    return usable ? track : null;
  }

  /** A name was given to an inode where, by the kernel's answer, no such name was. */
  private void named(String path, Node node) {
    FileTrack track = ledger.ofPath(path, EffectKind.CREATED);
    if (track == null) {
      return;
    }
    boolean first = track.slot() == ledger.size();
    Naming naming = track.naming();
    if (first) {
      naming = new Naming(true, true, EffectKind.CREATED, null, null);
    } else if (naming.present() || !naming.absentAtStart()) {
      ReasonCode why = naming.present() ? ReasonCode.PATH_UNTRUSTED : ReasonCode.FILES_CHANGED;
      naming = naming.present(true).kind(EffectKind.MODIFIED).pinned(why);
    } else {
      naming = naming.present(true);
    }
    Node placed = first ? node : node.place(track.node().place());
    ledger.put(track.with(naming).with(placed).with(track.work().plus(1, 0)));
  }

  /** A name may have borne something else before. */
  private void overwritten(String path, String source, Node node) {
    FileTrack track = ledger.ofPath(path, EffectKind.RENAMED);
    if (track == null) {
      return;
    }
    Naming naming =
        track
            .naming()
            .present(true)
            .kind(EffectKind.RENAMED)
            .movedFrom(source)
            .pinned(ReasonCode.FILES_CHANGED);
    ledger.put(
        track.with(naming).with(node.place(track.node().place())).with(track.work().plus(1, 0)));
  }

  private void movedUnknown(FileRef file, @Nullable String target, boolean safe) {
    ReasonCode why = safe ? ReasonCode.FILES_CHANGED : ReasonCode.PATH_UNTRUSTED;
    FileTrack source = file.path() == null ? null : ledger.byPath(file.path());
    if (source != null) {
      Node node = Node.NONE.place(source.node().place());
      ledger.put(source.with(source.naming().present(false).pinned(why)).with(node));
    }
    FileTrack moved = stays(target == null ? file : file.at(target), EffectKind.RENAMED, why);
    if (moved != null) {
      Naming naming = moved.naming().present(true);
      Node node = new Node(Content.UNKNOWN, false, false, 0, 0, moved.node().place());
      String from = file.path();
      ledger.put(
          moved.with(from == null || target == null ? naming : naming.movedFrom(from)).with(node));
    }
  }

  /** An effect that is never cancelled. */
  private @Nullable FileTrack stays(FileRef file, EffectKind kind, ReasonCode why) {
    String path = file.path() == null ? pathless(file.place()) : file.path();
    FileTrack track = ledger.ofPath(path, kind);
    if (track == null) {
      return null;
    }
    boolean deleted = kind == EffectKind.DELETED;
    Naming naming = track.naming().kind(strongest(track, kind)).pinned(why);
    if (deleted || kind == EffectKind.CREATED) {
      naming = naming.present(!deleted);
    }
    FileTrack stays =
        track.with(naming).with(track.node().place(file.place())).with(track.work().plus(1, 0));
    ledger.put(stays);
    return stays;
  }

  /** A change after a birth or a move leaves the kind as it is; a removal is always said. */
  private EffectKind strongest(FileTrack track, EffectKind kind) {
    if (track.slot() == ledger.size() || kind == EffectKind.DELETED || kind == EffectKind.MOUNTED) {
      return kind;
    }
    EffectKind now = track.naming().kind();
    return now == EffectKind.METADATA || kind == EffectKind.RENAMED ? kind : now;
  }

  private boolean untrusted(FileRef file) {
    return !file.trusted() || file.path() == null || ledger.belowSymlink(file.path());
  }

  private static String path(FileRef file) {
    return Objects.requireNonNull(file.path());
  }

  static String pathless(Place place) {
    return "\0" + place;
  }

  private static String unnamedPath(FileRef file) {
    return "\0inode "
        + Long.toUnsignedString(file.device())
        + ":"
        + Long.toUnsignedString(file.inode());
  }

  static boolean isUnnamed(FileTrack track) {
    return track.path().startsWith("\0inode ");
  }
}
