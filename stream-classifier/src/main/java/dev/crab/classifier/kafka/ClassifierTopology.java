package dev.crab.classifier.kafka;

import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Observations in, decisions out; every node and the store named. */
public final class ClassifierTopology {
  /** The store, and with the application's id before and -changelog after it, its topic. */
  public static final String STATE_STORE = "turn-fold-state";

  static final String SOURCE = "observations";
  static final String FOLD = "turn-fold";
  static final String SINK = "decisions";

  private ClassifierTopology() {}

  /** Builds it. */
  public static Topology build(AvroSerdes serdes) {
    Topology topology = new Topology();
    topology.addSource(
        SOURCE,
        new StringDeserializer(),
        serdes.deserializer(Observation.class),
        TopicCatalog.OBSERVATIONS.name());
    topology.addProcessor(FOLD, FoldProcessor::new, SOURCE);
    topology.addStateStore(stateStore(), FOLD);
    topology.addSink(
        SINK,
        TopicCatalog.DECISIONS.name(),
        new StringSerializer(),
        serdes.<TurnDecision>serializer(),
        FOLD);
    return topology;
  }

  /** Cached, so that an entry written often goes to the changelog once a commit. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> stateStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STATE_STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(Map.of("cleanup.policy", "compact"));
  }
}
