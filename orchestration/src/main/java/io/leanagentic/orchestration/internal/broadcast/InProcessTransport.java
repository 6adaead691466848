package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.orchestration.spi.BroadcastTransport;
import java.util.Objects;

/** Carries each message by a signal that a full mailbox refuses. */
public enum InProcessTransport implements BroadcastTransport {
  /** The only one. */
  INSTANCE;

  @Override
  public <G> Delivery carry(int from, int to, AgentRef<G> relay, G message) {
    return Objects.requireNonNull(relay, "relay").trySignal(message);
  }
}
