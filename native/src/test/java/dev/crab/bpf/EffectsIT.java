package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One effect at a time in a real sandbox, and what the kernel side says of it. */
class EffectsIT {
  private static final int SLOT = 0;
  private static BpfKernel kernel;
  private static TestSandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    BpfAvailability bpf = BpfKernel.availability(BpfKernel.btfPath());
    assumeTrue(
        bpf.isAvailable(), () -> bpf.cause().orElse("") + "; remedy: " + bpf.remedy().orElse(""));
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"),
        "programs name x86_64 system calls by number; remedy: run on x86_64");
    kernel = BpfKernel.open(1 << 20, 1024, BpfKernel.btfPath());
    sandbox = new TestSandbox();
    kernel.register(SLOT, new SandboxSelector(sandbox.pidNamespace(), 0, sandbox.mountNamespace()));
    sandbox.run(
        "py() { python3 -S -c \"import os,ctypes,mmap,socket,fcntl,struct,sys,time;"
            + "c=ctypes.CDLL(None,use_errno=True);sc=c.syscall\n$1\"; }");
  }

  @AfterAll
  static void stop() throws IOException {
    if (sandbox != null) {
      sandbox.close();
    }
    if (kernel != null) {
      kernel.close();
    }
  }

  private static List<String> drained() {
    List<String> seen = new ArrayList<>();
    long end = kernel.produced();
    while (kernel.consumed() < end) {
      kernel.drain(0, d -> seen.add(text((KernelEvent) d)));
    }
    return seen;
  }

  private static String text(KernelEvent e) {
    String folder = sandbox.folder() + "/";
    String path = e.path() == null ? "-" : e.path().replace(folder, "");
    String target = e.target() == null ? "" : " " + e.target().replace(folder, "");
    String named = path.startsWith("#") ? "#" : path;
    return e.operation() + " " + e.fileKind() + " " + e.trust() + " " + named + target;
  }

  private static Arguments effect(String name, String before, String command, String... events) {
    return Arguments.of(name, before, command, List.of(events));
  }

  private static Arguments nothing(String name, String before, String command) {
    return Arguments.of(name, before, command, List.of());
  }

  private static Arguments py(String name, String before, String program, String... events) {
    return effect(name, before, "py '" + program + "'", events);
  }

  static Stream<Arguments> content() {
    return Stream.of(
        effect("create", "rm -f a", ": > a", "CREATE DISK KERNEL a"),
        effect("create existing", "touch a", "py 'os.open(\"a\",os.O_CREAT|os.O_RDWR)'"),
        effect("truncate at open", "echo 1 > a", ": > a", "TRUNCATE DISK KERNEL a"),
        effect("append", "echo 1 > a", "echo 2 >> a", "WRITE DISK KERNEL a"),
        effect("inherited", "exec 7>>a", "echo 2 >&7", "WRITE DISK KERNEL a"),
        py("pwrite", "", "os.pwrite(os.open(\"a\",1),b\"x\",3)", "WRITE DISK KERNEL a"),
        py("pwritev", "", "os.pwritev(os.open(\"a\",1),[b\"x\"],3)", "WRITE DISK KERNEL a"),
        py("writev", "", "os.writev(os.open(\"a\",1),[b\"x\"])", "WRITE DISK KERNEL a"),
        py(
            "sendfile",
            "echo b>b",
            "os.sendfile(os.open(\"a\",1),os.open(\"b\",0),0,2)",
            "WRITE DISK KERNEL a"),
        py(
            "copy_file_range",
            "",
            "os.copy_file_range(os.open(\"b\",0),os.open(\"a\",1),2)",
            "WRITE DISK KERNEL a"),
        py(
            "splice",
            "",
            "r,w=os.pipe();os.write(w,b\"x\");os.splice(r,os.open(\"a\",1),1)",
            "WRITE DISK KERNEL a"),
        py("fallocate", "", "os.posix_fallocate(os.open(\"a\",1),0,9000)", "WRITE DISK KERNEL a"),
        py("ftruncate", "", "os.ftruncate(os.open(\"a\",1),9)", "TRUNCATE DISK KERNEL a"),
        py("truncate", "", "os.truncate(\"a\",8)", "TRUNCATE DISK USER a"),
        py("mmap shared", "", "mmap.mmap(os.open(\"a\",2),4)", "SHARED_MAPPING DISK KERNEL a"),
        py(
            "unlinked",
            "",
            "f=os.open(\"z\",66);os.unlink(\"z\");os.write(f,b\"x\")",
            "CREATE DISK KERNEL z",
            "UNLINK DISK USER z",
            "WRITE DISK KERNEL z"),
        py("dup", "", "os.write(os.dup(os.open(\"a\",1)),b\"x\")", "WRITE DISK KERNEL a"),
        py(
            "passed",
            "",
            "s,t=socket.socketpair();socket.send_fds(s,[b\"x\"],[os.open(\"a\",1)]);"
                + "os.write(socket.recv_fds(t,1,1)[1][0],b\"x\")",
            "WRITE DISK KERNEL a"),
        effect("fifo", "mkfifo p; exec 8<>p", "echo x >&8", "WRITE FIFO KERNEL p"),
        py("memfd", "", "os.write(os.memfd_create(\"m\"),b\"x\")", "WRITE MEMORY NONE -"),
        py(
            "shm",
            "",
            "f=os.open(\"/dev/shm/crab-it\",66);os.unlink(\"/dev/shm/crab-it\")",
            "CREATE MEMORY KERNEL /dev/shm/crab-it",
            "UNLINK DISK USER /dev/shm/crab-it"),
        effect(
            "proc",
            "",
            "echo 5 > /proc/self/oom_score_adj",
            "WRITE PROC KERNEL /proc/1/oom_score_adj"),
        py(
            "thread",
            "",
            "import threading;t=threading.Thread(target=lambda:os.write(os.open(\"a\",1),b\"x\"));"
                + "t.start();t.join()",
            "WRITE DISK UNTRUSTED a"),
        nothing("zero bytes", "", "py 'os.write(os.open(\"a\",1),b\"\")'"),
        nothing("pipe", "", "echo x | cat > /dev/null"),
        nothing("failed", "", "cat nothing; rmdir nothing; mkdir /proc/x; echo > /proc/version"),
        nothing("read", "", "cat a b; ls; grep -r x . ; stat a; test -e q; wc -c < a"));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        effect("unlink", "touch u", "rm u", "UNLINK DISK USER u"),
        effect("mkdir rmdir", "", "mkdir d; rmdir d", "MKDIR DISK USER d", "RMDIR DISK USER d"),
        effect("rename", "touch r", "mv r s", "RENAME DISK USER r s"),
        py("exchange", "touch r", "sc(316,-100,b\"r\",-100,b\"s\",2)", "RENAME DISK USER r s"),
        effect("link", "touch a; rm -f l", "ln a l", "LINK DISK USER a l"),
        effect("symlink", "", "ln -s /x/../y k", "SYMLINK DISK USER k /x/../y"),
        effect("dots", "mkdir -p e", "touch e/../w", "CREATE DISK KERNEL w", "TIMES DISK KERNEL w"),
        effect("dots unlink", "", "rm e/../w", "UNLINK DISK UNTRUSTED e/../w"),
        py(
            "descriptor of a moved folder",
            "rm -rf e g",
            "os.mkdir(\"e\");d=os.open(\"e\",0);os.rename(\"e\",\"g\");os.mkdir(\"h\",dir_fd=d)",
            "MKDIR DISK USER e",
            "RENAME DISK USER e g",
            "MKDIR DISK USER g/h"),
        py("mknod", "", "os.mknod(\"n\",0o020666,os.makedev(1,3))", "MKNOD DISK USER n"),
        py("socket", "", "socket.socket(socket.AF_UNIX).bind(\"sock\")", "MKNOD DISK USER sock"),
        nothing("abstract socket", "", "py 'socket.socket(socket.AF_UNIX).bind(\"\\0x\")'"),
        py("tmpfile", "", "os.open(\".\",0o20200002)", "TEMPORARY_FILE DISK KERNEL #"),
        py("not text", "", "os.mkdir(b\"\\xff\\xfe\")", "MKDIR DISK UNTRUSTED \\xff\\xfe"),
        py("newline", "", "os.mkdir(\"nl\\n2\")", "MKDIR DISK USER nl\n2"));
  }

  static Stream<Arguments> metadata() {
    return Stream.of(
        effect("chmod", "touch a", "chmod 600 a", "MODE DISK USER a"),
        py("fchmod", "", "os.fchmod(os.open(\"a\",0),0o644)", "MODE DISK KERNEL a"),
        py("fchmodat2", "", "sc(452,-100,b\"a\",0o600,0)", "MODE DISK USER a"),
        effect("chown", "", "chown 1:1 a", "OWNER DISK USER a"),
        py("fchown", "", "os.fchown(os.open(\"a\",0),0,0)", "OWNER DISK KERNEL a"),
        py("setxattr", "", "os.setxattr(\"a\",\"trusted.x\",b\"1\")", "XATTR DISK USER a"),
        py(
            "fsetxattr",
            "",
            "os.setxattr(os.open(\"a\",0),\"trusted.x\",b\"2\")",
            "XATTR DISK KERNEL a"),
        py("removexattr", "", "os.removexattr(\"a\",\"trusted.x\")", "XATTR DISK USER a"),
        py("utimensat", "", "os.utime(\"a\",(1,1))", "TIMES DISK USER a"),
        py("futimens", "", "os.utime(os.open(\"a\",0),(1,1))", "TIMES DISK KERNEL a"),
        py(
            "chattr",
            "",
            "f=os.open(\"a\",0);b=bytearray(8);fcntl.ioctl(f,0x80086601,b);"
                + "fcntl.ioctl(f,0x40086602,bytes(b))",
            "INODE_FLAGS DISK KERNEL a"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        effect("mount", "mkdir -p mnt", "mount -t tmpfs crab-it mnt", "MOUNT DISK USER mnt"),
        effect(
            "in a mount",
            "",
            "touch mnt/x",
            "CREATE MEMORY KERNEL mnt/x",
            "TIMES MEMORY KERNEL mnt/x"),
        effect("umount", "", "umount mnt", "MOUNT DISK USER mnt"),
        effect("unshare", "", "unshare --uts true", "NAMESPACE NONE NONE -"),
        effect("chroot", "", "chroot / true", "NAMESPACE DISK USER /"),
        py(
            "io_uring",
            "",
            "p=ctypes.create_string_buffer(120);sc(425,4,p)",
            "IO_URING NONE NONE -"),
        py(
            "shmget",
            "",
            "i=sc(29,0,4096,0o1600);sc(31,i,0,0)",
            "IPC NONE NONE -",
            "IPC NONE NONE -"),
        py(
            "process_vm_writev",
            "",
            "r,w=os.pipe();b=ctypes.create_string_buffer(b\"yy\");p=os.fork()\nif p==0: os.read(r,1); os._exit(0)\n"
                + "a=ctypes.addressof(b)\n"
                + "v=(ctypes.c_ulong*2)(a,1)\nsc(311,p,v,1,v,1,ctypes.c_long(0));os.write(w,b\"x\");os.wait()",
            "PEER_MEMORY NONE NONE -"),
        effect(
            "renice other",
            "sleep 99 & true",
            "renice -n 3 $! > /dev/null",
            "PEER_ATTRIBUTE NONE NONE -"),
        nothing("renice self", "", "nice -n 3 true"),
        nothing("own limits", "", "(ulimit -n 100)"),
        py(
            "compat call",
            "",
            "m=mmap.mmap(-1,4096,prot=7);m.write(bytes([0xb8,20,0,0,0,0xcd,0x80,0xc3]));"
                + "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()",
            "COMPAT_SYSCALL NONE NONE -"),
        nothing("unknown call that fails", "", "py 'sc(500)'"),
        effect(
            "nested namespaces",
            "",
            "unshare -pf --mount-proc touch nested",
            "NAMESPACE NONE NONE -",
            "MOUNT DISK UNTRUSTED /",
            "MOUNT DISK UNTRUSTED /proc",
            "CREATE DISK UNTRUSTED nested",
            "TIMES DISK UNTRUSTED nested"),
        nothing("compute", "", "python3 -S -c 'print(sum(range(100000)))' > /dev/null"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"content", "names", "metadata", "others"})
  void shouldSayWhatChanged(String name, String before, String command, List<String> expected)
      throws IOException {
    sandbox.run(before.isEmpty() ? "true" : before);
    drained();
    kernel.advance(SLOT);

    String printed = sandbox.run(command);

    assertThat(drained()).as(printed).isEqualTo(expected);
  }

  @Test
  void shouldWalkTheWholePathWhenItIsLong() throws IOException {
    drained();

    sandbox.run(
        "py 'for i in range(18): os.mkdir(\"x\"*200); os.chdir(\"x\"*200)\n"
            + "os.open(\"leaf\",66)'");

    List<String> seen = drained();
    assertThat(seen).hasSize(19);
    assertThat(seen.getLast())
        .isEqualTo("CREATE DISK KERNEL " + ("x".repeat(200) + "/").repeat(18) + "leaf");
  }
}
