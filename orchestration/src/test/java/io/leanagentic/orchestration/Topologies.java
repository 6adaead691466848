package io.leanagentic.orchestration;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Topologies to try, from seeds. */
public final class Topologies {
  private Topologies() {}

  /** The first {@code size} numbers, as members. */
  public static List<Integer> numbers(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  /** One of any shape, with up to 12 members. */
  public static Topology<Integer> random(SplittableRandom random) {
    int size = 1 + random.nextInt(12);
    return switch (random.nextInt(5)) {
      case 0 -> Topology.mesh(numbers(size));
      case 1 -> Topology.ring(numbers(size));
      case 2 -> Topology.star(numbers(size));
      case 3 -> Topology.hierarchical(1 + random.nextInt(4), numbers(size));
      default -> Topology.graph(connected(size, random));
    };
  }

  private static Map<Integer, Set<Integer>> connected(int size, SplittableRandom random) {
    Map<Integer, Set<Integer>> edges = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Set<Integer> before = new HashSet<>();
      edges.put(i, before);
      for (int n = random.nextInt(1, 3); i > 0 && n > 0; n--) {
        before.add(random.nextInt(i));
      }
    }
    return edges;
  }
}
