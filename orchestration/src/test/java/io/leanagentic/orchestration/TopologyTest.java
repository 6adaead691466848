package io.leanagentic.orchestration;

import static io.leanagentic.orchestration.Topologies.numbers;
import static io.leanagentic.orchestration.Topologies.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Invariants of all shapes, from seeds; then what is particular to each. */
final class TopologyTest {
  private static final int SEEDS = 200;

  @Test
  void edgesAndRoutesAgree() {
    Seeds.each(
        SEEDS,
        seed -> {
          var topology = random(new SplittableRandom(seed));
          for (int i = 0; i < 10; i++) {
            check(topology);
            topology = topology.contains(99) ? topology.without(99) : grown(topology, seed + i);
          }
        });
  }

  @Test
  void whatIsConnectedStaysConnected() {
    Seeds.each(
        SEEDS,
        seed -> {
          var random = new SplittableRandom(seed);
          var topology = random(random);
          while (topology.size() > 1) {
            int gone = topology.members().get(random.nextInt(topology.size()));
            topology = topology.without(gone);
            assertFalse(topology.contains(gone));
            check(topology);
          }
        });
  }

  private static Topology<Integer> grown(Topology<Integer> topology, long seed) {
    int at = new SplittableRandom(seed).nextInt(topology.size());
    return topology.toString().startsWith("graph")
        ? topology.with(99, List.of(topology.members().get(at)))
        : topology.with(99);
  }

  /** Symmetric, without loops or doubles; every route exists and is as short as a search finds. */
  private static void check(Topology<Integer> topology) {
    long ends = 0;
    for (int a : topology.members()) {
      var neighbours = topology.neighbours(a);
      assertEquals(neighbours.size(), Set.copyOf(neighbours).size(), "doubles");
      ends += neighbours.size();
      for (int b : neighbours) {
        assertTrue(a != b && topology.neighbours(b).contains(a), a + " to " + b);
      }
      var distances = distances(topology, a);
      for (int b : topology.members()) {
        var way = topology.route(a, b);
        assertEquals(distances.get(b), way.size() - 1, () -> a + " to " + b + " " + way);
        assertEquals(a, way.getFirst());
        assertEquals(b, way.getLast());
        for (int i = 1; i < way.size(); i++) {
          assertTrue(topology.areNeighbours(way.get(i - 1), way.get(i)), way::toString);
        }
      }
    }
    assertEquals(ends, 2 * topology.edges());
  }

  private static Map<Integer, Integer> distances(Topology<Integer> topology, int from) {
    Map<Integer, Integer> distances = new HashMap<>(Map.of(from, 0));
    var open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int at = open.remove();
      for (int next : topology.neighbours(at)) {
        if (distances.putIfAbsent(next, Objects.requireNonNull(distances.get(at)) + 1) == null) {
          open.add(next);
        }
      }
    }
    return distances;
  }

  @Test
  void topologiesWithTheSameMembersAndEdgesAreEqual() {
    for (var shape :
        List.<java.util.function.Supplier<Topology<Integer>>>of(
            () -> Topology.mesh(numbers(5)),
            () -> Topology.ring(numbers(5)),
            () -> Topology.hierarchical(2, numbers(5)),
            () -> Topology.graph(Map.of(1, List.of())))) {
      assertEquals(shape.get(), shape.get());
      assertEquals(shape.get().hashCode(), shape.get().hashCode());
    }
    assertNotEquals(Topology.ring(numbers(5)), Topology.ring(numbers(6)));
    assertNotEquals(Topology.ring(numbers(5)), Topology.star(numbers(5)));
    assertNotEquals(Topology.hierarchical(2, numbers(5)), Topology.hierarchical(3, numbers(5)));
  }

  @Test
  void aLargeMeshStoresNoEdges() {
    var members = numbers(10_000);
    long before = usedHeap();
    List<Topology<Integer>> meshes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      meshes.add(Topology.mesh(members));
    }
    long bytes = (usedHeap() - before) / meshes.size(); // edges alone would take 200 MB
    assertTrue(bytes < 2_000_000, () -> bytes + " bytes for a mesh of 10,000");
    var mesh = meshes.getLast();
    assertEquals(10_000L * 9_999 / 2, mesh.edges());
    assertEquals(9_999, mesh.neighbours(5_000).size());
    assertEquals(List.of(3, 9_999), mesh.route(3, 9_999));
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void aTreeKeepsItsOtherEdgesWhenALeafTakesAPlace() {
    var tree = Topology.hierarchical(2, numbers(7)).without(1);
    assertEquals(List.of(0, 6, 2, 3, 4, 5), tree.members());
    assertEquals(List.of(0, 3, 4), tree.neighbours(6));
    assertEquals(List.of(0, 5), tree.neighbours(2));
  }

  @Test
  void theNextBecomesTheCentreOfAStar() {
    assertEquals(List.of(2, 3), Topology.star(numbers(4)).without(0).neighbours(1));
  }

  @Test
  void partsOfAGraphWithoutAWayHaveNone() {
    var graph = Topology.graph(Map.of("a", Set.of("b"), "b", Set.of(), "c", Set.<String>of()));
    assertEquals(List.of(), graph.route("a", "c"));
    assertEquals(List.of("b", "a"), graph.route("b", "a"));
    assertFalse(graph.areNeighbours("a", "c"));
  }

  @Test
  void aTreeHasTheShapeThatItsArityGivesIt() {
    Seeds.each(
        SEEDS,
        seed -> {
          var random = new SplittableRandom(seed);
          int arity = 1 + random.nextInt(5);
          int size = 1 + random.nextInt(200);
          var tree = Topology.hierarchical(arity, numbers(size));
          assertEquals(size - 1, tree.edges());
          int levels = 0;
          for (int i = 0; i < size; i++) {
            int parent = (i - 1) / arity;
            assertEquals(
                i == 0 ? 0 : tree.route(0, parent).size(),
                tree.route(0, i).size() - 1,
                "one below its parent");
            assertTrue(tree.neighbours(i).size() <= arity + (i == 0 ? 0 : 1));
            levels = Math.max(levels, tree.route(0, i).size() - 1);
          }
          int full = 0; // a level more is begun only once the last one is full
          for (long wide = 1, all = 1; all < size; full++) {
            wide *= arity;
            all += wide;
          }
          assertEquals(full, levels);
        });
  }

  @Test
  void badInputIsNamed() {
    var ring = Topology.ring(numbers(3));
    assertSays("has no members", () -> Topology.mesh(List.of()));
    assertSays("twice", () -> Topology.star(List.of(1, 2, 1)));
    assertSays("arity of a tree is 0", () -> Topology.hierarchical(0, numbers(2)));
    assertSays("neighbour 7 of 1", () -> Topology.graph(Map.of(1, Set.of(7))));
    assertSays("its own neighbour", () -> Topology.graph(Map.of(1, Set.of(1))));
    assertSays("twice", () -> ring.with(2));
    assertSays("last member", () -> Topology.ring(numbers(1)).without(0));
    assertSays("use with(member)", () -> ring.with(9, List.of(1)));
    assertSays("use with(member, neighbours)", () -> Topology.graph(Map.of(1, Set.of())).with(2));
    assertSays("8 is not a member", () -> ring.neighbours(8));
    assertSays("8 is not a member", () -> ring.route(1, 8));
    assertSays("8 is not a member", () -> ring.without(8));
    assertThrows(IndexOutOfBoundsException.class, () -> ring.neighbours(1).get(2));
  }

  private static void assertSays(String part, Runnable action) {
    var failure = assertThrows(RuntimeException.class, action::run);
    assertTrue(
        failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure instanceof NoSuchElementException,
        failure::toString);
    assertTrue(String.valueOf(failure.getMessage()).contains(part), failure::toString);
  }
}
