package dev.crab.coordinator.http;

import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets one creation, removal or restore of a sandbox through at a time, so that the order of
 * requests in their topic is the order in which things happened.
 */
final class Turnstile {
  private final Set<SandboxId> inside = new HashSet<>();

  Future<Answer> alone(SandboxId sandbox, Supplier<Future<Answer>> work) {
    if (!inside.add(sandbox)) {
      throw busy(sandbox);
    }
    try {
      return work.get().onComplete(done -> inside.remove(sandbox));
    } catch (RuntimeException e) {
      inside.remove(sandbox);
      throw e;
    }
  }

  static ApiError busy(SandboxId sandbox) {
    return ApiError.conflict(
        "busy",
        "expected no creation, removal or restore of " + sandbox + " under way; found one",
        "wait for it; look with: crab sandbox ls");
  }
}
