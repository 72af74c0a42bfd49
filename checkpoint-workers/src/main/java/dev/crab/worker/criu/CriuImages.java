package dev.crab.worker.criu;

import dev.crab.schemas.avro.DumpedProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a dump says of itself, read from CRIU's own image files: a file is two magic words, then
 * entries of a length and a protobuf message.
 *
 * @param processes the processes, by pid
 * @param held regular files that they hold open or mapped, and whether mapped
 * @param outsidePipes pipes of which only the writing end is inside
 * @param sharedWritable whether some file is mapped shared and writable
 */
public record CriuImages(
    List<DumpedProcess> processes,
    Map<String, Boolean> held,
    List<Integer> outsidePipes,
    boolean sharedWritable) {
  private static final int FILE_PRIVATE = 1 << 6;
  private static final int FILE_SHARED = 1 << 7;
  private static final int PROT_WRITE = 2;
  private static final int ACCESS_MODE = 3;
  private static final int WRITE_ONLY = 1;

  /** Reads the images in a folder. */
  public static CriuImages read(Path folder) throws IOException {
    List<DumpedProcess> processes = new ArrayList<>();
    Set<Long> mapped = new HashSet<>();
    boolean sharedWritable = false;
    for (Fields entry : entries(folder.resolve("pstree.img"))) {
      int pid = (int) entry.number(1, 0);
      processes.add(process(folder, entry, pid));
      sharedWritable |= readMappings(folder.resolve("mm-" + pid + ".img"), mapped);
    }
    List<Fields> files = entries(folder.resolve("files.img"));
    return new CriuImages(
        processes, heldFiles(files, mapped, remapped(folder)), outsidePipes(files), sharedWritable);
  }

  private static DumpedProcess process(Path folder, Fields entry, int pid) throws IOException {
    String comm = "";
    for (Fields core : entries(folder.resolve("core-" + pid + ".img"))) {
      comm = core.message(3).orElse(new Fields()).text(6);
    }
    return new DumpedProcess(pid, (int) entry.number(2, 0), entry.count(5), comm);
  }

  private static boolean readMappings(Path file, Set<Long> mapped) throws IOException {
    boolean sharedWritable = false;
    for (Fields memory : entries(file)) {
      mapped.add(memory.number(12, 0));
      for (Fields area : memory.messages(14)) {
        long status = area.number(7, 0);
        if ((status & (FILE_PRIVATE | FILE_SHARED)) != 0) {
          mapped.add(area.number(4, 0));
        }
        sharedWritable |= (status & FILE_SHARED) != 0 && (area.number(5, 0) & PROT_WRITE) != 0;
      }
    }
    return sharedWritable;
  }

  /** Files that are open and have no name any more; the image carries them itself. */
  private static Set<Long> remapped(Path folder) throws IOException {
    Set<Long> ids = new HashSet<>();
    for (Fields entry : entries(folder.resolve("remap-fpath.img"))) {
      ids.add(entry.number(1, 0));
    }
    return ids;
  }

  private static Map<String, Boolean> heldFiles(
      List<Fields> files, Set<Long> mapped, Set<Long> remapped) throws IOException {
    Map<String, Boolean> held = new TreeMap<>();
    for (Fields file : files) {
      long id = file.number(2, 0);
      String name = file.message(3).orElse(new Fields()).text(6);
      if (!name.isEmpty() && !remapped.contains(id) && isOnRoot(name)) {
        held.merge(name, mapped.contains(id), Boolean::logicalOr);
      }
    }
    return held;
  }

  private static boolean isOnRoot(String name) {
    return name.startsWith("/") && !name.startsWith("/proc/") && !name.startsWith("/dev/pts/");
  }

  private static List<Integer> outsidePipes(List<Fields> files) throws IOException {
    Set<Integer> written = new TreeSet<>();
    Set<Integer> read = new HashSet<>();
    for (Fields file : files) {
      Fields pipe = file.message(18).orElse(null);
      if (pipe != null) {
        boolean writes = (pipe.number(3, 0) & ACCESS_MODE) == WRITE_ONLY;
        (writes ? written : read).add((int) pipe.number(2, 0));
      }
    }
    written.removeAll(read);
    return List.copyOf(written);
  }

  private static List<Fields> entries(Path file) throws IOException {
    List<Fields> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return entries;
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(8);
    while (bytes.remaining() >= 4) {
      byte[] message = new byte[bytes.getInt()];
      bytes.get(message);
      entries.add(Fields.parse(message));
    }
    return entries;
  }
}
