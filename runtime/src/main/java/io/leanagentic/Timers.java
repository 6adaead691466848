package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import java.time.Duration;

/**
 * Messages an agent sends to itself later. Each timer has a key; starting a timer with a key in use
 * replaces the earlier one. A timer never fires early; a cancelled timer never fires, not even if
 * its message is in the mailbox already. All timers end with the agent and at a restart. Messages
 * of timers are not subject to the mailbox's bound: at most one of each timer waits there.
 *
 * @param <M> the messages the agent understands
 */
public sealed interface Timers<M> permits io.leanagentic.internal.agent.AgentTimers {

  /** Sends {@code message} once after {@code delay}, zero or more. */
  void once(Object key, Duration delay, @Sending M message);

  /**
   * Sends {@code message} every {@code period}, more than zero; a firing that finds the last one
   * unhandled is skipped.
   */
  void every(Object key, Duration period, @Val M message);

  /** Ends the timer with that key, if there is one. */
  void cancel(Object key);

  /** Ends all timers of this agent. */
  void cancelAll();

  /** Whether a timer with that key is waiting to fire. */
  boolean isActive(Object key);
}
