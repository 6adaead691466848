package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.Frame;
import org.jspecify.annotations.Nullable;

/** An agent that asks, and may continue with the answer later. */
public interface Asker {
  /** The runtime of the agent whose turn the calling thread runs, even if it is hidden; or null. */
  static @Nullable AwaitHost hostOfTurn() {
    Frame frame = Frame.ofThread();
    return frame != null && frame.current() instanceof Asker agent ? agent.host() : null;
  }

  /** Its runtime; null if that is not known. */
  default @Nullable AwaitHost host() {
    return null;
  }

  /**
   * The outcome of {@code await} has come, and nothing waits for it yet: it takes its place among
   * the agent's messages now. Any thread.
   */
  void cameUnattended(AbstractAwait<?> await);
}
