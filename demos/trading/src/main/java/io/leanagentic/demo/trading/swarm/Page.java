package io.leanagentic.demo.trading.swarm;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.ledger.Trade;
import java.util.Arrays;
import java.util.List;

/**
 * Some bars as they were booked: a bulky thing that is written by one agent, then moved to another
 * without a copy.
 */
final class Page {

  static final int CAPACITY = 256;

  private final Statement[] statements = new Statement[CAPACITY];
  private Trade[] trades = new Trade[16];
  private int size;
  private int traded;

  void add(Statement statement, @Val List<Trade> news) {
    statements[size++] = statement;
    for (Trade trade : news) {
      if (traded == trades.length) {
        trades = Arrays.copyOf(trades, traded * 2);
      }
      trades[traded++] = trade;
    }
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  int size() {
    return size;
  }

  Statement statement(int i) {
    return statements[i];
  }

  int trades() {
    return traded;
  }

  Trade trade(int i) {
    return trades[i];
  }
}
