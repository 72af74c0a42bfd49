package dev.crab.classifier.state;

import org.jspecify.annotations.Nullable;

/** Where entries of state are kept. */
public interface Entries {
  /** The entry's bytes; null: there is none. */
  byte @Nullable [] get(EntryKey key);

  /** Sets or replaces an entry. */
  void put(EntryKey key, byte[] value);

  /** Removes all entries of a sandbox but its header. */
  void removeAllButHeader(String sandbox);
}
