package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.Aside;
import org.jspecify.annotations.Nullable;

/** A completion, linked in the state of its await to those that came before it. */
class Chain extends Aside {
  final AbstractAwait<?> await;
  final Completion<Object> completion;

  Chain(AbstractAwait<?> await, Completion<Object> completion) {
    this.await = await;
    this.completion = completion;
  }

  @Nullable Chain later() {
    return (Chain) next;
  }

  void follows(@Nullable Chain earlier) {
    next = earlier;
  }

  /** If the stack overflows in here, nothing has happened. */
  @Override
  protected void work() {
    try {
      await.tell(completion);
    } catch (StackOverflowError e) {
      throw e;
    } catch (Throwable failure) {
      await.failed(completion, failure);
    }
  }

  @Override
  protected void cannotRun(Throwable why) {
    work();
  }
}
