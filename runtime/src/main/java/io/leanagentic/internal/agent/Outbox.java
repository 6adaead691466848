package io.leanagentic.internal.agent;

import io.leanagentic.BurstLimitException;
import io.leanagentic.internal.await.Answer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one agent that found no room, in order: its burst. Only the agent's turn touches
 * it. It is delivered strictly in order, so a parked agent waits for one mailbox only, that of the
 * first entry. Only what a stopping target calls in is delivered out of order.
 */
final class Outbox {
  /** An outbox that held more entries than this frees its memory once it is empty. */
  private static final int KEPT = 64;

  /** The failure of a turn of {@code sender} that sends more than its burst. */
  static BurstLimitException overflow(AgentCell<?> sender, AgentCell<?> recipient, Object message) {
    int limit = sender.burst();
    sender.settings.reports.burstIsTooLong(sender, recipient, message);
    return new BurstLimitException(
        sender.path()
            + " has "
            + limit
            + " signals that wait for room, and sends one more to "
            + recipient.path()
            + "; allowed: a burst of "
            + limit
            + ". Send a long series with context.signalAll or from a loop agent, or raise"
            + " AgentConfig.withBurst");
  }

  /** What waits for one target. The target knows of it for as long as something waits. */
  static final class Run {
    private final AgentCell<?> sender;
    private final AgentCell<?> target;
    private int waiting;

    private Run(AgentCell<?> sender, AgentCell<?> target) {
      this.sender = sender;
      this.target = target;
    }

    /** Makes the sender deliver all of it, whatever room there is. Any thread. */
    void callIn() {
      AgentCell<?> called = target;
      sender.control(
          new Event() {
            @Override
            void apply(AgentCell<?> cell) {
              cell.outbox().deliverAll(called);
            }
          });
    }
  }

  /** A signal to be delivered. */
  static final class Entry {
    private final Run run;
    private final @Nullable Answer<?> answer;
    private @Nullable Object message; // null once it was called in

    private Entry(Run run, Object message, @Nullable Answer<?> answer) {
      this.run = run;
      this.message = message;
      this.answer = answer;
    }

    AgentCell<?> target() {
      return run.target;
    }

    Object message() {
      Object m = message;
      if (m == null) {
        throw new AssertionError("delivered twice");
      }
      return m;
    }

    @Nullable Answer<?> answer() {
      return answer;
    }
  }

  ArrayDeque<Entry> entries = new ArrayDeque<>(4);
  Map<AgentCell<?>, Run> runs = new HashMap<>(4);
  @Nullable List<Series<?>> series; // the open ones of this sender
  private @Nullable Run latest;
  private int size;
  private int most;

  /**
   * Puts a signal aside.
   *
   * @return false if {@code target} is about to stop and takes nothing more
   */
  boolean add(
      AgentCell<?> sender, AgentCell<?> target, Object message, @Nullable Answer<?> answer) {
    Run run = runTo(target);
    if (run == null) {
      run = new Run(sender, target);
      runs.put(target, run);
      if (!target.coldState().waiters().setAside(target, run)) {
        runs.remove(target);
        return false;
      }
      latest = run;
    }
    try {
      entries.add(new Entry(run, message, answer));
    } catch (Throwable t) {
      if (run.waiting == 0) {
        clear(run);
      }
      throw t;
    }
    run.waiting++;
    size++;
    most = Math.max(most, size);
    return true;
  }

  private @Nullable Run runTo(AgentCell<?> target) {
    Run run = latest;
    if (run == null || run.target != target) {
      run = runs.get(target);
      if (run != null) {
        latest = run;
      }
    }
    return run;
  }

  /** The next to be delivered, or null; then the outbox is as small as it was at first. */
  @Nullable Entry first() {
    for (Entry entry = entries.peek(); entry != null; entry = entries.peek()) {
      if (entry.message != null) {
        return entry;
      }
      entries.remove(); // called in
    }
    if (most > KEPT) {
      entries = new ArrayDeque<>(4);
      runs = new HashMap<>(4);
      most = 0;
    }
    return null;
  }

  /** Removes the first entry, which is delivered or given up. */
  void removeFirst() {
    delivered(entries.remove());
  }

  private void delivered(Entry entry) {
    entry.message = null;
    size--;
    if (--entry.run.waiting == 0) {
      clear(entry.run);
    }
  }

  private void clear(Run run) {
    runs.remove(run.target);
    if (latest == run) {
      latest = null;
    }
    run.target.coldState().waiters().cleared(run.target, run);
  }

  int size() {
    return size;
  }

  /** Whether a signal to {@code target} waits here, which a later one must not overtake. */
  boolean has(AgentCell<?> target) {
    return runTo(target) != null;
  }

  /** Delivers what waits for {@code target}, which is about to stop, whatever room it has. */
  private void deliverAll(AgentCell<?> target) {
    Run run = runs.get(target);
    if (run == null) {
      return;
    }
    for (Entry entry : entries) {
      if (entry.run == run && entry.message != null) {
        Backpressure.deliverLate(entry);
        delivered(entry);
        if (run.waiting == 0) {
          return;
        }
      }
    }
  }
}
