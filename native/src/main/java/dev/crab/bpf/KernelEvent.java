package dev.crab.bpf;

import org.jspecify.annotations.Nullable;

/**
 * One state-changing call.
 *
 * @param slot slot of the sandbox
 * @param generation turn generation of the slot when the call ended
 * @param timeNanos CLOCK_BOOTTIME at the call's exit
 * @param comm task name
 * @param path first path, null if there is none or it could not be read
 * @param target second path, or a symlink's text
 * @param trust of both paths together
 * @param device device number as the kernel encodes it
 */
public record KernelEvent(
    int slot,
    long generation,
    long timeNanos,
    int pid,
    int tid,
    String comm,
    int syscall,
    Operation operation,
    FileKind fileKind,
    @Nullable String path,
    @Nullable String target,
    Trust trust,
    long device,
    long inode,
    long result,
    long flags)
    implements Decoded {}
