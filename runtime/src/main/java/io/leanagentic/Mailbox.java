package io.leanagentic;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a loop agent may do. Only the loop's own thread may call it.
 *
 * <p>How a loop agent ends: {@link AgentRef#stop} waits behind the message that is being handled,
 * and behind those that were sent before; then {@link #receive} throws. {@link #sleep} and {@link
 * #await} are part of handling a message, so a stop waits for them. {@link AgentRef#abort}, and the
 * deadline of a {@linkplain AgentRuntime#close closing} runtime, interrupt the thread, and all
 * methods here throw {@link AgentStoppedException}. An interrupt by anybody else ends no wait here;
 * the interrupt status is set when the wait is over.
 *
 * <p>To wait for a message or an answer, whichever comes first, use {@link Select}. Agents that are
 * spawned from here are children: they end before this agent does, and are aborted when it
 * restarts. What they escalate is thrown from the next method that waits, as a failure of this
 * agent.
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

  /**
   * Takes the next message if there is one. Of an agent that was stopped, the first poll that finds
   * nothing returns empty, so that a loop that gathers messages can handle those it has.
   *
   * @throws AgentStoppedException from the next one on; at once if the agent was aborted
   */
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

  /**
   * Waits for {@code time}, by the runtime's clock.
   *
   * @throws AgentStoppedException when the agent was aborted
   */
  void sleep(Duration time);

  /**
   * Waits for an answer, as {@link Await#join}, and lets go of it when the agent is aborted.
   *
   * @throws AgentStoppedException when the agent was aborted
   * @throws AwaitException if there is no answer
   */
  <R> R await(Await<R> await);

  /**
   * From here on, until the next message is received, {@code value} goes along with all that this
   * agent sends; as {@link AgentContext#with}.
   *
   * @throws IllegalArgumentException if there are 16 pairs already, or a text has more than 1000
   *     characters
   */
  <T> void with(ContextKey<T> key, @Val T value);

  /** As {@link #with(ContextKey, Object)}, for a text. */
  default void with(String name, String value) {
    with(ContextKey.of(name), value);
  }

  /** The value that goes along; empty if there is none. */
  <T> Optional<T> value(ContextKey<T> key);

  /** All that goes along, by name: an immutable map. */
  @Val
  Map<String, Object> pairs();

  /** The children that have not ended. */
  List<AgentRef<?>> children();

  /** The agent this mailbox belongs to. */
  AgentRef<M> self();

  /** Sends {@code message} to this agent when {@code agent} ends, also if it has ended already. */
  void watch(AgentRef<?> agent, M message);
}
