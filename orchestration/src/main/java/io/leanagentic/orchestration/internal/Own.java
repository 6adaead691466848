package io.leanagentic.orchestration.internal;

import io.leanagentic.AgentConfig;
import io.leanagentic.Supervision;

/** How the library's own agents are run, whatever the runtime's defaults are. */
public final class Own {
  private Own() {}

  /** Refuses what does not fit, and keeps its state whatever fails. */
  public static AgentConfig agents(int capacity) {
    return AgentConfig.DEFAULT.withCapacity(capacity).withSupervision(Supervision.resume());
  }
}
