package io.leanagentic.demo.trading.market;

import io.leanagentic.capability.Val;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Something that is traded, and its history.
 *
 * @param symbol short name, such as {@code MSFT}
 * @param bars at least one, dates rising
 */
public record Instrument(String symbol, @Val List<Bar> bars) {

  /** Copies the bars. */
  public Instrument {
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException(symbol + " has no bars; allowed: 1 or more");
    }
  }

  /** Whether there are about as many bars as trading days, rather than one a week or a month. */
  public boolean isDaily() {
    long days = ChronoUnit.DAYS.between(bars.getFirst().date(), bars.getLast().date());
    return days < 4L * bars.size();
  }
}
