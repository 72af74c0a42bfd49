package dev.crab.coordinator.domain.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A persistent sorted table; put, get and remove take O(log n). */
public final class Table<K extends Comparable<? super K>, V>
    implements Iterable<Table.Entry<K, V>> {
  private final @Nullable Node<K, V> root;

  /** A key and its value. */
  public record Entry<K, V>(K key, V value) {}

  private Table(@Nullable Node<K, V> root) {
    this.root = root;
  }

  /** The table without entries. */
  public static <K extends Comparable<? super K>, V> Table<K, V> empty() {
    return new Table<>(null);
  }

  public int size() {
    return Node.sizeOf(root);
  }

  public boolean isEmpty() {
    return root == null;
  }

  public Optional<V> get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key());
      if (order == 0) {
        return Optional.of(node.value());
      }
      node = order < 0 ? node.left() : node.right();
    }
    return Optional.empty();
  }

  public boolean contains(K key) {
    return get(key).isPresent();
  }

  public Table<K, V> put(K key, V value) {
    return new Table<>(Node.put(root, key, value));
  }

  public Table<K, V> remove(K key) {
    return contains(key) ? new Table<>(Node.remove(root, key)) : this;
  }

  /** Puts, then drops the smallest keys until at most {@code limit} entries remain. */
  public Table<K, V> putNewest(K key, V value, int limit) {
    Table<K, V> result = put(key, value);
    while (result.size() > limit) {
      result = result.remove(result.first().orElseThrow().key());
    }
    return result;
  }

  public Optional<Entry<K, V>> first() {
    Iterator<Entry<K, V>> all = iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  public Optional<Entry<K, V>> last() {
    Iterator<Entry<K, V>> all = new Walk<>(root, null, false);
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  /** All entries, smallest key first. */
  @Override
  public Iterator<Entry<K, V>> iterator() {
    return new Walk<>(root, null, true);
  }

  /** Entries with this key or a greater one, smallest first. */
  public Iterable<Entry<K, V>> from(K key) {
    return () -> new Walk<>(root, key, true);
  }

  /** Entries with this key or a smaller one, greatest first. */
  public Iterable<Entry<K, V>> downFrom(K key) {
    return () -> new Walk<>(root, key, false);
  }

  /** All entries, greatest key first. */
  public Iterable<Entry<K, V>> descending() {
    return () -> new Walk<>(root, null, false);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Table<?, ?> that) || size() != that.size()) {
      return false;
    }
    Iterator<?> theirs = that.iterator();
    for (Entry<K, V> mine : this) {
      if (!mine.equals(theirs.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Entry<K, V> entry : this) {
      hash = 31 * hash + Objects.hashCode(entry);
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (Entry<K, V> entry : this) {
      text.append(text.length() > 1 ? ", " : "").append(entry.key()).append('=');
      text.append(entry.value());
    }
    return text.append('}').toString();
  }

  private static final class Walk<K extends Comparable<? super K>, V>
      implements Iterator<Entry<K, V>> {
    private final Deque<Node<K, V>> path = new ArrayDeque<>();
    private final boolean up;

    Walk(@Nullable Node<K, V> root, @Nullable K start, boolean up) {
      this.up = up;
      Node<K, V> node = root;
      while (node != null) {
        int order = start == null ? 0 : node.key().compareTo(start);
        boolean inside = start == null || (up ? order >= 0 : order <= 0);
        if (inside) {
          path.push(node);
        }
        node = inside == up ? node.left() : node.right();
      }
    }

    @Override
    public boolean hasNext() {
      return !path.isEmpty();
    }

    @Override
    public Entry<K, V> next() {
      if (path.isEmpty()) {
        throw new NoSuchElementException("the table has no further entry");
      }
      Node<K, V> found = path.pop();
      Node<K, V> node = up ? found.right() : found.left();
      while (node != null) {
        path.push(node);
        node = up ? node.left() : node.right();
      }
      return new Entry<>(found.key(), found.value());
    }
  }
}
