package io.leanagentic.internal;

import io.leanagentic.ShutdownReport;
import io.leanagentic.internal.agent.RootAgents;

/**
 * Closes a runtime when the JVM exits, if its config asks for that; else warns if messages wait in
 * it: all its threads are daemons, so the JVM exits when {@code main} returns.
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
    if (core.config().closeOnExit()) {
      ShutdownReport report = core.shutdown(core.config().shutdownDeadline());
      if (!report.drained()) {
        say("closed by the exit of the JVM before all was done: " + report);
      }
      return;
    }
    long waiting = RootAgents.waiting(core.rootAgents().all());
    if ((waiting > 0 || !core.isQuiet()) && !core.intakeClosed()) {
      say(
          "the JVM exits while agents are running and "
              + waiting
              + " more messages wait, in a runtime that was not closed; close() handles them first");
    }
  }

  /** Not by a logger: the hooks of logging systems close them just now. */
  private static void say(String text) {
    System.err.println("lean-agentic: " + text);
  }
}
