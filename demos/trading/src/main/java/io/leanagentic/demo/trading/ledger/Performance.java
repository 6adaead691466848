package io.leanagentic.demo.trading.ledger;

import io.leanagentic.capability.Box;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The usual measures of a curve of equity. Shares are 1.0 for the whole.
 *
 * @param totalReturn end over beginning, less 1
 * @param yearlyReturn the same for each year, compounded
 * @param drawdown the deepest fall from a peak, 0.0 to 1.0
 * @param volatility standard deviation of returns, for a year
 * @param sharpe mean return over its standard deviation, for a year, no interest deducted
 */
public record Performance(
    double totalReturn, double yearlyReturn, double drawdown, double volatility, double sharpe) {

  /** Measures {@code curve}, which begins with {@link Outcome#CAPITAL}. */
  public static Performance of(@Box List<EquityPoint> curve, ToLongFunction<EquityPoint> value) {
    if (curve.isEmpty()) {
      return new Performance(0, 0, 0, 0, 0);
    }
    double before = Outcome.CAPITAL;
    double peak = before;
    double drawdown = 0;
    double sum = 0;
    double squares = 0;
    for (EquityPoint point : curve) {
      double now = value.applyAsLong(point);
      double change = now / before - 1;
      sum += change;
      squares += change * change;
      peak = Math.max(peak, now);
      drawdown = Math.max(drawdown, 1 - now / peak);
      before = now;
    }
    int n = curve.size();
    double mean = sum / n;
    double variance = n < 2 ? 0 : Math.max(0, (squares - n * mean * mean) / (n - 1));
    double growth = before / Outcome.CAPITAL;
    double years =
        Math.max(
            ChronoUnit.DAYS.between(curve.getFirst().date(), curve.getLast().date()) / 365.25,
            1 / 365.25);
    double pointsPerYear = n / years;
    double deviation = Math.sqrt(variance);
    return new Performance(
        growth - 1,
        Math.pow(growth, 1 / years) - 1,
        drawdown,
        deviation * Math.sqrt(pointsPerYear),
        deviation == 0 ? 0 : mean / deviation * Math.sqrt(pointsPerYear));
  }
}
