package io.leanagentic.internal.await;

/** One that may be code of users, or that makes another await done. */
final class Onward extends Chain {
  private boolean ran;

  Onward(AbstractAwait<?> await, Completion<Object> completion) {
    super(await, completion);
  }

  @Override
  protected void work() {
    if (!ran) { // it may be put off and left over, both, where the stack ended
      ran = true;
      await.run(completion);
    }
  }

  @Override
  protected void cannotRun(Throwable why) {
    await.failed(completion, why);
  }
}
