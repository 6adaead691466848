package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentRef;
import io.leanagentic.benchmarks.harness.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One agent gives work to many others, all of which begin at its worker: the others must steal. */
public class Skew extends InRuntime {
  /** How many get work. */
  public static final int AGENTS = 200;

  /** How long each computes, in nanoseconds. */
  public static final long WORK = 5_000;

  private final AtomicInteger open = new AtomicInteger();
  private final AgentRef<Integer> source;

  /** Spawns them. */
  public Skew() {
    List<AgentRef<Integer>> agents = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      agents.add(
          runtime.spawn((context, number) -> {
            Recorder.compute(WORK);
            if (open.decrementAndGet() == 0) {
              finish.with(number);
            }
          }));
    }
    source =
        runtime.spawn((context, number) -> agents.forEach(agent -> check(agent.signal(number))));
  }

  /** Gives each of them work once. */
  public long distribute() {
    open.set(AGENTS);
    check(source.signal(1));
    return finish.expect(1);
  }
}
