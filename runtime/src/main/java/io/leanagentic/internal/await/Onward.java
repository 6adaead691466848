package io.leanagentic.internal.await;

/** A completion that may run users' code, or complete another await. */
final class Onward extends Chain {
  private boolean ran;

  Onward(AbstractAwait<?> await, Completion<Object> completion) {
    super(await, completion);
  }

  @Override
  protected void work() {
    if (!ran) { // if the stack overflowed, it may be both postponed and left over
      ran = true;
      await.run(completion);
    }
  }

  @Override
  protected void cannotRun(Throwable why) {
    await.failed(completion, why);
  }
}
