package io.leanagentic.internal.agent;

import io.leanagentic.Supervision;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * When an agent was restarted, as far back as its supervision looks. Its clock stands still while
 * the agent waits for a restart: otherwise back-offs longer than the window would keep the limit
 * from ever being reached.
 */
final class RestartHistory {
  private final ArrayDeque<Long> times = new ArrayDeque<>(4);
  private int total;
  private long waited;

  /** Restarts in all. */
  int total() {
    return total;
  }

  /** Restarts within the window that ends now. */
  int count(Supervision supervision, long now) {
    long window = Durations.nanos(supervision.window());
    while (!times.isEmpty() && now - waited - times.peek() > window) {
      times.remove();
    }
    return times.size();
  }

  /**
   * Notes a restart; returns how long to wait before it, in ns: doubled with each one in the
   * window, then changed by the jitter.
   */
  long add(Supervision supervision, long now, SplittableRandom random) {
    int before = count(supervision, now);
    times.add(now - waited);
    total++;
    long min = Durations.nanos(supervision.minBackoff());
    long max = Durations.nanos(supervision.maxBackoff());
    long wait =
        min == 0
            ? 0
            : Math.min(max, before >= 62 || min > Long.MAX_VALUE >> before ? max : min << before);
    double change = 1 + supervision.jitter() * (2 * random.nextDouble() - 1);
    wait = Math.clamp((long) (wait * change), min == 0 ? 0 : 1, Math.max(1, max));
    waited += wait;
    return wait;
  }
}
