package io.leanagentic.orchestration.spi;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.broadcast.InProcessTransport;
import io.leanagentic.orchestration.internal.broadcast.LosingTransport;
import java.util.SplittableRandom;

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

  /** Loses only what a full mailbox does not take. */
  static BroadcastTransport inProcess() {
    return InProcessTransport.INSTANCE;
  }

  /**
   * As {@link #inProcess}, but loses a share of the messages without a word: to try out how much a
   * spread can stand. The same ones are lost for the same seed, if they come in the same order.
   *
   * @param share from 0, nothing, to 1, everything
   * @throws IllegalArgumentException if {@code share} is not between 0 and 1
   */
  static BroadcastTransport losing(double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share of lost messages: " + share + "; allowed: 0 to 1");
    }
    return new LosingTransport(share, new SplittableRandom(seed));
  }
}
