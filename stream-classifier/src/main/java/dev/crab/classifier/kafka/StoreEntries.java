package dev.crab.classifier.kafka;

import dev.crab.classifier.state.Entries;
import dev.crab.classifier.state.EntryKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Entries in a state store. */
final class StoreEntries implements Entries {
  private final KeyValueStore<Bytes, byte[]> store;

  StoreEntries(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(EntryKey key) {
    return store.get(Bytes.wrap(key.bytes()));
  }

  @Override
  public void put(EntryKey key, byte[] value) {
    store.put(Bytes.wrap(key.bytes()), value);
  }

  @Override
  public void removeAllButHeader(String sandbox) {
    removeAll(sandbox, EntryKey.Part.BASELINE);
    removeAll(sandbox, EntryKey.Part.FILE);
  }

  private void removeAll(String sandbox, EntryKey.Part part) {
    Bytes first = Bytes.wrap(new EntryKey(sandbox, part, 0).bytes());
    Bytes last = Bytes.wrap(new EntryKey(sandbox, part, Integer.MAX_VALUE).bytes());
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = store.range(first, last)) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }
}
