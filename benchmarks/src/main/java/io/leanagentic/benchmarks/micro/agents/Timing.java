package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Agents that set many timers each and handle their messages. */
public class Timing extends InRuntime {
  /** How many agents. */
  public static final int AGENTS = 1000;

  private static final Duration SOON = Duration.ofMillis(1);

  private final List<AgentRef<Integer>> agents = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /** Spawns them. */
  public Timing() {
    for (int i = 0; i < AGENTS; i++) {
      agents.add(runtime.spawn(() -> new Sleeper(open, finish)));
    }
  }

  /** Each agent sets {@code timers} and handles what they bring; returns how many agents did. */
  public long fire(int timers) {
    open.set(AGENTS);
    agents.forEach(agent -> check(agent.signal(timers)));
    return finish.expect(AGENTS);
  }

  private static final class Sleeper implements Behavior<Integer> {
    private final AtomicInteger open;
    private final Completion finish;
    private int left;

    Sleeper(AtomicInteger open, Completion finish) {
      this.open = open;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer timers) {
      if (timers > 0) {
        left = timers;
        for (int i = 0; i < timers; i++) {
          context.timers().once(i, SOON, 0);
        }
      } else if (--left == 0 && open.decrementAndGet() == 0) {
        finish.with(AGENTS);
      }
    }
  }
}
