package io.leanagentic.orchestration.internal;

import io.leanagentic.AgentConfig;
import io.leanagentic.Supervision;

/** The config of the library's own agents, whatever the runtime's defaults are. */
public final class Own {
  private Own() {}

  /** A full mailbox refuses messages; a failure costs one message, and no state. */
  public static AgentConfig agents(int capacity) {
    return AgentConfig.DEFAULT.withCapacity(capacity).withSupervision(Supervision.resume());
  }
}
