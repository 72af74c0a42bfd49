package dev.crab.classifier;

import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;

/** Syscall events as a probe reports them. */
public final class Events {
  private static final long DEVICE = 7;

  private Events() {}

  public static SyscallEvent.Builder event(Operation operation) {
    return SyscallEvent.newBuilder()
        .setTimeNanos(0)
        .setPid(5_050)
        .setTid(5_050)
        .setComm("sh")
        .setOperation(operation)
        .setFileKind(FileKind.NONE)
        .setPathTrust(PathTrust.NONE);
  }

  private static SyscallEvent.Builder kernel(Operation operation, String path, long inode) {
    return event(operation)
        .setPath(path)
        .setPathTrust(PathTrust.KERNEL)
        .setFileKind(FileKind.DISK)
        .setDevice(DEVICE)
        .setInode(inode);
  }

  private static SyscallEvent.Builder user(Operation operation, String path) {
    return event(operation).setPath(path).setPathTrust(PathTrust.USER).setFileKind(FileKind.DISK);
  }

  public static SyscallEvent.Builder create(String path, long inode) {
    return kernel(Operation.CREATE, path, inode);
  }

  public static SyscallEvent.Builder write(String path, long inode, long bytes) {
    return kernel(Operation.WRITE, path, inode).setResult(bytes);
  }

  public static SyscallEvent.Builder truncate(String path) {
    return user(Operation.TRUNCATE, path);
  }

  public static SyscallEvent.Builder mapped(String path, long inode) {
    return kernel(Operation.SHARED_MAPPING, path, inode);
  }

  public static SyscallEvent.Builder temporary(String folder, long inode) {
    return kernel(Operation.TEMPORARY_FILE, folder + "/#" + inode, inode);
  }

  public static SyscallEvent.Builder unlink(String path) {
    return user(Operation.UNLINK, path);
  }

  public static SyscallEvent.Builder rmdir(String path) {
    return user(Operation.RMDIR, path);
  }

  public static SyscallEvent.Builder mkdir(String path) {
    return user(Operation.MKDIR, path);
  }

  public static SyscallEvent.Builder mknod(String path) {
    return user(Operation.MKNOD, path);
  }

  public static SyscallEvent.Builder symlink(String path, String text) {
    return user(Operation.SYMLINK, path).setTarget(text);
  }

  public static SyscallEvent.Builder link(String source, String target) {
    return user(Operation.LINK, source).setTarget(target);
  }

  public static SyscallEvent.Builder rename(String source, String target) {
    return user(Operation.RENAME, source).setTarget(target);
  }

  public static SyscallEvent.Builder renameNoReplace(String source, String target) {
    return rename(source, target).setFlags(1);
  }

  public static SyscallEvent.Builder exchange(String source, String target) {
    return rename(source, target).setFlags(2);
  }

  public static SyscallEvent.Builder chmod(String path) {
    return user(Operation.MODE, path);
  }

  public static SyscallEvent.Builder of(Operation operation, FileKind kind, String path) {
    return event(operation)
        .setFileKind(kind)
        .setPath(path)
        .setPathTrust(path == null ? PathTrust.NONE : PathTrust.KERNEL);
  }
}
