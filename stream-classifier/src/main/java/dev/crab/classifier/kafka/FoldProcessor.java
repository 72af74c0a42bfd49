package dev.crab.classifier.kafka;

import dev.crab.classifier.domain.SandboxState;
import dev.crab.classifier.domain.TurnFold;
import dev.crab.classifier.state.SandboxStates;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each observation to the fold, saves what changed, forwards decisions and commits them. */
final class FoldProcessor implements Processor<String, Observation, String, TurnDecision> {
  private static final Logger LOG = LoggerFactory.getLogger(FoldProcessor.class);
  private static final int MAX_LIVE_SANDBOXES = 256;

  private @Nullable ProcessorContext<String, TurnDecision> context;
  private @Nullable SandboxStates states;

  @Override
  public void init(ProcessorContext<String, TurnDecision> processorContext) {
    context = processorContext;
    KeyValueStore<Bytes, byte[]> store =
        processorContext.getStateStore(ClassifierTopology.STATE_STORE);
    states = new SandboxStates(new StoreEntries(store), MAX_LIVE_SANDBOXES);
  }

  @Override
  public void process(Record<String, Observation> input) {
    Observation observation = input.value();
    if (observation == null || !observation.getSandbox().equals(input.key())) {
      LOG.atWarn()
          .addKeyValue("key", input.key())
          .addKeyValue("sandbox", observation == null ? null : observation.getSandbox())
          .log("Observation under a foreign key, or empty; it counts as missing");
      return;
    }
    SandboxStates sandboxes = Objects.requireNonNull(states);
    SandboxState state = sandboxes.of(observation.getSandbox());
    List<TurnDecision> decisions = TurnFold.apply(state, observation);
    sandboxes.save(state);
    decisions.forEach(decision -> forward(input, decision));
  }

  private void forward(Record<String, Observation> input, TurnDecision decision) {
    ProcessorContext<String, TurnDecision> to = Objects.requireNonNull(context);
    to.forward(
        new Record<>(decision.getSandbox(), decision, input.timestamp(), new RecordHeaders()));
    to.commit();
  }
}
