package dev.crab.bpf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts paths together from what the kernel side wrote: a base of components from leaf to root, and
 * a text of the caller. The result is absolute and holds neither empty components nor '.'.
 */
final class PathText {
  /** A path and how far it can be believed. */
  record Resolved(@Nullable String path, Trust trust) {}

  private static final byte SLASH = '/';

  private PathText() {}

  static Resolved resolve(byte[] base, byte[] text, Trust trust) {
    if (base.length == 0 && text.length == 0 && trust != Trust.KERNEL) {
      return new Resolved(null, trust);
    }
    StringBuilder out = new StringBuilder();
    Trust found = trust;
    List<int[]> parents = components(base);
    for (int i = parents.size() - 1; i >= 0; i--) {
      found = append(out, base, parents.get(i), found);
    }
    for (int[] component : components(text)) {
      if (!is(text, component, ".")) {
        found = append(out, text, component, is(text, component, "..") ? Trust.UNTRUSTED : found);
      }
    }
    return new Resolved(out.isEmpty() ? "/" : out.toString(), found);
  }

  /** A text as it is, such as what a symlink points to; never a reason for distrust. */
  static Resolved verbatim(byte[] text) {
    return new Resolved(printable(text, 0, text.length).path(), Trust.NONE);
  }

  private static Trust append(StringBuilder out, byte[] bytes, int[] component, Trust trust) {
    Resolved name = printable(bytes, component[0], component[1]);
    out.append('/').append(name.path());
    return trust.and(name.trust());
  }

  private static boolean is(byte[] bytes, int[] component, String name) {
    int length = component[1] - component[0];
    return length == name.length()
        && new String(bytes, component[0], length, StandardCharsets.ISO_8859_1).equals(name);
  }

  private static List<int[]> components(byte[] bytes) {
    List<int[]> found = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == SLASH) {
        if (i > start) {
          found.add(new int[] {start, i});
        }
        start = i + 1;
      }
    }
    return found;
  }

  /**
   * Bytes as text; what is no UTF-8 is written as \xHH. Two names may then look alike, hence such a
   * text is not trusted.
   */
  static Resolved printable(byte[] bytes, int from, int to) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
      return new Resolved(text, Trust.NONE);
    } catch (CharacterCodingException e) {
      StringBuilder out = new StringBuilder();
      for (int i = from; i < to; i++) {
        int b = Byte.toUnsignedInt(bytes[i]);
        if (b >= 0x20 && b < 0x7f) {
          out.append((char) b);
        } else {
          out.append("\\x").append(Character.forDigit(b >> 4, 16));
          out.append(Character.forDigit(b & 15, 16));
        }
      }
      return new Resolved(out.toString(), Trust.UNTRUSTED);
    }
  }
}
