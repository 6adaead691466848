package io.leanagentic.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Priorities that change at a few turns: see {@link Strategy#pct}. */
final class PctChooser implements Chooser {
  private final SplittableRandom random;
  private final Map<SimulatedAgent, Long> priorities = new HashMap<>();
  private final Map<Long, Long> changes = new HashMap<>(); // turn to new priority, below all others
  private long turn;

  PctChooser(SplittableRandom random, int depth, long turns) {
    this.random = random;
    for (long low = 1; low < depth; low++) {
      changes.put(random.nextLong(Math.max(1, turns)), low);
    }
  }

  @Override
  public int choose(List<SimulatedAgent> ready, @Nullable SimulatedAgent last) {
    Long change = changes.get(turn++);
    if (change != null) {
      priorities.put(ready.get(highest(ready)), change);
    }
    return highest(ready);
  }

  private int highest(List<SimulatedAgent> ready) {
    int best = 0;
    for (int i = 1; i < ready.size(); i++) {
      if (priority(ready.get(i)) > priority(ready.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private long priority(SimulatedAgent agent) {
    return priorities.computeIfAbsent(agent, _ -> random.nextLong(1_000, Long.MAX_VALUE));
  }
}
