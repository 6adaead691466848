package io.leanagentic.demo.trading.swarm;

import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import java.time.LocalDate;

/**
 * What the market feed says: one tick, and when it was sent. One object serves all its receivers.
 *
 * @param tick the bar and its place in the feed
 * @param sentNanos {@link System#nanoTime} of the feed
 */
record Quote(Tick tick, long sentNanos)
    implements Desk.Message, Team.Message, ExecutionEngine.Message {

  /** No quote: fills rings before the first. */
  static final Quote NONE =
      new Quote(new Tick(-1, 0, 0, Bar.of(LocalDate.EPOCH, 0), false, false), 0);
}
