package io.leanagentic.demo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.cluster.LogPosition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger takes, what it refuses, and that it comes to the reference. */
final class TradeLedgerTest {
  private static final LogPosition AT = new LogPosition(1, Duration.ZERO);
  private static final TradeOrder BUY = new TradeOrder(3, 7, TradeOrder.Side.BUY);
  private static final Execution BOUGHT = new Execution(BUY.id(), 10, 5, -500);

  private final TradeLedger ledger = new TradeLedger();

  @Test
  void whatComesTwiceIsAppliedOnce() {
    assertEquals(new TradeLedger.Placed(1, 0), place(BUY));
    assertEquals(new TradeLedger.Placed(0, 0), place(BUY));
    assertEquals(new TradeLedger.Booked(1), book(1, BOUGHT));
    assertEquals(new TradeLedger.Booked(0), book(1, BOUGHT));
    assertEquals(new TradeLedger.Placed(0, 1), place(BUY));
    assertEquals(new TradeLedger.Totals(0, 1, -500, BOUGHT.digest(), 3, 0), totals(ledger));
  }

  @Test
  void anOlderTokenIsRefused() {
    place(BUY);
    assertEquals(new TradeLedger.Booked(0), book(9));
    assertEquals(new TradeLedger.Stale(9), book(8, BOUGHT));
    assertEquals(new TradeLedger.Totals(1, 0, 0, 0, 0, 1), totals(ledger));
    assertEquals(new TradeLedger.Booked(1), book(9, BOUGHT));
  }

  @Test
  void aSnapshotIsAllOfIt() {
    place(BUY, new TradeOrder(3, 9, TradeOrder.Side.SELL));
    book(4, BOUGHT);
    var other = new TradeLedger();
    other.restore(ledger.snapshot());
    assertEquals(ledger.snapshot(), other.snapshot());
    assertEquals(ledger.read(new TradeLedger.NextWork()), other.read(new TradeLedger.NextWork()));
    assertEquals(new TradeLedger.Stale(4), other.apply(command(3, BOUGHT), AT));
  }

  @Test
  void itComesToTheReference() {
    Roster roster = Roster.bundled();
    Reference reference = Reference.of(roster);
    for (int i = 0; i < roster.size(); i++) {
      place(new Trader(roster, i).play(1).toArray(new TradeOrder[0]));
    }
    assertFalse(reference.isMetBy(totals(ledger)));
    var venue = new Venue(roster);
    List<TradeLedger.Item> items = work();
    while (!items.isEmpty()) {
      book(1, venue.fill(items).toArray(new Execution[0]));
      items = work();
    }
    assertTrue(reference.isMetBy(totals(ledger)), () -> reference + " and " + totals(ledger));
    assertTrue(reference.orders() > 500, reference::toString);
  }

  private List<TradeLedger.Item> work() {
    return assertInstanceOf(TradeLedger.Work.class, ledger.read(new TradeLedger.NextWork()))
        .items();
  }

  private TradeLedger.Result place(TradeOrder... orders) {
    return ledger.apply(new TradeLedger.Place(List.of(orders)), AT);
  }

  private TradeLedger.Result book(long token, Execution... executions) {
    return ledger.apply(command(token, executions), AT);
  }

  private static TradeLedger.Command command(long token, Execution... executions) {
    return new TradeLedger.Book(token, List.of(executions));
  }

  private static TradeLedger.Totals totals(TradeLedger of) {
    return assertInstanceOf(TradeLedger.Totals.class, of.read(new TradeLedger.Sum()));
  }
}
