package io.leanagentic;

import io.leanagentic.capability.Iso;

/**
 * What an agent does with its next message. State lives in fields: only one thread at a time runs a
 * behavior, and each turn sees all that earlier turns wrote.
 *
 * <p>An exception from any method is a failure of the agent and goes to its {@link Supervision}.
 * Methods must not block the thread; an agent that must block is a loop agent or spawned with
 * {@link AgentConfig#withBlocking}.
 *
 * @param <M> the messages it understands
 */
@FunctionalInterface
public interface Behavior<M> {

  /** Handles one message. */
  void receive(AgentContext<M> context, @Iso M message) throws Exception;

  /** Runs before the first message, also after a restart. */
  default void onStart(AgentContext<M> context) throws Exception {}

  /**
   * Runs when an agent that this one {@linkplain AgentContext#watch(AgentRef) watches} has ended.
   */
  default void onTerminated(AgentContext<M> context, Terminated terminated) throws Exception {}

  /** Runs on the failed behavior before a fresh one replaces it. */
  default void onRestart(AgentContext<M> context, Throwable cause) throws Exception {}

  /** Runs last, after the children have ended. Not called when the runtime is aborted. */
  default void onStop(AgentContext<M> context) throws Exception {}
}
