package dev.crab.coordinator.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The logs a coordinator reads; order holds within each, not between them. */
final class Topics {
  final List<Input> decisions = new ArrayList<>();
  final List<Input> results = new ArrayList<>();
  final List<Input> manifests = new ArrayList<>();
  final List<Input> requests = new ArrayList<>();
  final List<Input> jobs = new ArrayList<>();

  List<List<Input>> all() {
    return List.of(decisions, results, manifests, requests, jobs);
  }

  /** The state built from everything, in one of the possible orders. */
  State replay(Random random) {
    State state = State.empty();
    int[] next = new int[all().size()];
    for (List<Integer> open = open(next); !open.isEmpty(); open = open(next)) {
      int topic = open.get(random.nextInt(open.size()));
      int burst = 1 + random.nextInt(random.nextInt(4) == 0 ? 100 : 3);
      for (int i = 0; i < burst && next[topic] < all().get(topic).size(); i++) {
        state = Coordination.replay(state, all().get(topic).get(next[topic]++));
      }
    }
    return state;
  }

  private List<Integer> open(int[] next) {
    List<Integer> open = new ArrayList<>();
    for (int topic = 0; topic < next.length; topic++) {
      if (next[topic] < all().get(topic).size()) {
        open.add(topic);
      }
    }
    return open;
  }
}
