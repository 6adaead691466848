package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.spi.BroadcastTransport;
import java.util.SplittableRandom;

/** Silently loses a share of the messages. */
@Shared("its random numbers are drawn one at a time")
public final class LosingTransport implements BroadcastTransport {
  private final double share;
  private final SplittableRandom random;

  /** Loses {@code share} of the messages, from 0 to 1. */
  public LosingTransport(double share, @Iso SplittableRandom random) {
    this.share = share;
    this.random = random;
  }

  @Override
  public <G> Delivery carry(int from, int to, AgentRef<G> relay, @Val G message) {
    return isLost() ? Delivery.ACCEPTED : relay.trySignal(message);
  }

  private synchronized boolean isLost() {
    return random.nextDouble() < share;
  }
}
