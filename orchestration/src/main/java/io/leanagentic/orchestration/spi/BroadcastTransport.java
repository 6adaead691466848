package io.leanagentic.orchestration.spi;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Val;

/**
 * How one relay of a broadcast reaches another: in this process, over a network, or not at all.
 * Used by any thread at once, so an implementation is immutable, or {@code @Shared}.
 */
@Val
public interface BroadcastTransport {

  /**
   * Carries {@code message} from relay number {@code from} to relay number {@code to}, or loses it.
   * Must not wait. Called from the turns of many relays at the same time.
   *
   * @param relay the receiver's address in this process
   * @return what became of it, as far as it is known
   */
  <G> Delivery carry(int from, int to, AgentRef<G> relay, @Val G message);
}
