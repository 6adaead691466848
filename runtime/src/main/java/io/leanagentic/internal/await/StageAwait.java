package io.leanagentic.internal.await;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a stage of {@code java.util.concurrent}.
 *
 * @param <R> the answer
 */
public final class StageAwait<R> extends OutsideAwait<R> {
  private final CompletionStage<? extends R> stage;

  private StageAwait(AwaitHost host, CompletionStage<? extends R> stage, Duration timeout) {
    super(host, timeout);
    this.stage = stage;
  }

  /** Begins to wait for {@code stage}. */
  public static <R> StageAwait<R> of(
      AwaitHost host, CompletionStage<? extends R> stage, Duration timeout) {
    var await = new StageAwait<R>(host, Objects.requireNonNull(stage, "stage"), timeout);
    await.begin();
    try {
      CompletionStage<?> _ = stage.whenComplete(await::ended);
    } catch (Throwable refused) {
      await.completeFailed(refused);
    }
    return await;
  }

  private void ended(@Nullable R value, @Nullable Throwable failure) {
    if (failure == null) {
      try {
        answered(notNull(value, "the answer of the stage"));
      } catch (Throwable refused) {
        completeFailed(refused);
      }
    } else {
      Throwable cause = failure.getCause();
      completeFailed(failure instanceof CompletionException && cause != null ? cause : failure);
    }
  }

  @Override
  void stop() {
    stage.toCompletableFuture().cancel(true);
  }

  @Override
  public String describe() {
    return "the outcome of a stage";
  }
}
