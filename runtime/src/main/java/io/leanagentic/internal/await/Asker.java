package io.leanagentic.internal.await;

/** An agent that asks, and may continue with the answer later. */
public interface Asker {

  /**
   * The outcome of {@code await} has come, and nothing waits for it yet: it takes its place among
   * the agent's messages now. Any thread.
   */
  void cameUnattended(AbstractAwait<?> await);
}
