package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import java.util.HashMap;
import java.util.Map;

/** Which numbers of agents do nothing but grow, in look after look. */
final class Growth {
  /** One that was never less than in the look before. */
  record Run(long sinceNanos, int first, int last, int steps) {}

  private Map<AgentRef<?>, Run> before = new HashMap<>();
  private Map<AgentRef<?>, Run> now = new HashMap<>();

  /** A new look: agents that are not noted in it begin anew. */
  void begin() {
    before = now;
    now = new HashMap<>();
  }

  /** The number of {@code agent} is {@code size} at {@code nanos}. */
  Run note(AgentRef<?> agent, int size, long nanos) {
    Run run = before.get(agent);
    Run next =
        run == null || size < run.last()
            ? new Run(nanos, size, size, 0)
            : new Run(
                run.sinceNanos(), run.first(), size, run.steps() + (size > run.last() ? 1 : 0));
    now.put(agent, next);
    return next;
  }
}
