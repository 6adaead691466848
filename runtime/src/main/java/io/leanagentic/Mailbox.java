package io.leanagentic;

import io.leanagentic.capability.Iso;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The receiving end of a loop agent. Only the loop's own thread may call it.
 *
 * @param <M> the messages it understands
 */
public sealed interface Mailbox<M> extends Spawner
    permits io.leanagentic.internal.agent.LoopMailbox {

  /**
   * Waits for the next message. An interrupt does not end the wait; the interrupt status is set
   * when it is over.
   *
   * @throws AgentStoppedException when the agent was stopped and everything sent before that was
   *     received; let it pass. A loop that catches it and receives again and again gets an {@link
   *     Error} in the end, and if it catches that too, never returns from here: the agent ends
   *     without it
   */
  @Iso
  M receive();

  /**
   * Waits for the next message, but no longer than {@code timeout}.
   *
   * @throws AgentStoppedException as {@link #receive()}
   */
  @Iso
  Optional<M> receive(Duration timeout);

  /** Takes the next message if there is one. */
  @Iso
  Optional<M> poll();

  /**
   * How long the asker of the question received last will still wait; as {@link
   * AgentContext#deadline}.
   */
  Optional<Duration> deadline();

  /**
   * Begins something that is not on behalf of the question received last; as {@link
   * AgentContext#detached(Supplier)}.
   */
  <T> T detached(Supplier<? extends T> begin);

  /** The agent this mailbox belongs to. */
  AgentRef<M> self();

  /** Sends {@code message} to this agent when {@code agent} ends, also if it has ended already. */
  void watch(AgentRef<?> agent, M message);
}
