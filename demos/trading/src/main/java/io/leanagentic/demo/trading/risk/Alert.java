package io.leanagentic.demo.trading.risk;

import io.leanagentic.demo.trading.market.Tick;
import java.time.LocalDate;

/**
 * The level of risk has changed.
 *
 * @param seq the tick after which it did
 * @param date when
 * @param level the new one
 * @param loss how far the portfolio is from its peak, in thousandths
 */
public record Alert(int seq, LocalDate date, RiskLevel level, long loss) {

  /** After {@code tick}. */
  public static Alert after(Tick tick, RiskLevel level, long loss) {
    return new Alert(tick.seq(), tick.bar().date(), level, loss);
  }
}
