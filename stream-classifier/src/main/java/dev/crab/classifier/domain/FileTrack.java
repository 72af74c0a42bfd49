package dev.crab.classifier.domain;

import org.jspecify.annotations.Nullable;

/**
 * What one path went through in a turn. An inode without a name has a track, too.
 *
 * @param slot number of this track within the turn, from 0
 * @param path the path, or a text that cannot be a path for what has none
 */
public record FileTrack(int slot, String path, Naming naming, Node node, Work work) {

  /**
   * @param absentAtStart no such name existed when the turn began, by the events
   * @param present the name exists now, by the events
   * @param kind what the net effect is called if it survives
   * @param movedFrom the name it had before a rename
   * @param pin why it can never be cancelled; null: it can
   */
  public record Naming(
      boolean absentAtStart,
      boolean present,
      EffectKind kind,
      @Nullable String movedFrom,
      @Nullable ReasonCode pin) {

    Naming present(boolean now) {
      return new Naming(absentAtStart, now, kind, movedFrom, pin);
    }

    Naming kind(EffectKind other) {
      return new Naming(absentAtStart, present, other, movedFrom, pin);
    }

    Naming pinned(ReasonCode reason) {
      return new Naming(absentAtStart, present, kind, movedFrom, pin == null ? reason : pin);
    }

    Naming movedFrom(String source) {
      return new Naming(absentAtStart, present, kind, source, pin);
    }
  }

  /**
   * @param content what the name stands for
   * @param fresh the inode itself was made in this turn
   * @param home this track is the one that writes to the inode are told to
   */
  public record Node(
      Content content, boolean fresh, boolean home, long device, long inode, Place place) {
    static final Node NONE = new Node(Content.UNTOUCHED, false, false, 0, 0, Place.UNSAID);

    Node place(Place other) {
      return new Node(content, fresh, home, device, inode, place.and(other));
    }

    Node home(boolean now) {
      return new Node(content, fresh, now, device, inode, place);
    }

    boolean hasInode() {
      return inode != 0;
    }

    InodeKey key() {
      return new InodeKey(device, inode);
    }
  }

  /**
   * @param calls effects folded into this track
   * @param bytes bytes written
   * @param mapped it was mapped shared and writable
   */
  public record Work(long calls, long bytes, boolean mapped) {
    static final Work NONE = new Work(0, 0, false);

    Work plus(long moreCalls, long moreBytes) {
      return new Work(calls + moreCalls, bytes + moreBytes, mapped);
    }

    Work plus(Work other) {
      return new Work(calls + other.calls, bytes + other.bytes, mapped || other.mapped);
    }

    Work alsoMapped() {
      return new Work(calls, bytes, true);
    }
  }

  FileTrack with(Naming other) {
    return new FileTrack(slot, path, other, node, work);
  }

  FileTrack with(Node other) {
    return new FileTrack(slot, path, naming, other, work);
  }

  FileTrack with(Work other) {
    return new FileTrack(slot, path, naming, node, other);
  }

  /** Born in this turn, there now, and nothing speaks against cancelling it when it goes. */
  boolean transientNow() {
    return naming.absentAtStart && naming.present && naming.pin == null;
  }

  /** Born in this turn and gone again, and nothing about it speaks against cancelling it. */
  boolean cancels() {
    return naming.absentAtStart && !naming.present && naming.pin == null;
  }

  /** Paths below this one may lead elsewhere. */
  boolean leadsElsewhere() {
    return node.content == Content.SYMLINK || node.content == Content.UNKNOWN;
  }
}
