package io.leanagentic.internal.agent;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.scheduler.Worker;
import org.jspecify.annotations.Nullable;

/** What the run-time sanitizer checks where values leave one agent for another. */
final class MessageChecks {
  private MessageChecks() {}

  /**
   * A message is about to be sent to {@code receiver}.
   *
   * @throws io.leanagentic.capability.CapabilityException if it may not be
   */
  static void leaves(AgentMailbox<?> receiver, Object message) {
    CapabilitySanitizer.crosses(message, receiver.self());
  }

  /** As above; {@code worker}, if there is one, remembers the class. */
  static void leaves(AgentMailbox<?> receiver, @Nullable Worker worker, Object message) {
    leaves(receiver, message);
    if (!CapabilitySanitizer.DEEP && worker != null) {
      worker.frame.setSendable(message.getClass());
    }
  }

  /** An agent is about to be spawned from {@code origin}. */
  static void born(@Nullable Object made, Object origin) {
    if (CapabilitySanitizer.TYPES) {
      CapabilitySanitizer.born(made == null ? origin : made);
    }
    if (CapabilitySanitizer.DEEP) {
      CapabilitySanitizer.leaves(origin, "a new agent");
      if (made != null && made != origin) {
        CapabilitySanitizer.leaves(made, "a new agent");
      }
    }
  }
}
