package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;
import java.util.Random;

/**
 * A tree of agents that grows at random: each new node asks the root whether it may have children.
 * When nobody may have any more, a message goes from the root to all nodes, each of which is busy
 * for a time that the root has chosen. The result is the sum of what all computed.
 *
 * <p>Other than published, who is busy computes numbers of the suite's generator, because the
 * published loop is empty once it is compiled; urgent nodes, which print more, are like all others;
 * a parent is not told that its child has children; the message goes out when all nodes have asked,
 * so that none is missed; and there are 50,000 nodes instead of 200,000, so that an iteration takes
 * less than a second.
 *
 * @param nodes the tree has at most so many
 * @param children of a node that has any
 */
public record UnbalancedTree(int nodes, int children) implements Problem {
  private static final long SEED = 2;
  private static final int ASKING = 100;
  private static final int MEAN = 500;
  private static final int DEVIATION = 100;

  /** Who may have children; for the root. */
  public static final class Growth {
    private final UnbalancedTree size;
    private final Random random = new Random(SEED);
    private int nodes = 1;
    private int silent;

    private Growth(UnbalancedTree size) {
      this.size = size;
    }

    /** How long the children of the root will be busy. */
    public int first() {
      nodes += size.children;
      silent += size.children;
      int steps;
      do {
        steps = (int) Math.round(random.nextGaussian() * DEVIATION + MEAN);
      } while (steps <= 0);
      return steps;
    }

    /** One more node asks: how long its children will be busy, or 0 if it has none. */
    public int next() {
      silent--;
      return nodes + size.children <= size.nodes && random.nextBoolean() ? first() : 0;
    }

    /** Whether all nodes have asked. */
    public boolean isOver() {
      return silent == 0;
    }

    /** How many nodes there are, without the root. */
    public int nodes() {
      return nodes - 1;
    }
  }

  /** From the beginning. */
  public Growth growth() {
    return new Growth(this);
  }

  /** A node is busy before it asks; returns the part of the result that this adds. */
  public static long busy() {
    return PseudoRandom.busy(ASKING);
  }

  @Override
  public String name() {
    return "unbalanced tree";
  }

  @Override
  public String size() {
    return sized(nodes, "nodes, ") + sized(children, "children");
  }

  @Override
  public long expected() {
    Growth growth = growth();
    long sum = PseudoRandom.busy(growth.first());
    while (!growth.isOver()) {
      int steps = growth.next();
      sum += steps == 0 ? 0 : PseudoRandom.busy(steps);
    }
    return sum * children + growth.nodes() * busy();
  }

  @Override
  public OptionalLong inOneThread() {
    Growth growth = growth();
    long sum = siblings(growth.first());
    while (!growth.isOver()) {
      int steps = growth.next();
      sum += steps == 0 ? 0 : siblings(steps);
    }
    return OptionalLong.of(sum);
  }

  private long siblings(int steps) {
    long sum = 0;
    for (int i = 0; i < children; i++) {
      sum += busy() + PseudoRandom.busy(steps);
    }
    return sum;
  }
}
