package io.leanagentic.testkit;

import io.leanagentic.AgentRef;
import io.leanagentic.spi.Turn;
import org.jspecify.annotations.Nullable;

/** What a simulation knows of one agent that has been ready at least once. */
final class SimulatedAgent {
  final int number; // in the order in which agents became ready for the first time
  final Turn turn;
  final String path;
  long turns;
  long slowByNanos;
  double failShare;

  /** The agent for whose room it waits, since its last turn. */
  @Nullable AgentRef<?> parkedOn;

  SimulatedAgent(int number, Turn turn) {
    this.number = number;
    this.turn = turn;
    this.path = turn.path();
  }

  AgentRef<?> ref() {
    return (AgentRef<?>) turn; // an agent is its own turn
  }
}
