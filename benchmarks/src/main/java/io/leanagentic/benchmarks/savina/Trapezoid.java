package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;

/**
 * Agents integrate a function, each over a part of the interval. The result is the area in
 * millionths, rounded, since the order of the sum is up to the schedule.
 *
 * @param pieces that the area is cut into
 * @param workers how many
 * @param left where the interval begins
 * @param right where it ends
 */
public record Trapezoid(int pieces, int workers, double left, double right) implements Problem {
  private static final double MILLION = 1e6;

  /** Where {@code worker}'s part begins. */
  public double left(int worker) {
    return left + (right - left) / workers * worker;
  }

  /** The area under the part of {@code worker}. */
  public double area(int worker) {
    double width = (right - left) / pieces;
    double from = left(worker);
    int count = pieces / workers;
    double area = 0;
    for (int i = 0; i < count; i++) {
      double x = from + i * width;
      area += 0.5 * (function(x) + function(x + width)) * width;
    }
    return area;
  }

  private static double function(double x) {
    double wave = Math.sin(Math.pow(x, 3) - 1) / (x + 1);
    return wave * Math.sqrt(1 + Math.exp(Math.sqrt(2 * x)));
  }

  /** The result of an area. */
  public static long result(double area) {
    return Math.round(area * MILLION);
  }

  @Override
  public String name() {
    return "trapezoid";
  }

  @Override
  public String size() {
    return sized(pieces, "pieces, ") + sized(workers, "workers");
  }

  @Override
  public long expected() {
    double area = 0;
    for (int worker = 0; worker < workers; worker++) {
      area += area(worker);
    }
    return result(area);
  }

  @Override
  public OptionalLong inOneThread() {
    return OptionalLong.of(expected());
  }
}
