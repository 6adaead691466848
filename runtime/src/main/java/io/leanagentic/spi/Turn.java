package io.leanagentic.spi;

import io.leanagentic.AgentRef;

/** An agent that is ready to run. */
public interface Turn {

  /** Whose turn it is. */
  AgentRef<?> agent();

  /**
   * Runs one turn in the calling thread. To be called exactly once each time it was {@linkplain
   * Stepper#ready handed over}.
   */
  void run();
}
