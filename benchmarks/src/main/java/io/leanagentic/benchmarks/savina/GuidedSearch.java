package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A path from a corner of a cube to a node far away from it; edges lead to some of the nodes that
 * are one farther on some axes. A master gives a node to one of many workers in turn, which goes on
 * from there, and after so many nodes gives back those it has not looked at. A node has been
 * reached once somebody says so in a table that all share. The result is the sum of all steps of
 * the path on all axes.
 *
 * <p>Other than published, who looks at a node computes numbers of the suite's generator, because
 * threads get in each other's way at the one of {@link Math#random}, and nobody announces the end
 * of the path: the table has it. As published, nothing guides the search.
 *
 * @param side nodes on each axis; there is a path for 12 and 30
 * @param alone how many nodes a worker looks at before it gives back the rest
 * @param workers how many
 */
public record GuidedSearch(int side, int alone, int workers) implements Problem {
  private static final long SEED = 123_456;
  private static final int DIRECTIONS = 8;
  private static final int NO_EDGES = 1 | (1 << (DIRECTIONS - 1)); // to itself, or on all axes
  private static final int LAST_EDGE = 1 << (DIRECTIONS - 2);
  private static final int BUSY = 100;
  private static final double FAR = 0.8;

  /** From where each node was reached; for use by all. */
  @Val
  public static final class Table {
    private final AtomicIntegerArray from;
    private final int target;

    private Table(int nodes, int target) {
      this.from = new AtomicIntegerArray(nodes);
      this.target = target;
    }

    private boolean reach(int node, int last) {
      return from.get(node) == 0 && from.compareAndSet(node, 0, last + 1);
    }

    private boolean isOver() {
      return from.get(target) != 0;
    }

    private int from(int node) {
      return from.get(node) - 1;
    }
  }

  /** Of this size, and empty. */
  public Table table() {
    return new Table(side * side * side, target());
  }

  private int target() {
    int far = (int) (FAR * side);
    return node(far, far, far);
  }

  private int node(int x, int y, int z) {
    return (x * side + y) * side + z;
  }

  /** In which directions edges lead from each node, as bits. */
  @Iso
  public int[] edges() {
    var random = new Random(SEED);
    int[] edges = new int[side * side * side];
    for (int node = 0; node < edges.length; node++) {
      int some = random.nextInt(1 << DIRECTIONS) & ~NO_EDGES;
      edges[node] = some == 0 ? LAST_EDGE : some;
    }
    return edges;
  }

  private int neighbour(int node, int direction) {
    return node(
        Math.min(side - 1, node / side / side + (direction >> 2)),
        Math.min(side - 1, node / side % side + (direction >> 1 & 1)),
        Math.min(side - 1, node % side + (direction & 1)));
  }

  /** Goes on from {@code node}; returns the nodes that others can go on from. */
  public Queue<Integer> search(@Box int[] edges, Table table, int node) {
    Queue<Integer> next = new ArrayDeque<>();
    next.add(node);
    for (int seen = 0; seen < alone && !next.isEmpty(); seen++) {
      int from = next.remove();
      int begin = (int) PseudoRandom.busy(BUSY);
      for (int i = begin; i < begin + DIRECTIONS; i++) {
        int direction = i % DIRECTIONS;
        int to = neighbour(from, direction);
        if ((edges[from] >> direction & 1) == 1 && to != from && table.reach(to, from)) {
          next.add(to);
        }
      }
      if (table.isOver()) {
        next.clear();
      }
    }
    return next;
  }

  /**
   * The result.
   *
   * @throws IllegalStateException if the table leads where no edge leads
   */
  public long result(@Box int[] edges, Table table) {
    long steps = 0;
    for (int node = target(); node != 0; node = table.from(node)) {
      int from = table.from(node);
      if (!isEdge(edges, from, node)) {
        throw new IllegalStateException("no edge from " + from + " to " + node);
      }
      steps += steps(node) - steps(from);
    }
    return steps;
  }

  private boolean isEdge(int[] edges, int from, int to) {
    for (int direction = 0; direction < DIRECTIONS && from >= 0; direction++) {
      if ((edges[from] >> direction & 1) == 1 && neighbour(from, direction) == to) {
        return true;
      }
    }
    return false;
  }

  private int steps(int node) {
    return node / side / side + node / side % side + node % side;
  }

  @Override
  public String name() {
    return "guided search";
  }

  @Override
  public String size() {
    return sized((long) side * side * side, "nodes, ") + sized(workers, "workers");
  }

  /** All paths to a node have as many steps. */
  @Override
  public long expected() {
    return steps(target());
  }

  @Override
  public OptionalLong inOneThread() {
    int[] edges = edges();
    Table table = table();
    new GuidedSearch(side, Integer.MAX_VALUE, 1).search(edges, table, 0);
    return OptionalLong.of(result(edges, table));
  }
}
