package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The product of two square matrices. A master gives a product to one of many workers, which gives
 * back the eight of its quarters, or, from a size on, adds the product to that block of the whole,
 * which no other worker adds to. The result is a checksum of the whole.
 *
 * <p>Other than published, an element of a factor depends on both its row and its column, so that a
 * wrong block is noticed, and workers keep the blocks of the whole, which threads would share.
 *
 * @param side rows and columns of a matrix, a power of two
 * @param alone those of the blocks that are not divided, a power of two
 * @param workers how many
 */
public record MatrixProduct(int side, int alone, int workers) implements Problem {
  /** A part: the product of a block of the left matrix and one of the right, all of one size. */
  public record Part(int row, int via, int column, int side) {
    /** The eight products of half its size. */
    @Val
    public List<Part> eighths() {
      return IntStream.range(0, 8).mapToObj(this::eighth).toList();
    }

    private Part eighth(int number) {
      int half = side / 2;
      return new Part(
          row + (number & 1) * half,
          via + (number >> 1 & 1) * half,
          column + (number >> 2) * half,
          half);
    }

    /** What stands for the block of the whole that it is added to. */
    public Part block() {
      return new Part(row, 0, column, side);
    }

    /** That block at first. */
    public double[] zeros() {
      return new double[side * side];
    }
  }

  /** The whole. */
  public Part whole() {
    return new Part(0, 0, 0, side);
  }

  /** Whether {@code part} is not divided any more. */
  public boolean isAlone(Part part) {
    return part.side() <= alone;
  }

  /** Who works on {@code part}; for all that add to the same block it is the same one. */
  public int worker(Part part) {
    return (part.row() / alone + part.column() / alone) % workers;
  }

  /** The left matrix, row after row. */
  @Iso
  public double[] left() {
    double[] left = new double[side * side];
    for (int i = 0; i < left.length; i++) {
      left[i] = i / side + i % side;
    }
    return left;
  }

  /** The right matrix, row after row. */
  @Iso
  public double[] right() {
    double[] right = new double[side * side];
    for (int i = 0; i < right.length; i++) {
      right[i] = i % side - i / side;
    }
    return right;
  }

  /** Adds {@code part} to its block of the whole, row after row. */
  public void add(Part part, @Box double[] left, @Box double[] right, double[] block) {
    for (int i = 0; i < part.side(); i++) {
      for (int k = 0; k < part.side(); k++) {
        double factor = left[(part.row() + i) * side + part.via() + k];
        int from = (part.via() + k) * side + part.column();
        int to = i * part.side();
        for (int j = 0; j < part.side(); j++) {
          block[to + j] += factor * right[from + j];
        }
      }
    }
  }

  /** The part of the result that the block of {@code part} adds when it is complete. */
  public static long result(Part part, @Box double[] block) {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += result(part.row() + i / part.side(), part.column() + i % part.side(), (long) block[i]);
    }
    return sum;
  }

  private static long result(int row, int column, long element) {
    return (31L * row + column + 1) * element;
  }

  @Override
  public String name() {
    return "matrix multiplication";
  }

  @Override
  public String size() {
    return sized(side, "rows and columns, ") + sized(workers, "workers");
  }

  /** The sum of {@code (row + k) (column - k)} over all {@code k} has a formula. */
  @Override
  public long expected() {
    long first = (side - 1L) * side / 2;
    long second = (side - 1L) * side * (2L * side - 1) / 6;
    long sum = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        sum += result(row, column, (long) side * row * column + (column - row) * first - second);
      }
    }
    return sum;
  }

  @Override
  public OptionalLong inOneThread() {
    double[] left = left();
    double[] right = right();
    long sum = 0;
    for (int row = 0; row < side; row += alone) {
      for (int column = 0; column < side; column += alone) {
        Part part = new Part(row, 0, column, alone);
        double[] block = part.zeros();
        for (int via = 0; via < side; via += alone) {
          add(new Part(row, via, column, alone), left, right, block);
        }
        sum += result(part, block);
      }
    }
    return OptionalLong.of(sum);
  }
}
