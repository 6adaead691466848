package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Successive over-relaxation of a square grid, an agent for each cell within its border. As on a
 * chessboard, the cells of one colour relax, then those of the other; a cell that has relaxed sends
 * its value to its neighbours. The result is the sum of the bits of all values.
 *
 * <p>Other than published, the border keeps its values, as in the numerical kernel that the program
 * is made of, and there is one grid, not two halves that exchange the addresses of their cells. Of
 * the published sides this is the second, 80: with the first, 20, it is over within milliseconds.
 *
 * @param side of the grid, at least 4
 * @param iterations how often each cell relaxes
 */
public record Relaxation(int side, int iterations) implements Problem {
  /** How many neighbours a cell has. */
  public static final int NEIGHBOURS = 4;

  private static final double OMEGA = 1.25;
  private static final double SCALE = 1e-6;
  private static final long SEED = 10_101_010;

  /** How many cells relax. */
  public int cells() {
    return (side - 2) * (side - 2);
  }

  /** The values at first, row after row. */
  @Iso
  public double[] values() {
    return new Random(SEED).doubles((long) side * side).map(value -> value * SCALE).toArray();
  }

  /** Whether the value of {@code cell} never changes. */
  public boolean isBorder(int cell) {
    int row = cell / side;
    int column = cell % side;
    return row == 0 || column == 0 || row == side - 1 || column == side - 1;
  }

  /** Whether {@code cell} relaxes in the first half of an iteration. */
  public boolean isFirst(int cell) {
    return (cell / side + cell % side) % 2 == 0;
  }

  /**
   * The neighbour on one of four sides: above, left, right, below. On {@code 3 - direction} it has
   * {@code cell}.
   */
  public int neighbour(int cell, int direction) {
    return switch (direction) {
      case 0 -> cell - side;
      case 1 -> cell - 1;
      case 2 -> cell + 1;
      default -> cell + side;
    };
  }

  /** What the neighbours of {@code cell} have among {@code values}, by their direction. */
  @Iso
  public double[] around(int cell, @Box double[] values) {
    double[] around = new double[NEIGHBOURS];
    for (int direction = 0; direction < NEIGHBOURS; direction++) {
      around[direction] = values[neighbour(cell, direction)];
    }
    return around;
  }

  /** The next value of a cell that has {@code value}, with those of its neighbours. */
  public static double relax(double value, @Box double[] around) {
    return relax(value, around[0], around[1], around[2], around[3]);
  }

  private static double relax(double value, double above, double left, double right, double below) {
    return OMEGA / NEIGHBOURS * (above + left + right + below) + (1 - OMEGA) * value;
  }

  /** The part of the result that a cell adds. */
  public static long result(double value) {
    return Double.doubleToLongBits(value);
  }

  @Override
  public String name() {
    return "over-relaxation";
  }

  @Override
  public String size() {
    return sized(cells(), "cells, ") + sized(iterations, "iterations");
  }

  @Override
  public long expected() {
    double[] values = values();
    for (int half = 0; half < 2 * iterations; half++) {
      for (int row = 1; row < side - 1; row++) {
        int parity = half % 2;
        for (int column = 1 + (row + 1 + parity) % 2; column < side - 1; column += 2) {
          int cell = row * side + column;
          values[cell] =
              relax(
                  values[cell],
                  values[cell - side],
                  values[cell - 1],
                  values[cell + 1],
                  values[cell + side]);
        }
      }
    }
    long sum = 0;
    for (int cell = 0; cell < values.length; cell++) {
      sum += isBorder(cell) ? 0 : result(values[cell]);
    }
    return sum;
  }

  @Override
  public OptionalLong inOneThread() {
    return OptionalLong.of(expected());
  }
}
