package io.leanagentic.internal;

import io.leanagentic.internal.agent.RootAgents;

/**
 * Warns if the JVM exits while messages wait in a runtime that was not closed: all its threads are
 * daemons, so the JVM exits when {@code main} returns.
 */
final class ExitHook {
  private final RuntimeCore core;
  private final Thread thread;

  ExitHook(RuntimeCore core) {
    this.core = core;
    this.thread = new Thread(this::look, "lean-agentic-exit");
  }

  /**
   * The runtime is up. Its workers hold it until it is closed, so this hook does not keep it alive
   * any longer.
   */
  void begin() {
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM exits already.
    }
  }

  /** The runtime is being closed. */
  void end() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM exits already.
    }
  }

  void look() {
    long waiting = RootAgents.waiting(core.rootAgents().all());
    if ((waiting > 0 || !core.isQuiet()) && !core.intakeClosed()) {
      // Not by a logger: the hooks of logging systems close them just now.
      System.err.println(
          "lean-agentic: the JVM exits while agents are running and "
              + waiting
              + " more messages wait, in a runtime that was not closed; close() handles them first");
    }
  }
}
