package dev.crab.worker.criu;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A protobuf message read without its definition: values by field number. */
final class Fields {
  private final Map<Integer, List<Long>> numbers = new HashMap<>();
  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();

  static Fields parse(byte[] message) throws IOException {
    Fields fields = new Fields();
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_VARINT -> fields.number(field, in.readRawVarint64());
        case WireFormat.WIRETYPE_FIXED32 -> fields.number(field, in.readFixed32());
        case WireFormat.WIRETYPE_FIXED64 -> fields.number(field, in.readFixed64());
        case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
            fields.bytes.computeIfAbsent(field, k -> new ArrayList<>()).add(in.readByteArray());
        default -> throw new IOException("protobuf: expected wire type 0, 1, 2 or 5; found " + tag);
      }
    }
    return fields;
  }

  private void number(int field, long value) {
    numbers.computeIfAbsent(field, k -> new ArrayList<>()).add(value);
  }

  /** The last value of a number, or what is given. */
  long number(int field, int otherwise) {
    List<Long> all = numbers.getOrDefault(field, List.of());
    return all.isEmpty() ? otherwise : all.getLast();
  }

  int count(int field) {
    return numbers.getOrDefault(field, List.of()).size();
  }

  String text(int field) {
    List<byte[]> all = bytes.getOrDefault(field, List.of());
    return all.isEmpty() ? "" : new String(all.getLast(), StandardCharsets.UTF_8);
  }

  Optional<Fields> message(int field) throws IOException {
    List<byte[]> all = bytes.getOrDefault(field, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(parse(all.getLast()));
  }

  List<Fields> messages(int field) throws IOException {
    List<Fields> all = new ArrayList<>();
    for (byte[] message : bytes.getOrDefault(field, List.of())) {
      all.add(parse(message));
    }
    return all;
  }
}
