package io.leanagentic.internal.agent;

import io.leanagentic.BurstLimitException;
import io.leanagentic.internal.await.Along;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one agent that found no room, in order: its burst. Only the agent's turn touches
 * it. It is delivered strictly in order, so a parked agent waits for one mailbox only, that of the
 * first entry. Only what a stopping target calls in is delivered out of order.
 */
final class Outbox {
  /*
   * The entries are linked, not in an array: each time a large array grows, the old one stays behind in the old
   * generation, and until that is collected it keeps what it refers to alive, delivered or not. For the same reason
   * an entry that is removed no longer refers to the next.
   */
  /** An outbox that held runs to more targets than this frees their memory once it is empty. */
  private static final int KEPT = 64;

  /** So many signals are put aside between two looks whether there is room meanwhile. */
  static final int LOOK_EVERY = 64;

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
  static class Entry {
    private final Run run;
    private @Nullable Object message; // null once it was called in
    private @Nullable Entry next;

    private Entry(Run run, Object message) {
      this.run = run;
      this.message = message;
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

    @Nullable Along along() {
      return null;
    }
  }

  /** A signal that something goes along with. */
  private static final class Accompanied extends Entry {
    private final Along along;

    private Accompanied(Run run, Object message, Along along) {
      super(run, message);
      this.along = along;
    }

    @Override
    Along along() {
      return along;
    }
  }

  private @Nullable Entry first;
  private @Nullable Entry last;
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
  boolean add(AgentCell<?> sender, AgentCell<?> target, Object message, @Nullable Along along) {
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
      append(along == null ? new Entry(run, message) : new Accompanied(run, message, along));
    } catch (Throwable t) {
      if (run.waiting == 0) {
        clear(run);
      }
      throw t;
    }
    run.waiting++;
    size++;
    most = Math.max(most, runs.size());
    return true;
  }

  private void append(Entry entry) {
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
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
    for (Entry entry = first; entry != null; entry = first) {
      if (entry.message != null) {
        return entry;
      }
      unlinkFirst(entry); // called in
    }
    if (most > KEPT) {
      runs = new HashMap<>(4);
      most = 0;
    }
    return null;
  }

  /** Removes the first entry, which is delivered or given up. */
  void removeFirst() {
    Entry entry = Objects.requireNonNull(first);
    unlinkFirst(entry);
    delivered(entry);
  }

  private void unlinkFirst(Entry entry) {
    first = entry.next;
    entry.next = null;
    if (first == null) {
      last = null;
    }
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
    for (Entry entry = first; entry != null; entry = entry.next) {
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
