package io.leanagentic.demo.cluster;

/**
 * What an analyzer wants after a bar. Each analyzer makes the same orders whenever it sees the same
 * bars, so one that starts again makes them again: the ledger knows them by {@link #id}.
 *
 * @param analyzer its number
 * @param bar place of the bar among those of its instrument, from 0
 * @param side what to do
 */
record TradeOrder(int analyzer, int bar, Side side) {

  private static final long IDS_OF_AN_ANALYZER = 1_000_000;

  /** What to do with the instrument. */
  enum Side {
    /** At the open of the next bar, for the analyzer's budget. */
    BUY,
    /** At the open of the next bar, all that the analyzer has. */
    SELL,
    /** At the close of this bar, which is the last one, all that the analyzer has. */
    CLOSE
  }

  /** Unique: an analyzer makes at most one order after a bar. */
  long id() {
    return analyzer * IDS_OF_AN_ANALYZER + bar;
  }

  /** Whose order has this {@code id}. */
  static int analyzerOf(long id) {
    return (int) (id / IDS_OF_AN_ANALYZER);
  }
}
