package dev.crab.coordinator.domain.table;

import org.jspecify.annotations.Nullable;

/**
 * A node of a treap whose priorities come from the keys' hashes, so that the shape depends on the
 * keys alone and not on the order in which they came.
 */
record Node<K extends Comparable<? super K>, V>(
    K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int size) {

  static <K extends Comparable<? super K>, V> Node<K, V> of(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(key, value, left, right, 1 + sizeOf(left) + sizeOf(right));
  }

  static int sizeOf(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  static <K extends Comparable<? super K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return of(key, value, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return of(key, value, node.left, node.right);
    }
    if (priority(key) > priority(node.key)) {
      return of(key, value, below(node, key), above(node, key));
    }
    return order < 0
        ? of(node.key, node.value, put(node.left, key, value), node.right)
        : of(node.key, node.value, node.left, put(node.right, key, value));
  }

  static <K extends Comparable<? super K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return merge(node.left, node.right);
    }
    return order < 0
        ? of(node.key, node.value, remove(node.left, key), node.right)
        : of(node.key, node.value, node.left, remove(node.right, key));
  }

  /** The part with keys smaller than the given one. */
  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> below(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    return node.key.compareTo(key) < 0
        ? of(node.key, node.value, node.left, below(node.right, key))
        : below(node.left, key);
  }

  /** The part with keys greater than the given one. */
  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> above(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    return node.key.compareTo(key) > 0
        ? of(node.key, node.value, above(node.left, key), node.right)
        : above(node.right, key);
  }

  private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> merge(
      @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    return priority(left.key) > priority(right.key)
        ? of(left.key, left.value, left.left, merge(left.right, right))
        : of(right.key, right.value, merge(left, right.left), right.right);
  }

  private static int priority(Object key) {
    int mixed = key.hashCode() * 0x9E3779B9;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85EBCA6B;
    return mixed ^ (mixed >>> 13);
  }
}
