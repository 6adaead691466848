package io.leanagentic.internal.agent;

import io.leanagentic.Terminated;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.mailbox.StashedNode;
import io.leanagentic.internal.scheduler.Handover;
import io.leanagentic.internal.scheduler.Parking;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The state that only some agents need, allocated on first use. */
final class ColdState {
  // Read by any thread.
  volatile @Nullable String name;
  // Written in the agent's turn.
  volatile @Nullable ConcurrentHashMap<String, AgentCell<?>> namedChildren;
  volatile @Nullable Terminated ended;

  // Any thread, under the lock of this object.
  private @Nullable Thread atWork; // runs the turn of a blocking agent, and may be interrupted
  private @Nullable List<Consumer<Terminated>> watchers;

  // Any thread.
  private volatile @Nullable CapacityWaiters waiters;
  private @Nullable Event control;

  // The queue of a mailbox that drops its oldest; under its own lock.
  @Nullable ArrayDeque<Object> latest;
  boolean latestAnnounced; // an event in the mailbox stands for the queue

  // Under the lock of the wait graph, but as noted.
  volatile @Nullable AgentCell<?> waitsForRoomOf; // read without it
  volatile boolean roomIsNear; // was woken since it began to wait; set by any thread
  volatile @Nullable Parking waitsInPlace; // for room, in the middle of its turn
  volatile @Nullable AbstractAwait<?> waitsForAnswer; // see noteWait
  volatile int growth;

  // Under a stepper; see SteppedThread.
  volatile @Nullable Handover ownThread;

  // Written in the agent's turn, read by any thread. The number of nodes taken plus this is the
  // count of messages handled: each wrap of the number adds to it, each event subtracts.
  volatile long unnumbered;

  // In the agent's turn only.
  @Nullable AgentCell<?> firstChild;
  @Nullable Outbox outbox;
  CapacityWaiters.@Nullable Place place; // where it waits for room of `waitsForRoomOf`
  @Nullable ArrayDeque<StashedNode> stash;
  @Nullable Pauses<?> pauses;
  @Nullable Questions questions;
  @Nullable AgentTimers<?> timers;
  @Nullable ReceiveTimeout idleTimeout;
  @Nullable OpenWaits waits;
  @Nullable RestartHistory restarts;
  @Nullable Object pairsOfBirth; // of what spawned it, for its onStart; set before it first runs
  boolean restartDue;
  @Nullable InjectedFailure ofRestart;
  int life; // how often it has restarted
  @Nullable Throwable endCause;
  @Nullable Map<AgentCell<?>, DeathWatch> watching; // by whom they watch

  /** The answers this agent waits for. In its turn only. */
  OpenWaits waits() {
    OpenWaits w = waits;
    if (w == null) {
      w = new OpenWaits();
      waits = w;
    }
    return w;
  }

  /**
   * Holds back messages while the agent waits for as much, or has set aside as much, as it may, and
   * no longer. In its turn only.
   */
  void limit(AgentCell<?> cell) {
    boolean full = (waits != null && waits.isFull(cell)) || (pauses != null && pauses.isFull());
    if (full != cell.is(AgentState.HOLDS)) {
      if (full) {
        cell.set(AgentState.HOLDS);
        cell.turn().attention = true;
      } else {
        cell.clear(AgentState.HOLDS);
      }
    }
  }

  /** As {@link #waiters}, or null if no sender ever waited. */
  @Nullable CapacityWaiters waitersOrNull() {
    return waiters;
  }

  /** The senders that wait for room of this agent. Any thread. */
  CapacityWaiters waiters() {
    CapacityWaiters w = waiters;
    if (w != null) {
      return w;
    }
    synchronized (this) {
      w = waiters;
      if (w == null) {
        w = new CapacityWaiters();
        waiters = w;
      }
      return w;
    }
  }

  /**
   * Notes what the agent waits for. Without the lock, and without a fence: that is the caller's.
   */
  void noteWait(@Nullable AbstractAwait<?> await) {
    WAITS_FOR_ANSWER.setRelease(this, await);
  }

  /** Adds a control event. Any thread. */
  void pushControl(Event event) {
    Event newest;
    do {
      newest = (Event) CONTROL.getAcquire(this);
      event.earlier = newest;
      // Publishes the event; pairs with takeControl().
    } while (!CONTROL.compareAndSet(this, newest, event));
  }

  /**
   * Takes all control events; returns the oldest, from which {@code earlier} links to the newer
   * ones.
   */
  @Nullable Event takeControl() {
    if (CONTROL.getAcquire(this) == null) {
      return null;
    }
    Event node = (Event) CONTROL.getAndSet(this, null);
    Event oldest = null;
    while (node != null) {
      Event earlier = node.earlier;
      node.earlier = oldest;
      oldest = node;
      node = earlier;
    }
    return oldest;
  }

  /** Adds a watcher, or notifies it at once if the agent has ended. */
  void watch(Consumer<Terminated> watcher) {
    Terminated end;
    synchronized (this) {
      end = ended;
      if (end == null) {
        if (watchers == null) {
          watchers = new ArrayList<>(2);
        }
        watchers.add(watcher);
      }
    }
    if (end != null) {
      watcher.accept(end);
    }
  }

  synchronized void unwatch(Consumer<Terminated> watcher) {
    if (watchers != null) {
      watchers.remove(watcher);
    }
  }

  /** The calling thread begins a turn of a blocking agent. */
  synchronized void beginWork() {
    atWork = Thread.currentThread();
  }

  /** The calling thread handles no message any more: from here on nobody interrupts it. */
  void endWork() {
    synchronized (this) {
      if (atWork != Thread.currentThread()) {
        return; // the next turn has begun
      }
      atWork = null;
    }
    Thread.interrupted();
  }

  /** Interrupts the turn of a blocking agent, if it handles messages. */
  synchronized void interruptWork() {
    if (atWork != null) {
      atWork.interrupt();
    }
  }

  /** The thread that runs the turn of a blocking agent, or null. */
  synchronized @Nullable Thread thread() {
    return atWork;
  }

  /** Whether a thread runs the turn of a blocking agent. */
  synchronized boolean isAtWork() {
    return atWork != null;
  }

  /**
   * Notes the end, and notifies the watchers that came before. If there is no memory it tries until
   * there is, because no other code would notify them. If one watcher throws, the others are
   * notified all the same.
   */
  void end(Terminated end) {
    List<Consumer<Terminated>> told;
    int count;
    synchronized (this) {
      ended = end;
      told = watchers;
      count = told == null ? 0 : told.size();
      watchers = null;
    }
    Throwable failure = null;
    for (int i = 0; told != null && i < count; ) {
      try {
        told.get(i).accept(end);
        i++;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      } catch (Throwable t) {
        failure = t;
        i++;
      }
    }
    if (failure instanceof Error e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private static final VarHandle CONTROL;
  private static final VarHandle WAITS_FOR_ANSWER;

  static {
    try {
      var lookup = MethodHandles.lookup();
      CONTROL = lookup.findVarHandle(ColdState.class, "control", Event.class);
      WAITS_FOR_ANSWER =
          lookup.findVarHandle(ColdState.class, "waitsForAnswer", AbstractAwait.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
