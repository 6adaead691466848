package io.leanagentic.internal.agent;

import io.leanagentic.Timers;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.timer.TimerWheel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The timers of one agent, by key. In its turn only, except for the firing. */
public final class AgentTimers<M> implements Timers<M> {
  private final AgentCell<M> cell;
  private final Map<Object, One> byKey = new HashMap<>();

  AgentTimers(AgentCell<M> cell) {
    this.cell = cell;
  }

  @Override
  public void once(Object key, Duration delay, M message) {
    start(key, Durations.notNegative("delay", delay), 0, message);
  }

  @Override
  public void every(Object key, Duration period, M message) {
    long nanos = Durations.positive("period", period);
    start(key, nanos, nanos, message);
  }

  private void start(Object key, long delay, long period, M message) {
    Frame frame = cell.turn();
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(message, "message");
    One timer = new One(key, period, message, frame.pairs);
    One earlier = byKey.put(key, timer);
    if (earlier != null) {
      earlier.cancelTimer();
    }
    timer.dueNanos = cell.settings.clock.nanoTime() + delay;
    cell.settings.timers.schedule(timer, delay);
  }

  @Override
  public void cancel(Object key) {
    cell.turn();
    Objects.requireNonNull(key, "key");
    One timer = byKey.remove(key);
    if (timer != null) {
      timer.cancelTimer();
    }
  }

  @Override
  public void cancelAll() {
    cell.turn();
    endAll();
  }

  void endAll() {
    for (One timer : byKey.values()) {
      timer.cancelTimer();
    }
    byKey.clear();
  }

  @Override
  public boolean isActive(Object key) {
    cell.turn();
    // A timer that an ending agent or behavior starts in its last hook ends before it fires.
    return byKey.containsKey(Objects.requireNonNull(key, "key"))
        && !cell.is(AgentState.STOPPING | AgentState.RESTARTING);
  }

  /** How many there are. Any thread; exact only in the agent's turn. */
  int size() {
    return byKey.size();
  }

  /**
   * One timer. It counts only while it is the one under its key: the message of a cancelled timer
   * is dropped.
   */
  private final class One extends TimerWheel.Entry {
    private final Object key;
    private final long period;
    private final M message;
    private final @Nullable Object pairs; // of the turn that began it
    private volatile boolean waiting; // its message is in the mailbox
    private long dueNanos;

    One(Object key, long period, M message, @Nullable Object pairs) {
      this.key = key;
      this.period = period;
      this.message = message;
      this.pairs = pairs;
    }

    @Override
    protected void onTimer() {
      if (period > 0) {
        long now = cell.settings.clock.nanoTime();
        long missed = (now - dueNanos) / period;
        dueNanos += (missed + 1) * period;
        cell.settings.timers.schedule(this, Math.max(1, dueNanos - now));
      }
      if (waiting) {
        if (!cell.isOpen()) {
          cancelTimer(); // its end raced with this firing
        }
        return;
      }
      waiting = true;
      boolean alive;
      try {
        alive =
            cell.putEvent(
                new Event() {
                  @Override
                  void apply(AgentCell<?> self) throws Exception {
                    fired();
                  }
                });
      } catch (Throwable t) { // no heap: it fires again
        waiting = false;
        throw t;
      }
      if (!alive) {
        cancelTimer();
      }
    }

    private void fired() throws Exception {
      waiting = false;
      if (byKey.get(key) != this) {
        cancelTimer(); // it was rescheduled by a firing that raced with its end
        return;
      }
      if (period == 0) {
        byKey.remove(key);
      }
      Frame frame = cell.turn();
      TurnPairs.begin(frame, pairs);
      cell.handle(message);
      TurnPairs.end(cell, frame);
    }
  }
}
