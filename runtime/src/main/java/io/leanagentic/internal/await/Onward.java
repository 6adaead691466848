package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.StackProbe;
import io.leanagentic.internal.scheduler.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A completion that may run users' code, or complete another await. It begins once, and only with
 * some stack: if that overflows all the same, it has failed.
 */
final class Onward extends Chain {
  private boolean begun;

  /** What it failed with, until the completion has been told. */
  private @Nullable Throwable failure;

  Onward(AbstractAwait<?> await, Completion<Object> completion) {
    super(await, completion);
  }

  @Override
  protected void work() {
    if (!begun) { // if the stack overflowed, it may be both postponed and left over
      if (Worker.current() != null) {
        StackProbe.check(false); // users' code is not begun at the very end of the stack
      }
      begun = true;
      try {
        await.tell(completion);
      } catch (Throwable t) {
        failure = t;
      }
    }
    Throwable why = failure;
    if (why != null) {
      await.failed(completion, why);
      failure = null;
    }
  }

  @Override
  protected void cannotRun(Throwable why) {
    await.failed(completion, why);
  }
}
