package io.leanagentic.orchestration.internal.lease;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Calls to other code, noted under the lock of a table and made once the lock is free. */
final class DeferredActions {
  /*
   * A call within another one of the same thread waits until the outer call has returned. Otherwise a waiter that
   * releases its lease as soon as it gets it would serve the next waiter from within its own call, and a long line
   * would need a deep stack.
   *
   * Invariants
   *   callbacks do not nest                                       ReleaseInCallbackTest
   */
  /** The actions that this thread is running; null if it runs none. */
  private static final ThreadLocal<@Nullable DeferredActions> AT = new ThreadLocal<>();

  private final Queue<Runnable> actions = new ArrayDeque<>();

  void add(Runnable action) {
    actions.add(action);
  }

  /** Runs {@code todo} now, or after the actions that this thread is running. */
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

  /** Runs all of them, even if some throw; then throws the last of these failures. */
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
