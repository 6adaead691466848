package io.leanagentic.benchmarks.savina.agents;

import io.leanagentic.Delivery;
import io.leanagentic.benchmarks.agents.InRuntime;
import java.util.function.IntFunction;

/**
 * How an agent sends many messages: some in a turn, and no more once it is to park. What is left it
 * sends when its own message tells it to go on.
 */
final class Portion {
  private static final int MOST = 1000;

  private Portion() {}

  /**
   * Sends up to {@code left} messages, each by {@code signal}, which gets 0, 1, ...; returns how
   * many were sent.
   */
  static int send(int left, IntFunction<Delivery> signal) {
    int most = Math.min(left, MOST);
    for (int i = 0; i < most; i++) {
      Delivery delivery = signal.apply(i);
      if (delivery == Delivery.DEFERRED) {
        return i + 1; // this agent parks after this message
      }
      InRuntime.check(delivery);
    }
    return most;
  }
}
