package io.leanagentic.testkit;

import io.leanagentic.AgentRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A simulated system at rest: no agent is ready to run.
 *
 * @param turns turns run since the start
 * @param handled messages handled since the start
 * @param waiting messages in the mailboxes of agents that do not take them now
 * @param deadLetters messages that no agent will handle
 * @param alive agents that have not ended
 * @param parked agents that wait for room in the mailbox of another
 * @param awaiting agents that handle nothing until an answer is here
 * @param timers timers that agents have set and not cancelled
 * @param nextTimer how far away the next timer is, if there is one; a question has one, too
 */
public record Quiescence(
    long turns,
    long handled,
    long waiting,
    long deadLetters,
    long alive,
    List<AgentRef<?>> parked,
    List<AgentRef<?>> awaiting,
    long timers,
    Optional<Duration> nextTimer) {

  /**
   * This, if nothing is left over: no message waits, no agent is parked or awaits an answer, no
   * timer is set.
   *
   * @throws SimulationFailure if something is
   */
  public Quiescence requireNothingLeft() {
    if (waiting != 0 || !parked.isEmpty() || !awaiting.isEmpty() || nextTimer.isPresent()) {
      throw new SimulationFailure("leak", "something is left at rest: " + this, null);
    }
    return this;
  }
}
