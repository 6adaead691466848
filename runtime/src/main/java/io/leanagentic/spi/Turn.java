package io.leanagentic.spi;

/** An agent that is ready to run. */
public interface Turn {

  /** The path of the agent whose turn it is. */
  String path();

  /**
   * Runs one turn in the calling thread. To be called exactly once each time it was {@linkplain
   * Stepper#ready handed over}.
   */
  void run();
}
