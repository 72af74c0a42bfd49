package dev.crab.classifier.domain;

import org.jspecify.annotations.Nullable;

/** All the fold knows of one sandbox. Changed by {@link TurnFold} only. */
public final class SandboxState {
  private final String sandbox;
  private @Nullable Standing standing;
  private @Nullable Processes baseline;
  private boolean baselineChanged;
  private Tally tally;
  private FileLedger files;

  private SandboxState(String sandbox) {
    this.sandbox = sandbox;
    this.tally = new Tally();
    this.files = new FileLedger();
  }

  /** Of a sandbox never seen. */
  public static SandboxState unseen(String sandbox) {
    return new SandboxState(sandbox);
  }

  /** As it was saved. */
  public static SandboxState restored(
      String sandbox,
      Standing standing,
      @Nullable Processes baseline,
      Tally tally,
      FileLedger files) {
    SandboxState state = new SandboxState(sandbox);
    state.standing = standing;
    state.baseline = baseline;
    state.tally = tally;
    state.files = files;
    return state;
  }

  /** Its name. */
  public String sandbox() {
    return sandbox;
  }

  /** Null: nothing was folded yet. */
  public @Nullable Standing standing() {
    return standing;
  }

  /** The sample to compare with. */
  public @Nullable Processes baseline() {
    return baseline;
  }

  /** Whether the baseline is another one since the last call. */
  public boolean takeBaselineChanged() {
    boolean taken = baselineChanged;
    baselineChanged = false;
    return taken;
  }

  /** Counts of the turn being folded. */
  public Tally tally() {
    return tally;
  }

  /** Files of the turn being folded. */
  public FileLedger files() {
    return files;
  }

  void standing(Standing now) {
    standing = now;
  }

  void baseline(@Nullable Processes now) {
    baseline = now;
    baselineChanged = true;
  }

  /** What was folded is decided. */
  void nextTurn() {
    tally = new Tally();
    files = new FileLedger();
  }
}
