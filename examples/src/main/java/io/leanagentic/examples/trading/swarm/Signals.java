package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.ShardGroup;

/** Sending where the protocol leaves no room for loss. */
final class Signals {

  private Signals() {}

  /**
   * Sends a message that must arrive unless the receiver has ended. Full mailboxes are no reason:
   * the runtime parks the sender until there is room, as long as no more waits than the sender's
   * overdraft, which {@link Terms} sets to what the protocol allows to be under way.
   */
  static <M> void mustArrive(AgentRef<M> receiver, @Sending M message) {
    check(receiver.signal(message), receiver.path());
  }

  /** As {@link #mustArrive(AgentRef, Object)}, to whoever has the key. */
  static <K, M> void mustArrive(ShardGroup<K, M> group, @Val K key, @Sending M message) {
    check(group.signal(key, message), String.valueOf(key));
  }

  private static void check(Delivery delivery, String receiver) {
    if (!delivery.isTaken() && delivery != Delivery.STOPPED) {
      throw new IllegalStateException(
          "a message to %s was %s; allowed: taken".formatted(receiver, delivery));
    }
  }
}
