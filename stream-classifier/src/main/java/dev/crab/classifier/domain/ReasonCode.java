package dev.crab.classifier.domain;

import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.FULL;
import static dev.crab.schemas.avro.Granularity.NONE;
import static dev.crab.schemas.avro.Granularity.PROCESS;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.LossKind;

/**
 * Why a turn was classified as it was. The name is the stable code; the order is the order of
 * importance; what a code raises a turn to is part of it.
 */
public enum ReasonCode {
  PROBE_RESTART(
      FULL, "The probe began anew without the sandbox's end; what happened between is unknown."),
  HISTORY_UNKNOWN(FULL, "The sandbox had turns that this classifier knows nothing of."),
  SANDBOX_GONE(FULL, "The sandbox ended while the turn was open."),
  MISSING_END(FULL, "The next turn began before this one's end marker came."),
  BEGIN_MISSING(FULL, "The turn ended without a begin marker."),
  TURN_REPEATED(FULL, "A marker named a turn that was decided already or is still open."),
  UNKNOWN_MARKER(FULL, "A marker of a kind this build does not know."),
  SEQUENCE_GAP(FULL, "Observations are missing between two that came."),
  STALE_EPOCH(FULL, "An observation of an earlier epoch came late."),
  LOSS_RING_FULL(FULL, "The kernel's ring buffer was full."),
  LOSS_MAP_FULL(FULL, "A map of the kernel side was full."),
  LOSS_PATH_UNREADABLE(FULL, "A path could not be read."),
  LOSS_DECODE_ERROR(FULL, "The probe could not decode an event."),
  LOSS_PRODUCER_BUFFER_FULL(FULL, "The probe could not hand events to Kafka."),
  LOSS_PROBE_RESTART(FULL, "The probe reported that it had been restarted."),
  LOSS_SAMPLE_FAILED(FULL, "The probe could not sample the processes."),
  LOSS_UNKNOWN(FULL, "The probe reported a loss of a kind this build does not know."),
  KERNEL_LOSS(FULL, "The kernel side counted events that did not reach the ring."),
  OVERFLOW(FULL, "The turn touched more than the classifier keeps track of."),
  SAMPLE_MISSING(FULL, "There is no process sample to compare with."),
  UNKNOWN_OPERATION(FULL, "A call that this build has no entry for."),
  COMPAT_SYSCALL(FULL, "A call through the 32-bit interface, whose arguments are not decoded."),
  IO_URING(FULL, "io_uring was used; its operations make no calls."),
  MOUNT_CHANGED(FULL, "Mounts were changed."),
  NAMESPACE_CHANGED(FULL, "A process that outlives the turn changed its namespaces."),
  FILES_CHANGED(FILESYSTEM, "Effects on files on disk survive the turn."),
  ASYNC_IO(FILESYSTEM, "Asynchronous I/O was submitted; its targets are not decoded."),
  FILE_MAPPED(FILESYSTEM, "A file was mapped shared and writable; stores to it make no calls."),
  SHARED_MAPPING(
      FILESYSTEM, "A process that holds a shared, writable mapping of a file on disk ran."),
  SURVIVOR_FOUND(NONE, "A path created and removed in the turn exists nevertheless."),
  SURVIVORS_UNCHECKED(
      NONE, "It was not checked whether transient paths are gone; none was cancelled."),
  SURVIVORS_RACING(
      NONE, "Names still changed while transient paths were checked; none was cancelled."),
  NAMES_UNSTABLE(
      NONE, "A directory was renamed, or mounts or namespaces differ; no path was cancelled."),
  LATE_EVENT(NONE, "An event of before the previous turn's end came late; no path was cancelled."),
  PATH_UNTRUSTED(NONE, "A path came from memory that others could change; it was not cancelled."),
  PROCESS_BORN(PROCESS, "A process was born and outlives the turn."),
  PROCESS_DIED(PROCESS, "A process that was alive before the turn died."),
  PROCESS_RAN(PROCESS, "A process that outlives the turn ran, so its memory may have changed."),
  MEMORY_FILES_CHANGED(PROCESS, "Effects on files in memory survive; only a dump holds them."),
  PEER_CHANGED(PROCESS, "A process changed another one's memory, attributes or IPC objects."),
  FIFO_WRITTEN(PROCESS, "A named pipe was written; its content belongs to its holders."),
  PROC_WRITTEN(PROCESS, "A file in /proc of something that outlives the turn was written."),
  NOTHING_SURVIVED(NONE, "Everything the turn did is gone at its end."),
  NO_EVENTS(NONE, "The turn did nothing.");

  private final Granularity raises;
  private final String description;

  ReasonCode(Granularity raises, String description) {
    this.raises = raises;
    this.description = description;
  }

  /** The least a turn with this reason is classified as. */
  public Granularity raises() {
    return raises;
  }

  /** One sentence for people. */
  public String description() {
    return description;
  }

  static ReasonCode of(LossKind kind) {
    return switch (kind) {
      case UNKNOWN -> LOSS_UNKNOWN;
      case RING_FULL -> LOSS_RING_FULL;
      case MAP_FULL -> LOSS_MAP_FULL;
      case PATH_UNREADABLE -> LOSS_PATH_UNREADABLE;
      case DECODE_ERROR -> LOSS_DECODE_ERROR;
      case PRODUCER_BUFFER_FULL -> LOSS_PRODUCER_BUFFER_FULL;
      case PROBE_RESTART -> LOSS_PROBE_RESTART;
      case SAMPLE_FAILED -> LOSS_SAMPLE_FAILED;
    };
  }
}
