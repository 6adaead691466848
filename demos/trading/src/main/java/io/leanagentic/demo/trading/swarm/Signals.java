package io.leanagentic.demo.trading.swarm;

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
   * the runtime takes what a turn sends, and parks the sender until there is room.
   */
  static <M> void mustArrive(AgentRef<M> receiver, @Sending M message) {
    check(receiver.signal(message));
  }

  /** As {@link #mustArrive(AgentRef, Object)}, to the shard that has the key. */
  static <K, M> void mustArrive(ShardGroup<K, M> group, @Val K key, @Sending M message) {
    check(group.signal(key, message));
  }

  private static void check(Delivery delivery) {
    if (delivery != Delivery.STOPPED) {
      delivery.orThrow();
    }
  }
}
