package io.leanagentic.orchestration.internal.lease;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Calls to other code, noted under the lock of a table and made once it is free. */
final class DeferredActions {
  /*
   * A call that is made within another one of the same thread waits until that has returned: a waiter that is served
   * and gives back at once would otherwise serve the next one from within, and a long line would need a deep stack.
   *
   * Invariants
   *   callbacks do not nest                                       ReleaseInCallbackTest
   */
  /** Those that the calling thread is making; null if it makes none. */
  private static final ThreadLocal<@Nullable DeferredActions> AT = new ThreadLocal<>();

  private final Queue<Runnable> actions = new ArrayDeque<>();

  void add(Runnable action) {
    actions.add(action);
  }

  /** Runs them now, or after those that this thread is running. */
  static void run(@Nullable DeferredActions todo) {
    if (todo == null) {
      return;
    }
    DeferredActions outer = AT.get();
    if (outer != null) {
      outer.actions.addAll(todo.actions);
      return;
    }
    AT.set(todo);
    try {
      todo.runAll();
    } finally {
      AT.remove();
    }
  }

  /** All of them, whatever one throws. */
  private void runAll() {
    Throwable failure = null;
    for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
      try {
        next.run();
      } catch (Throwable thrown) {
        failure = thrown;
      }
    }
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(failure);
    }
  }
}
