package io.leanagentic.internal.agent;

import io.leanagentic.Await;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers an agent waits for, in the order in which it began to wait. In its turn only. */
final class OpenWaits {
  /*
   * Invariants
   *   W1  a wait ends with its agent or with the behavior that began it, at once
   *                                                                       LostElementTest, OnrestartLeftoversTest
   *   W2  a wait is here from its beginning until its continuation runs   OpenWaitsTest.listsWhatIsWaitedFor
   *   W3  a close that ends a wait of work counts it, and the agent hears  ShutdownWaitsTest
   *   W4  no message is begun while there are as many as the agent may have
   *                                                                       WaitLimitTest
   */
  private @Nullable Continuation<?> first;
  private @Nullable Continuation<?> last;
  private int meanwhile; // those during which the agent handles messages
  private @Nullable Continuation<?> exclusive; // the one during which it handles none

  void add(Continuation<?> wait) {
    wait.previous = last;
    if (last == null) {
      first = wait;
    } else {
      last.next = wait;
    }
    last = wait;
    if (wait.exclusive) {
      exclusive = wait;
    } else {
      meanwhile++;
    }
  }

  /** Whether there are as many waits as the agent may have. */
  boolean isFull(AgentCell<?> cell) {
    return meanwhile >= cell.settings.openWaits;
  }

  /** The wait whose end lets the agent handle messages again, if it is over; else null. */
  @Nullable Continuation<?> readyExclusive() {
    Continuation<?> wait = exclusive;
    return wait != null && wait.isReady() ? wait : null;
  }

  void remove(Continuation<?> wait) {
    Continuation<?> previous = wait.previous;
    Continuation<?> next = wait.next;
    if (previous == null) {
      first = next;
    } else {
      previous.next = next;
    }
    if (next == null) {
      last = previous;
    } else {
      next.previous = previous;
    }
    wait.previous = null;
    wait.next = null;
    if (wait.exclusive) {
      exclusive = null;
    } else {
      meanwhile--;
    }
  }

  /**
   * Ends them all: nothing more is taken for them, and what came is given back.
   *
   * @param cause what the agent failed with, if it continues afterwards
   */
  void abandonAll(@Nullable Throwable cause) {
    for (Continuation<?> wait = first; wait != null; wait = first) {
      wait.abandon(cause); // again, if there was no memory for it
      remove(wait);
    }
  }

  /**
   * Ends them all because the runtime is closed: their failure functions run. In the turn in which
   * the agent ends.
   */
  void cutShort() {
    for (Continuation<?> wait = first; wait != null; wait = first) {
      wait.cutShort();
      remove(wait);
    }
  }

  /** As {@link #cutShort}, for the wait without whose end the agent handles nothing. */
  void cutExclusiveShort() {
    for (Continuation<?> wait = first; wait != null; wait = wait.next) {
      wait.cutShortIfExclusive();
    }
  }

  /**
   * Whether the agent waits for the end of work that was begun, and not only for events. Any
   * thread; exact only while the agent does not run.
   */
  boolean areForWork() {
    for (Continuation<?> wait = first; wait != null; wait = wait.next) {
      if (wait.isForWork()) {
        return true;
      }
    }
    return false;
  }

  List<Await<?>> list() {
    var all = new ArrayList<Await<?>>();
    for (Continuation<?> wait = first; wait != null; wait = wait.next) {
      all.add(wait.await());
    }
    return all;
  }
}
