package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentRef;
import java.util.ArrayList;
import java.util.List;

/** Many producers and one consumer; an agent starts them all. */
public class FanIn extends InRuntime {
  /** How many producers. */
  public static final int PRODUCERS = 1000;

  private final AgentRef<Producer.Produce> starter;

  /** Spawns them. */
  public FanIn() {
    var counter = runtime.spawn(() -> new Counter(PRODUCERS, finish));
    List<AgentRef<Producer.Command>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(runtime.spawn(() -> new Producer(counter)));
    }
    starter =
        runtime.spawn(
            (context, produce) -> producers.forEach(producer -> check(producer.signal(produce))));
  }

  /** Each producer sends {@code items}; returns how many were counted. */
  public long produce(int items) {
    starter.signal(new Producer.Produce(items));
    return finish.expect((long) PRODUCERS * items);
  }
}
