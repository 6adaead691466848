package io.leanagentic.benchmarks.scale;

import java.util.List;

/**
 * One picture: how something grows with something.
 *
 * @param name of the file
 * @param title what is measured, and its unit
 * @param axis what it grows with
 * @param points where it is measured
 * @param flags of the JVM
 * @param lines of the picture
 */
public record Curve(
    String name,
    String title,
    String axis,
    List<Long> points,
    List<String> flags,
    List<Line> lines) {

  /**
   * One line of the picture.
   *
   * @param label whose
   * @param measure finds the value at a point
   */
  public record Line(String label, Measure measure) {}

  /** Finds a value. */
  @FunctionalInterface
  public interface Measure {
    /** The value at {@code point}; NaN if it is not to be measured. */
    double at(long point) throws Exception;
  }
}
