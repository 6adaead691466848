package io.leanagentic.demo.cluster;

/**
 * An order as it was carried out.
 *
 * @param id of the order
 * @param quantity units bought, or (negative) sold
 * @param price of a unit, slippage included, in millionths of a dollar
 * @param cash what it did to the cash, fee included, in cents
 */
record Execution(long id, long quantity, long price, long cash) {

  /** Whose order it was. */
  int analyzer() {
    return TradeOrder.analyzerOf(id);
  }

  /** A number of all of it; sums of them are equal if, and only if (very likely), all is equal. */
  long digest() {
    long sum = id;
    for (long part : new long[] {quantity, price, cash}) {
      sum = (sum ^ (sum >>> 29)) * 0xBF58476D1CE4E5B9L + part;
    }
    return (sum ^ (sum >>> 32)) * 0x94D049BB133111EBL;
  }
}
