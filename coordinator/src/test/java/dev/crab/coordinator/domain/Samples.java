package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Failure;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.HostState;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.JobTimings;
import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.NetEffect;
import dev.crab.schemas.avro.Reason;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.avro.SandboxState;
import dev.crab.schemas.avro.SandboxStatus;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.id.SandboxId;
import dev.crab.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Records as the other components write them. */
public final class Samples {
  public static final SandboxId S1 = new SandboxId("s1");
  public static final String HOST = "h1";
  public static final long EPOCH = 1_000;
  public static final long SECOND = 1_000_000;

  static {
    TrustedRecords.trust();
  }

  private Samples() {}

  public static TurnDecision decision(SandboxId sandbox, long turn, Granularity granularity) {
    return decision(sandbox, turn, granularity, EPOCH);
  }

  public static TurnDecision decision(
      SandboxId sandbox, long turn, Granularity granularity, long epoch) {
    return TurnDecision.newBuilder()
        .setHost(HOST)
        .setSandbox(sandbox.value())
        .setEpoch(epoch)
        .setTurn(turn)
        .setLabel("turn " + turn)
        .setSource(MarkerSource.API)
        .setGranularity(granularity)
        .setReasons(List.of(new Reason("TEST", "a test says so")))
        .setEffects(Map.of("FILES", 1L))
        .setNetEffects(List.of(new NetEffect("CREATED", "/f" + turn, null, 1L, 10L)))
        .setNetEffectCount(1)
        .setProcessEffects(List.of())
        .setProcessEffectCount(0)
        .setCancelledEffects(0)
        .setEvents(3)
        .setLost(0)
        .setBytesWritten(10)
        .setBeginTimeNanos(turn)
        .setEndTimeNanos(turn + 1)
        .setEndWallTimeMicros(turn * SECOND)
        .build();
  }

  public static Input decided(long turn, Granularity granularity) {
    return new Input.Decision(decision(S1, turn, granularity), OptionalLong.empty());
  }

  public static JobResult result(CheckpointJob job, JobStatus status) {
    Failure failure =
        status == JobStatus.COMPLETED
            ? null
            : new Failure("DISK_FULL", "expected room; found none; free some");
    return JobResult.newBuilder()
        .setJobId(job.getJobId())
        .setKind(job.getKind())
        .setHost(job.getHost())
        .setSandbox(job.getSandbox())
        .setTurn(job.getTurn())
        .setStatus(status)
        .setGranularity(job.getGranularity())
        .setCheckpointId(job.getCheckpointId())
        .setFailure(failure)
        .setTimings(JobTimings.newBuilder().setFrozenTimeMicros(700).setRestoreMicros(900).build())
        .setProcessImageBytes(100)
        .setFilesystemBytes(20)
        .setCapturedWallTimeMicros(job.getCreatedWallTimeMicros() + 10)
        .setFinishedWallTimeMicros(job.getCreatedWallTimeMicros() + 20)
        .build();
  }

  public static Input answered(CheckpointJob job, JobStatus status, long seenMicros) {
    return new Input.Result(result(job, status), seenMicros);
  }

  public static Manifest manifest(CheckpointJob job) {
    return Manifest.newBuilder()
        .setCheckpointId(job.getCheckpointId())
        .setJobId(job.getJobId())
        .setSandbox(job.getSandbox())
        .setHost(job.getHost())
        .setTurn(job.getTurn())
        .setParentCheckpointId(job.getParentCheckpointId())
        .setGranularity(job.getGranularity())
        .setCreatedWallTimeMicros(job.getCreatedWallTimeMicros() + 15)
        .setHostname("s1")
        .setRootfsId("debian")
        .setLayers(List.of(new Layer("l1", 20L, 2L, "d")))
        .setProcessImage(null)
        .build();
  }

  public static Request request(
      String id, RequestKind kind, @Nullable String checkpoint, @Nullable Long turn) {
    return request(S1, id, kind, checkpoint, turn);
  }

  public static Request request(
      SandboxId sandbox,
      String id,
      RequestKind kind,
      @Nullable String checkpoint,
      @Nullable Long turn) {
    return Request.newBuilder()
        .setRequestId(id)
        .setKind(kind)
        .setSandbox(sandbox.value())
        .setHost(HOST)
        .setCheckpointId(checkpoint)
        .setTurn(turn)
        .setWallTimeMicros(50 * SECOND)
        .build();
  }

  public static Input created(String id, long lastTurn) {
    return new Input.RequestSeen(request(id, RequestKind.SANDBOX_CREATED, null, lastTurn));
  }

  public static Input removed(String id, long lastTurn) {
    return new Input.RequestSeen(request(id, RequestKind.SANDBOX_REMOVED, null, lastTurn));
  }

  public static Input restoreAsked(String id, String checkpoint) {
    return new Input.RequestSeen(request(id, RequestKind.RESTORE, checkpoint, null));
  }

  public static HostStatus host(
      String name, long wallMicros, String endpoint, Map<String, SandboxState> sandboxes) {
    return HostStatus.newBuilder()
        .setHost(name)
        .setBootId("boot")
        .setGeneration(1)
        .setWallTimeMicros(wallMicros)
        .setWorkerEndpoint(endpoint)
        .setProbeEndpoint(endpoint)
        .setState(HostState.UP)
        .setSandboxes(
            sandboxes.entrySet().stream()
                .map(
                    e ->
                        SandboxStatus.newBuilder()
                            .setSandbox(e.getKey())
                            .setState(e.getValue())
                            .setInitPid(42)
                            .setStartedWallTimeMicros(1)
                            .build())
                .toList())
        .build();
  }
}
