package dev.crab.classifier.domain;

import static dev.crab.classifier.DecisionAssert.assertThatDecision;
import static dev.crab.classifier.Events.*;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.FULL;
import static dev.crab.schemas.avro.Granularity.NONE;
import static dev.crab.schemas.avro.Granularity.PROCESS;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crab.classifier.Folding;
import dev.crab.classifier.Trace;
import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import dev.crab.schemas.avro.TurnDecision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetEffectTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({"transients", "survivors", "renames", "links", "memory", "doubts"})
  void shouldKeepWhatSurvivesAndCancelWhatDoesNot(
      String name, List<SyscallEvent.Builder> events, Granularity granularity, String effects) {
    // Given
    Trace trace = Trace.registered().turn(1, events.toArray(SyscallEvent.Builder[]::new));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision)
        .is(granularity)
        .leaves(effects.isEmpty() ? new String[0] : effects.split(", "));
  }

  private static Arguments row(
      String name, Granularity granularity, String effects, SyscallEvent.Builder... events) {
    return arguments(name, List.of(events), granularity, effects);
  }

  static Stream<Arguments> transients() {
    return Stream.of(
        row("temporary file", NONE, "", create("/t", 2), write("/t", 2, 9), unlink("/t")),
        row("made again", NONE, "", create("/t", 2), unlink("/t"), create("/t", 3), unlink("/t")),
        row(
            "same inode again",
            NONE,
            "",
            create("/t", 2),
            unlink("/t"),
            create("/u", 2),
            unlink("/u")),
        row(
            "written after its removal",
            NONE,
            "",
            create("/t", 2),
            unlink("/t"),
            write("/t (deleted)", 2, 4)),
        row("folder", NONE, "", mkdir("/d"), rmdir("/d")),
        row(
            "folder with a file",
            NONE,
            "",
            mkdir("/d"),
            create("/d/f", 2),
            unlink("/d/f"),
            rmdir("/d")),
        row("node", NONE, "", mknod("/n"), chmod("/n"), unlink("/n")),
        row("symlink", NONE, "", symlink("/l", "/x"), unlink("/l")),
        row(
            "metadata of a transient",
            NONE,
            "",
            create("/t", 2),
            chmod("/t"),
            truncate("/t"),
            unlink("/t")),
        row("unnamed file", NONE, "", temporary("/tmp", 9), write("/tmp/#9", 9, 100)),
        row(
            "unnamed file, linked and removed",
            NONE,
            "",
            temporary("/tmp", 9),
            link("/proc/self/fd/3", "/t").setDevice(7).setInode(9),
            unlink("/t")),
        row("mapping of a transient", NONE, "", create("/t", 2), mapped("/t", 2), unlink("/t")));
  }

  static Stream<Arguments> survivors() {
    return Stream.of(
        row("created", FILESYSTEM, "CREATED /a", create("/a", 2), write("/a", 2, 1)),
        row("written", FILESYSTEM, "MODIFIED /a", write("/a", 2, 1)),
        row("truncated", FILESYSTEM, "MODIFIED /a", truncate("/a")),
        row("mode", FILESYSTEM, "METADATA /a", chmod("/a")),
        row("mode, then content", FILESYSTEM, "MODIFIED /a", chmod("/a"), write("/a", 2, 1)),
        row("deleted", FILESYSTEM, "DELETED /a", unlink("/a")),
        row("folder deleted", FILESYSTEM, "DELETED /d", rmdir("/d")),
        row("written, then deleted", FILESYSTEM, "DELETED /a", write("/a", 2, 1), unlink("/a")),
        row("replaced", FILESYSTEM, "MODIFIED /a", unlink("/a"), create("/a", 2)),
        row(
            "replaced, then deleted",
            FILESYSTEM,
            "DELETED /a",
            unlink("/a"),
            create("/a", 2),
            unlink("/a")),
        row(
            "made, deleted, made",
            FILESYSTEM,
            "CREATED /t",
            create("/t", 2),
            unlink("/t"),
            create("/t", 3)),
        row("folder", FILESYSTEM, "CREATED /d", mkdir("/d")),
        row("one of two", FILESYSTEM, "CREATED /b", create("/a", 2), create("/b", 3), unlink("/a")),
        row("mapped", FILESYSTEM, "MODIFIED /a", mapped("/a", 2)),
        row("deleted twice", FILESYSTEM, "DELETED /t", create("/t", 2), unlink("/t"), unlink("/t")),
        row(
            "unnamed file, linked",
            FILESYSTEM,
            "CREATED /t",
            temporary("/tmp", 9),
            link("/proc/self/fd/3", "/t").setDevice(7).setInode(9)),
        row("write without a path", FILESYSTEM, "OPAQUE ", write(null, 4, 1)));
  }

  static Stream<Arguments> renames() {
    return Stream.of(
        row("existing", FILESYSTEM, "RENAMED /a > /b", rename("/a", "/b")),
        row(
            "over what may exist",
            FILESYSTEM,
            "RENAMED /t > /a",
            create("/t", 2),
            rename("/t", "/a")),
        row(
            "over what may exist, then deleted",
            FILESYSTEM,
            "DELETED /a",
            create("/t", 2),
            rename("/t", "/a"),
            unlink("/a")),
        row(
            "over a transient, then deleted",
            FILESYSTEM,
            "DELETED /u",
            create("/t", 2),
            create("/u", 3),
            rename("/t", "/u"),
            unlink("/u")),
        row(
            "to a free name",
            FILESYSTEM,
            "CREATED /b",
            create("/t", 2),
            renameNoReplace("/t", "/b")),
        row(
            "to a free name, then deleted",
            NONE,
            "",
            create("/t", 2),
            renameNoReplace("/t", "/b"),
            write("/b", 2, 1),
            unlink("/b")),
        row(
            "exchange",
            FILESYSTEM,
            "CREATED /t, RENAMED /t > /a",
            create("/t", 2),
            exchange("/t", "/a")),
        row("of a folder made before", FILESYSTEM, "RENAMED /d > /e", rename("/d", "/e")),
        row(
            "of a new folder switches cancelling off",
            FILESYSTEM,
            "CREATED /e, CREATED /t",
            mkdir("/d"),
            renameNoReplace("/d", "/e"),
            rmdir("/e"),
            create("/t", 2),
            unlink("/t")),
        row(
            "of an unknown to a transient's name",
            FILESYSTEM,
            "RENAMED /a > /t",
            create("/t", 2),
            unlink("/t"),
            rename("/a", "/t")));
  }

  static Stream<Arguments> links() {
    return Stream.of(
        row("second name goes", NONE, "", link("/a", "/b"), unlink("/b")),
        row(
            "second name of a transient stays",
            FILESYSTEM,
            "CREATED /b",
            create("/t", 2),
            link("/t", "/b"),
            unlink("/t")),
        row(
            "both names go",
            NONE,
            "",
            create("/t", 2),
            link("/t", "/b"),
            write("/b", 2, 1),
            unlink("/t"),
            unlink("/b")),
        row(
            "written by a second name",
            FILESYSTEM,
            "DELETED /b",
            link("/a", "/b"),
            write("/b", 2, 1),
            unlink("/b").setPathTrust(PathTrust.UNTRUSTED)),
        row(
            "existing file changed by a second name that goes",
            FILESYSTEM,
            "DELETED /b",
            link("/a", "/b"),
            chmod("/b"),
            unlink("/b")),
        row(
            "through a new symlink",
            FILESYSTEM,
            "CREATED /l/d",
            symlink("/l", "/r"),
            mkdir("/l/d"),
            unlink("/l")),
        row(
            "symlink led elsewhere between",
            FILESYSTEM,
            "DELETED /l/d",
            symlink("/l", "/r"),
            mkdir("/l/d"),
            unlink("/l"),
            symlink("/l", "/s"),
            rmdir("/l/d"),
            unlink("/l")),
        row(
            "mode through a new symlink",
            FILESYSTEM,
            "DELETED /l",
            symlink("/l", "/a"),
            chmod("/l"),
            unlink("/l")));
  }

  static Stream<Arguments> memory() {
    return Stream.of(
        row(
            "written",
            PROCESS,
            "MODIFIED /dev/shm/a",
            write("/dev/shm/a", 2, 1).setFileKind(FileKind.MEMORY)),
        row(
            "transient",
            NONE,
            "",
            create("/dev/shm/a", 2).setFileKind(FileKind.MEMORY),
            write("/dev/shm/a", 2, 1).setFileKind(FileKind.MEMORY),
            unlink("/dev/shm/a").setFileKind(FileKind.MEMORY)),
        row(
            "created and on disk",
            FULL,
            "CREATED /dev/shm/a, CREATED /b",
            create("/dev/shm/a", 2).setFileKind(FileKind.MEMORY),
            create("/b", 3)),
        row("place unknown", FULL, "MODIFIED /x", write("/x", 2, 1).setFileKind(FileKind.OTHER)),
        row("place not said", FILESYSTEM, "CREATED /d", mkdir("/d").setFileKind(FileKind.NONE)),
        row("socket", NONE, "", of(Operation.WRITE, FileKind.SOCKET, null)),
        row("pipe", NONE, "", of(Operation.WRITE, FileKind.PIPE, null)),
        row("device", NONE, "", of(Operation.WRITE, FileKind.DEVICE, "/dev/null")),
        row("fifo", PROCESS, "", of(Operation.WRITE, FileKind.FIFO, "/fifo")),
        row("own /proc", NONE, "", of(Operation.WRITE, FileKind.PROC, "/proc/self/oom_score_adj")),
        row(
            "/proc of one that is gone",
            NONE,
            "",
            of(Operation.WRITE, FileKind.PROC, "/proc/77/comm")),
        row(
            "/proc of a living one",
            PROCESS,
            "",
            of(Operation.WRITE, FileKind.PROC, "/proc/1/comm")),
        row("/proc/sys", PROCESS, "", of(Operation.WRITE, FileKind.PROC, "/proc/sys/kernel/x")));
  }

  static Stream<Arguments> doubts() {
    return Stream.of(
        row(
            "created by a path of doubt",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2).setPathTrust(PathTrust.USER),
            unlink("/t")),
        row(
            "removed by a path of doubt",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            unlink("/t").setPathTrust(PathTrust.UNTRUSTED)),
        row(
            "removed by another path",
            FILESYSTEM,
            "CREATED /r/t, DELETED /l/t",
            create("/r/t", 2),
            unlink("/l/t")),
        row(
            "inode of another file",
            FILESYSTEM,
            "MODIFIED /a",
            create("/t", 2),
            write("/a", 2, 1),
            unlink("/t")),
        row(
            "other inode at the same path",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            write("/t", 3, 1),
            unlink("/t")),
        row(
            "written by a descriptor that another thread could exchange",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            write("/t", 2, 1).setPathTrust(PathTrust.UNTRUSTED),
            unlink("/t")),
        row(
            "unnamed file by a descriptor that another thread could exchange",
            FILESYSTEM,
            "MODIFIED /tmp/#9",
            temporary("/tmp", 9).setPathTrust(PathTrust.UNTRUSTED),
            write("/tmp/#9", 9, 1)),
        row(
            "written without a path, by inode only",
            FILESYSTEM,
            "OPAQUE ",
            create("/t", 2),
            write(null, 2, 1).setPathTrust(PathTrust.NONE),
            unlink("/t")),
        row(
            "created twice, removed once",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            create("/t", 3),
            unlink("/t")),
        row(
            "created twice",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            create("/t", 3),
            unlink("/t"),
            unlink("/t")),
        row(
            "written without inode, path of doubt",
            FILESYSTEM,
            "DELETED /t",
            create("/t", 2),
            truncate("/t").setPathTrust(PathTrust.UNTRUSTED),
            unlink("/t")));
  }
}
