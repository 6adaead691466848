package io.leanagentic.demo.trading.risk;

import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.strategy.Strategy;
import java.util.Optional;

/**
 * Turns scores into orders within the limits. Must see every tick once, in order.
 *
 * <p>A score says which part of its instrument's share of the equity is to be invested: half for 0,
 * all from 250 on, none from -250 down. There is no borrowing and no selling short.
 */
public final class RiskBook {

  private static final int NEUTRAL = 500;
  private static final int GAIN = 2;
  private static final long WHOLE = 1000;

  private final RiskLimits limits;
  private final boolean[] live;
  private final long[] reserved;
  private int liveCount;
  private long reservedTotal;
  private long peak;
  private int pauseLeft;
  private int halts;
  private int trims;
  private long loss;
  private RiskLevel level = RiskLevel.NORMAL;

  /** For so many instruments. */
  public RiskBook(int instruments, RiskLimits limits) {
    this.limits = limits;
    this.live = new boolean[instruments];
    this.reserved = new long[instruments];
  }

  /**
   * Decides what to do about one instrument.
   *
   * @param statement where the portfolio stands after the tick
   * @param score the analyzers' average vote on it, or {@link Strategy#ABSTAIN}
   */
  public Optional<Order> decide(Statement statement, int score) {
    Tick tick = statement.tick();
    follow(tick);
    // What was reserved for this instrument is spent, or was not needed.
    reserve(tick.instrument(), 0);
    long weight = weight(statement, score);
    if (tick.endOfDate() && pauseLeft > 0 && --pauseLeft == 0) {
      peak = statement.equity();
    }
    return tick.last() ? Optional.empty() : order(statement, weight);
  }

  private void follow(Tick tick) {
    boolean trades = !tick.last();
    if (live[tick.instrument()] != trades) {
      live[tick.instrument()] = trades;
      liveCount += trades ? 1 : -1;
    }
  }

  /** The part of its share that the instrument is to have. */
  private long weight(Statement statement, int score) {
    peak = Math.max(peak, statement.equity());
    loss = (peak - statement.equity()) * WHOLE / peak;
    if (pauseLeft == 0 && loss >= limits.haltAt()) {
      pauseLeft = limits.pause();
      halts++;
    }
    level =
        pauseLeft > 0
            ? RiskLevel.HALTED
            : loss >= limits.reduceAt() ? RiskLevel.REDUCED : RiskLevel.NORMAL;
    if (level == RiskLevel.HALTED || score == Strategy.ABSTAIN) {
      return 0;
    }
    long weight = Math.clamp(NEUTRAL + (long) GAIN * score, 0, WHOLE);
    return level == RiskLevel.REDUCED ? weight / 2 : weight;
  }

  private Optional<Order> order(Statement statement, long weight) {
    long most = statement.equity() * limits.exposure() / WHOLE;
    long share = most / liveCount;
    long change = share * weight / WHOLE - statement.value();
    boolean leaving = weight == 0 && statement.held() > 0;
    if (Math.abs(change) * WHOLE < share * limits.band() && !leaving) {
      return Optional.empty();
    }
    int instrument = statement.tick().instrument();
    long close = statement.tick().bar().close();
    if (change <= 0) {
      long quantity = leaving ? statement.held() : Money.quantity(-change, close);
      return quantity == 0 ? Optional.empty() : Optional.of(new Order(instrument, -quantity, 0));
    }
    long room = Math.min(most - statement.invested(), statement.cash()) - reservedTotal;
    if (room < change) {
      trims++;
    }
    long budget = Math.min(change, room);
    long quantity = budget <= 0 ? 0 : Money.quantity(budget, close);
    if (quantity == 0) {
      return Optional.empty();
    }
    reserve(instrument, budget);
    return Optional.of(new Order(instrument, quantity, budget));
  }

  private void reserve(int instrument, long cents) {
    reservedTotal += cents - reserved[instrument];
    reserved[instrument] = cents;
  }

  /** Takes back what was decided last: {@code order} is not placed. */
  public void withdraw(Order order) {
    reserve(order.instrument(), 0);
  }

  /** The level of risk at the last decision. */
  public RiskLevel level() {
    return level;
  }

  /** How far the portfolio was from its peak at the last decision, in thousandths. */
  public long loss() {
    return loss;
  }

  /** How often everything was sold because of {@link RiskLimits#haltAt}. */
  public int halts() {
    return halts;
  }

  /**
   * How many purchases were made smaller, or left out, to keep within {@link RiskLimits#exposure}.
   */
  public int trims() {
    return trims;
  }
}
