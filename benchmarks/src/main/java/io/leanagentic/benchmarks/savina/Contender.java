package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.savina.agents.AgentStage;
import io.leanagentic.benchmarks.savina.pekko.PekkoStage;

/** The system whose programs run. */
public enum Contender {
  /** This library. */
  OURS("lean-agentic"),
  /** Pekko typed. */
  PEKKO("Pekko typed");

  final String title;

  Contender(String title) {
    this.title = title;
  }

  /** Starts the system. */
  Stage start() {
    return switch (this) {
      case OURS -> new AgentStage();
      case PEKKO -> new PekkoStage();
    };
  }
}
