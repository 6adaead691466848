package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.Members;
import io.leanagentic.orchestration.internal.broadcast.InProcessTransport;
import io.leanagentic.orchestration.internal.broadcast.LosingTransport;
import io.leanagentic.orchestration.internal.broadcast.RelayGroup;
import io.leanagentic.orchestration.spi.BroadcastTransport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Sends messages to every member of a group: to all at once, along the edges of a topology, or by
 * gossip.
 *
 * <pre>{@code
 * var alerts = Broadcast.start(runtime, desks, BroadcastStrategy.gossip());
 * alerts.publish(new Halt("AAPL"));
 * }</pre>
 *
 * <p>Each member has a relay, a small agent that remembers what it has received, passes it on, and
 * puts the message into the member's mailbox; where no relay would have to pass anything on, one
 * relay serves all members. A relay never waits, so a member whose mailbox is full, or which has
 * ended, delays no other: its messages wait in line, {@link BroadcastConfig#memory} of them at
 * most; beyond that it misses the oldest, as the {@link Publication.Coverage} of each says. A
 * member gets a message at most once; it gets messages in the order in which they reached its
 * relay, which need not be that of publication. All members get the same object, which must
 * therefore be a value; it is never copied.
 *
 * <p>Any thread may use it.
 *
 * @param <M> the messages of the members
 */
@Shared("addresses of agents and counters")
public final class Broadcast<M> implements AutoCloseable {
  private final RelayGroup<M> relays;

  private Broadcast(RelayGroup<M> relays) {
    this.relays = relays;
  }

  /**
   * Starts the relays of {@code members}.
   *
   * @throws IllegalArgumentException if there is none, one is there twice, or {@code strategy} is
   *     {@link BroadcastStrategy.Along}, which needs a topology
   */
  public static <M> Broadcast<M> start(
      AgentRuntime runtime, List<AgentRef<M>> members, BroadcastStrategy strategy) {
    Members.check("broadcast", members);
    if (strategy instanceof BroadcastStrategy.Along) {
      throw new IllegalArgumentException(
          "strategy is Along, without a topology; allowed without one: All, Gossip, PushPull");
    }
    return start(runtime, Topology.mesh(members), BroadcastConfig.of(strategy));
  }

  /** How relays of one process reach each other: loses only what a full mailbox refuses. */
  public static BroadcastTransport inProcessTransport() {
    return InProcessTransport.INSTANCE;
  }

  /**
   * As {@link #inProcessTransport}, but silently loses a share of the messages, to test how much a
   * strategy survives. The same seed loses the same messages, if they come in the same order.
   *
   * @param share from 0, nothing, to 1, everything
   * @throws IllegalArgumentException if {@code share} is not between 0 and 1
   */
  public static BroadcastTransport losingTransport(double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share of lost messages is " + share + "; allowed: 0 to 1");
    }
    return new LosingTransport(share, new SplittableRandom(seed));
  }

  /** Starts the relays of the members of {@code topology}. */
  public static <M> Broadcast<M> start(
      AgentRuntime runtime, Topology<AgentRef<M>> topology, BroadcastConfig config) {
    Objects.requireNonNull(runtime, "runtime");
    return new Broadcast<>(RelayGroup.start(runtime, topology, config));
  }

  /**
   * Sends {@code message} to all members, beginning with the first one's relay, and returns at
   * once. An agent that publishes faster than the relays work parks, as after any signal; a thread
   * is {@linkplain io.leanagentic.Delivery#REJECTED rejected}. Within a process, no more than
   * {@link BroadcastConfig#memory} messages are on their way between relays at a time.
   *
   * @return its progress, which may be read at any time
   */
  public Publication publish(@Val M message) {
    Objects.requireNonNull(message, "message");
    return relays.publish(message);
  }

  /**
   * As {@link #publish(Object)}, but a thread that publishes faster than the relays work waits, no
   * longer than {@code timeout}. Not for handler agents, whose thread must not wait.
   *
   * @throws IllegalStateException if called in a handler agent's turn
   */
  public Publication publish(@Val M message, Duration timeout) {
    Objects.requireNonNull(message, "message");
    return relays.publish(message, Objects.requireNonNull(timeout, "timeout"));
  }

  /**
   * Stops the relays, each as soon as it has handled what it has: a message on its way then gets no
   * farther. The members keep running. To let all messages arrive, close the runtime instead, or
   * look at their coverage first.
   */
  @Override
  public void close() {
    relays.stop();
  }
}
