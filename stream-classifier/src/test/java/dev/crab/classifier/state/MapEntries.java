package dev.crab.classifier.state;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries in memory. */
public final class MapEntries implements Entries {
  private final TreeMap<ByteBuffer, byte[]> map = new TreeMap<>();

  @Override
  public byte @Nullable [] get(EntryKey key) {
    byte[] value = map.get(ByteBuffer.wrap(key.bytes()));
    return value == null ? null : value.clone();
  }

  @Override
  public void put(EntryKey key, byte[] value) {
    map.put(ByteBuffer.wrap(key.bytes()), value.clone());
  }

  @Override
  public void removeAllButHeader(String sandbox) {
    ByteBuffer header = ByteBuffer.wrap(EntryKey.header(sandbox).bytes());
    String prefix = sandbox + "\0";
    map.keySet().removeIf(k -> !k.equals(header) && new String(k.array()).startsWith(prefix));
  }

  int size() {
    return map.size();
  }
}
