package io.leanagentic.demo.trading.swarm;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.Dealer;
import io.leanagentic.demo.trading.ledger.Fill;
import io.leanagentic.demo.trading.ledger.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where orders are filled: one place for all execution engines, of which only the one with the
 * lease may use it. Remembers what it filled last, for an engine that takes over.
 */
final class Venue {

  /** What was filled at one bar; often nothing. */
  record Filled(Quote quote, @Val List<Fill> fills) {}

  private final Dealer dealer;
  private final Filled[] journal;
  private int next;

  /** For so many instruments; remembers the last {@code memory} bars. */
  Venue(int instruments, int memory) {
    this.dealer = new Dealer(instruments, Costs.DEFAULT);
    this.journal = new Filled[memory];
    Arrays.fill(journal, new Filled(Quote.NONE, List.of()));
  }

  /** The place in the feed of the bar that is to be filled next. */
  int next() {
    return next;
  }

  /** Fills the next bar, with the order that was decided on after its instrument's last one. */
  Filled fill(Quote quote, Optional<Order> order) {
    if (quote.tick().seq() != next) {
      throw new IllegalArgumentException(
          "bar to be filled is " + quote.tick().seq() + "; allowed: " + next);
    }
    order.ifPresent(dealer::accept);
    var filled = new Filled(quote, dealer.onTick(quote.tick()));
    journal[next++ % journal.length] = filled;
    return filled;
  }

  /** The last bars, in order. */
  @Iso
  List<Filled> recent() {
    var recent = new ArrayList<Filled>();
    for (int seq = Math.max(0, next - journal.length); seq < next; seq++) {
      recent.add(journal[seq % journal.length]);
    }
    return List.copyOf(recent);
  }
}
