package io.leanagentic.internal.cell;

import io.leanagentic.capability.net.Net;
import io.leanagentic.internal.scheduler.Worker;
import org.jspecify.annotations.Nullable;

/** Where values leave an agent for another: what the net behind the checker is asked there. */
final class Borders {
  private Borders() {}

  /**
   * A message is about to be sent to {@code receiver}.
   *
   * @throws io.leanagentic.capability.CapabilityException if it may not be
   */
  static void leaves(Addressable<?> receiver, Object message) {
    Net.crosses(message, receiver.self());
  }

  /** As above; {@code worker}, if there is one, remembers the class. */
  static void leaves(Addressable<?> receiver, @Nullable Worker worker, Object message) {
    leaves(receiver, message);
    if (!Net.DEEP && worker != null) {
      worker.frame.setSendable(message.getClass());
    }
  }

  /** An agent is about to be born, made by {@code origin}. */
  static void born(@Nullable Object made, Object origin) {
    if (Net.TYPES) {
      Net.born(made == null ? origin : made);
    }
    if (Net.DEEP) {
      Net.leaves(origin, "a new agent");
      if (made != null && made != origin) {
        Net.leaves(made, "a new agent");
      }
    }
  }
}
