package io.leanagentic.internal.await;

/**
 * An answer that is here from the start: no timer, no runtime.
 *
 * @param <R> the answer
 */
public final class CompletedAwait<R> extends AbstractAwait<R> {
  private CompletedAwait() {
    super(null);
  }

  /** One with an answer. */
  public static <R> CompletedAwait<R> of(R answer) {
    var await = new CompletedAwait<R>();
    await.complete(answer);
    return await;
  }

  /** One with the reason why there is none. */
  public static <R> CompletedAwait<R> failed(Throwable failure) {
    var await = new CompletedAwait<R>();
    await.completeFailed(failure);
    return await;
  }

  @Override
  protected void onTimer() {
    throw new IllegalStateException("never scheduled");
  }

  @Override
  public String describe() {
    return "an answer"; // there from the start
  }
}
