package io.leanagentic.internal.await;

/**
 * An answer that is there from the start: it needs neither timer nor runtime.
 *
 * @param <R> the answer
 */
public final class CompletedAwait<R> extends AbstractAwait<R> {
  private CompletedAwait() {
    super(null);
  }

  /** An await that is done with {@code answer}. */
  public static <R> CompletedAwait<R> of(R answer) {
    var await = new CompletedAwait<R>();
    await.complete(answer);
    return await;
  }

  /** An await that is done with {@code failure}. */
  public static <R> CompletedAwait<R> failed(Throwable failure) {
    var await = new CompletedAwait<R>();
    await.completeFailed(failure);
    return await;
  }

  @Override
  public String describe() {
    return "an answer"; // there from the start
  }
}
