package io.leanagentic.internal.await;

import org.jspecify.annotations.Nullable;

/** What is to happen if the asker of a question gives up before there is an answer. */
final class Closing implements OnBehalf {
  private final AwaitHost host;
  private final Runnable action;

  /** Brings the action into a turn of the agent that asked for it; null if none did. */
  private final @Nullable Runnable inTurn;

  Closing(AwaitHost host, Runnable action) {
    this.host = host;
    this.action = action;
    this.inTurn = host.inTurn(action);
  }

  @Override
  public void over(Answer<?> question) {
    if (!question.isGivenUp()) {
      return;
    }
    try {
      (inTurn != null ? inTurn : action).run();
    } catch (Throwable failure) {
      host.callbackFailed(
          () ->
              "what was to happen once nobody waits for "
                  + question.describe()
                  + " any more failed",
          failure);
    }
  }

  @Override
  public boolean isOver() {
    return false;
  }
}
