package dev.crab.classifier.state;

import dev.crab.classifier.domain.FileLedger;
import dev.crab.classifier.domain.FileTrack;
import dev.crab.classifier.domain.SandboxState;
import dev.crab.classifier.domain.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of sandboxes as live objects in front of their entries. What is saved is complete at once,
 * so a state may be dropped from memory at any time.
 */
public final class SandboxStates {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxStates.class);

  private final Entries entries;
  private final Map<String, SandboxState> live;

  /**
   * @param maxLive most sandboxes held as objects
   */
  public SandboxStates(Entries entries, int maxLive) {
    this.entries = entries;
    this.live =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, SandboxState> eldest) {
            return size() > maxLive;
          }
        };
  }

  /** The state of a sandbox; unseen if there is none or none that can be read. */
  public SandboxState of(String sandbox) {
    SandboxState state = live.get(sandbox);
    if (state == null) {
      state = load(sandbox);
      live.put(sandbox, state);
    }
    return state;
  }

  /** Writes what changed since the state was loaded or saved. */
  public void save(SandboxState state) {
    String sandbox = state.sandbox();
    Standing standing = Objects.requireNonNull(state.standing(), "a state that folded something");
    for (FileTrack track : state.files().takeChanged()) {
      entries.put(EntryKey.file(sandbox, track.slot()), FileTrackCodec.bytes(track));
    }
    if (state.takeBaselineChanged()) {
      entries.put(EntryKey.baseline(sandbox), BaselineCodec.bytes(state.baseline()));
    }
    Header header =
        new Header(standing, state.tally(), state.files().size(), state.files().overflowed());
    entries.put(EntryKey.header(sandbox), HeaderCodec.bytes(header));
    if (standing.position().gone()) {
      entries.removeAllButHeader(sandbox);
      live.remove(sandbox);
    }
  }

  private SandboxState load(String sandbox) {
    byte[] header = entries.get(EntryKey.header(sandbox));
    if (header == null) {
      return SandboxState.unseen(sandbox);
    }
    try {
      return load(sandbox, HeaderCodec.header(header));
    } catch (UnreadableStateException e) {
      LOG.atWarn()
          .addKeyValue("sandbox", sandbox)
          .addKeyValue("found", e.getMessage())
          .log("State is unreadable; the sandbox's turn goes up");
      return SandboxState.unseen(sandbox);
    }
  }

  private SandboxState load(String sandbox, Header header) {
    List<FileTrack> tracks = new ArrayList<>();
    for (int slot = 0; slot < header.tracks(); slot++) {
      tracks.add(FileTrackCodec.track(required(EntryKey.file(sandbox, slot))));
    }
    byte[] baseline = entries.get(EntryKey.baseline(sandbox));
    return SandboxState.restored(
        sandbox,
        header.standing(),
        baseline == null ? null : BaselineCodec.baseline(baseline),
        header.tally(),
        FileLedger.restored(tracks, header.overflowed()));
  }

  private byte[] required(EntryKey key) {
    byte[] value = entries.get(key);
    if (value == null) {
      throw new UnreadableStateException("no entry " + key);
    }
    return value;
  }
}
