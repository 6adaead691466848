package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentConfig;
import io.leanagentic.Supervision;

/**
 * The terms on which the swarm's agents work.
 *
 * <p>The feed sends a bar only against credit, and gets a credit back for each bar that is decided
 * on. So no more than {@code inFlight} bars are under way, and that bounds how much any agent may
 * have to send at once.
 *
 * @param inFlight most bars under way, a power of two
 * @param mailbox capacity of each mailbox
 * @param teamSize most analyzers in one team
 */
record Terms(int inFlight, int mailbox, int teamSize) {

  Terms {
    if (inFlight < 1 || Integer.bitCount(inFlight) != 1) {
      throw new IllegalArgumentException(
          "bars in flight is " + inFlight + "; allowed: a power of two");
    }
  }

  /**
   * For the agents of which there is one, or one for each instrument: without them trading cannot
   * continue.
   */
  AgentConfig office() {
    return AgentConfig.DEFAULT.withCapacity(mailbox).withSupervision(Supervision.escalate());
  }

  /** For analyzers: one that fails is retired, and the others continue. */
  AgentConfig analyzer() {
    return office().withSupervision(Supervision.stop());
  }

  /**
   * How many bars a team of that size may have handed out: its analyzers, and their votes, then
   * never wait for room.
   */
  int handedOut(int analyzers) {
    return Math.clamp(mailbox / analyzers, 1, inFlight);
  }
}
