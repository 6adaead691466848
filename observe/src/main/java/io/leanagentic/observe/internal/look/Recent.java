package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.observe.EventRow;
import io.leanagentic.spi.Clock;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The events of the last while, in words. Bounded in number and in rate; any thread. */
final class Recent {
  private static final int MOST = 200;
  private static final int MOST_A_SECOND = 20; // of one kind
  private static final long SECOND_NANOS = 1_000_000_000;

  private static final class Quota {
    private long begunNanos;
    private int left;
  }

  private final Clock clock;
  private final ArrayDeque<EventRow> rows = new ArrayDeque<>(MOST);
  private final Map<String, Quota> quotas = new HashMap<>();
  private long number;

  Recent(Clock clock) {
    this.clock = clock;
  }

  /** Notes an event, unless there were very many of its kind within this second. */
  synchronized void add(String kind, AgentRef<?> agent, Supplier<String> what) {
    number++;
    if (mayAdd(kind)) {
      if (rows.size() == MOST) {
        rows.removeFirst();
      }
      rows.addLast(new EventRow(number, clock.now(), kind, Words.path(agent), what.get()));
    }
  }

  private boolean mayAdd(String kind) {
    Quota quota = quotas.computeIfAbsent(kind, one -> new Quota());
    long now = clock.nanoTime();
    if (quota.left == 0 && now - quota.begunNanos >= SECOND_NANOS) {
      quota.begunNanos = now;
      quota.left = MOST_A_SECOND;
    }
    if (quota.left == 0) {
      return false;
    }
    quota.left--;
    return true;
  }

  /** The newest first. */
  synchronized List<EventRow> rows() {
    return List.copyOf(rows.reversed());
  }
}
