package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The lengths of the shortest paths between all nodes of a graph, by the algorithm of Floyd and
 * Warshall in blocks: an agent for each block of the matrix of lengths. In round {@code k} block
 * {@code (k, k)} closes itself and goes to the blocks of its row and column; those are improved by
 * it and go to all others, which are improved by one of their row and one of their column. The
 * result is a checksum of the lengths.
 *
 * <p>Other than published, there is a round for each block and not for each node, and a block goes
 * only to those that need it.
 *
 * @param nodes of the graph, a multiple of {@code block}
 * @param block how many rows and columns a block has
 * @param longest edges are at most so long
 */
public record ShortestPaths(int nodes, int block, int longest) implements Problem {
  private static final long SEED = 2048;

  /** How many blocks are in a row. */
  public int blocks() {
    return nodes / block;
  }

  private int[] lengths() {
    var random = new Random(SEED);
    int[] lengths = new int[nodes * nodes];
    for (int from = 0; from < nodes; from++) {
      for (int to = 0; to < nodes; to++) {
        lengths[from * nodes + to] = from == to ? 0 : 1 + random.nextInt(longest);
      }
    }
    return lengths;
  }

  /** All blocks at first, row after row. */
  public int[][] graph() {
    int[] lengths = lengths();
    int[][] graph = new int[blocks() * blocks()][block * block];
    for (int i = 0; i < lengths.length; i++) {
      int row = i / nodes;
      int column = i % nodes;
      graph[row / block * blocks() + column / block][row % block * block + column % block] =
          lengths[i];
    }
    return graph;
  }

  /**
   * {@code old} with shorter paths by way of the nodes of this round; {@code row} is the block of
   * those nodes in its column, {@code column} the one in its row.
   */
  @Iso
  public int[] improved(@Box int[] old, @Box int[] row, @Box int[] column) {
    int[] lengths = Arrays.copyOf(old, old.length);
    for (int via = 0; via < block; via++) {
      improve(lengths, row, column, via);
    }
    return lengths;
  }

  /** {@code diagonal} with shorter paths by way of its own nodes. */
  @Iso
  public int[] closed(@Box int[] diagonal) {
    int[] lengths = Arrays.copyOf(diagonal, diagonal.length);
    for (int via = 0; via < block; via++) {
      improve(lengths, lengths, lengths, via);
    }
    return lengths;
  }

  private void improve(int[] lengths, int[] row, int[] column, int via) {
    for (int i = 0; i < block; i++) {
      int first = column[i * block + via];
      for (int j = 0; j < block; j++) {
        int at = i * block + j;
        lengths[at] = Math.min(lengths[at], first + row[via * block + j]);
      }
    }
  }

  /** The part of the result that {@code lengths} of block {@code number} add. */
  public long result(int number, @Box int[] lengths) {
    long sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      sum +=
          result(number / blocks() * block + i / block, number % blocks() * block + i % block)
              * lengths[i];
    }
    return sum;
  }

  private static long result(int from, int to) {
    return 31L * from + to + 1;
  }

  @Override
  public String name() {
    return "shortest paths";
  }

  @Override
  public String size() {
    return sized(nodes, "nodes, ") + sized((long) blocks() * blocks(), "blocks");
  }

  /** Without blocks. */
  @Override
  public long expected() {
    int[] lengths = lengths();
    for (int via = 0; via < nodes; via++) {
      for (int from = 0; from < nodes; from++) {
        int first = lengths[from * nodes + via];
        for (int to = 0; to < nodes; to++) {
          int at = from * nodes + to;
          lengths[at] = Math.min(lengths[at], first + lengths[via * nodes + to]);
        }
      }
    }
    long sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      sum += result(i / nodes, i % nodes) * lengths[i];
    }
    return sum;
  }

  @Override
  public OptionalLong inOneThread() {
    int side = blocks();
    int[][] graph = graph();
    for (int round = 0; round < side; round++) {
      int pivot = round * side + round;
      graph[pivot] = closed(graph[pivot]);
      for (int i = 0; i < side; i++) {
        if (i != round) {
          int inRow = round * side + i;
          int inColumn = i * side + round;
          graph[inRow] = improved(graph[inRow], graph[inRow], graph[pivot]);
          graph[inColumn] = improved(graph[inColumn], graph[pivot], graph[inColumn]);
        }
      }
      for (int number = 0; number < graph.length; number++) {
        if (number / side != round && number % side != round) {
          graph[number] =
              improved(
                  graph[number],
                  graph[round * side + number % side],
                  graph[number / side * side + round]);
        }
      }
    }
    long sum = 0;
    for (int number = 0; number < graph.length; number++) {
      sum += result(number, graph[number]);
    }
    return OptionalLong.of(sum);
  }
}
