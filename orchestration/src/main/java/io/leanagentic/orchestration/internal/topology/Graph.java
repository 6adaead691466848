package io.leanagentic.orchestration.internal.topology;

import io.leanagentic.orchestration.Topology.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Any undirected graph: for each place its neighbours, sorted. */
public final class Graph implements Layout {
  private static final int[] NOTHING = {};

  private final List<int[]> edges;

  private Graph(List<int[]> edges) {
    this.edges = List.copyOf(edges);
  }

  /** From sets of neighbours, one for each place; an edge may be given at one end only. */
  public static Graph of(List<SortedSet<Integer>> neighbours) {
    List<SortedSet<Integer>> both = new ArrayList<>();
    neighbours.forEach(set -> both.add(new TreeSet<>(set)));
    for (int at = 0; at < neighbours.size(); at++) {
      for (int other : neighbours.get(at)) {
        both.get(other).add(at);
      }
    }
    return new Graph(both.stream().map(Graph::toArray).toList());
  }

  private static int[] toArray(SortedSet<Integer> set) {
    return set.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Shape shape() {
    return Shape.GRAPH;
  }

  @Override
  public int degree(int size, int at) {
    return edges.get(at).length;
  }

  @Override
  public int neighbour(int size, int at, int k) {
    return edges.get(at)[k];
  }

  @Override
  public boolean adjacent(int size, int a, int b) {
    return Arrays.binarySearch(edges.get(a), b) >= 0;
  }

  /** Searches breadth first, so the first path found is a shortest one. */
  @Override
  public List<Integer> route(int size, int from, int to) {
    int[] before = new int[size];
    Arrays.fill(before, -1);
    before[to] = to;
    var open = new ArrayDeque<Integer>();
    open.add(to); // from the goal back, so that the path comes out in order
    while (!open.isEmpty() && before[from] < 0) {
      int at = open.remove();
      for (int next : edges.get(at)) {
        if (before[next] < 0) {
          before[next] = at;
          open.add(next);
        }
      }
    }
    if (before[from] < 0) {
      return List.of();
    }
    var way = new ArrayList<Integer>();
    for (int at = from; at != to; at = before[at]) {
      way.add(at);
    }
    way.add(to);
    return way;
  }

  /** This graph with one more place, after the others. */
  public Graph with(SortedSet<Integer> neighbours) {
    var sets = sets();
    sets.add(neighbours);
    return of(sets);
  }

  /**
   * This graph without the places {@code gone}, removed one after the other; later places move up.
   * Parts that only a removed place held together are joined by edges between its neighbours.
   */
  public Graph without(int... gone) {
    int[][] left = edges.toArray(int[][]::new);
    var found = new BitSet(left.length);
    for (int place : gone) {
      int[] orphans = left[place];
      left[place] = NOTHING;
      for (int other : orphans) {
        left[other] = minus(left[other], place);
      }
      found.clear();
      for (int i = 0; i < orphans.length; i++) {
        if (!found.get(orphans[i])) {
          if (i > 0) { // the first one's part includes all earlier ones
            left[orphans[0]] = plus(left[orphans[0]], orphans[i]);
            left[orphans[i]] = plus(left[orphans[i]], orphans[0]);
          }
          mark(left, orphans[i], orphans, found);
        }
      }
    }
    return new Graph(movedUp(left, gone));
  }

  /** Marks what is connected to {@code start}, until all of {@code sought} are found. */
  private static void mark(int[][] edges, int start, int[] sought, BitSet found) {
    var open = new ArrayDeque<Integer>();
    open.add(start);
    found.set(start);
    int next = 0;
    while (true) {
      while (next < sought.length && found.get(sought[next])) {
        next++;
      }
      if (next == sought.length || open.isEmpty()) {
        return;
      }
      for (int other : edges[open.remove()]) {
        if (!found.get(other)) {
          found.set(other);
          open.add(other);
        }
      }
    }
  }

  private static List<int[]> movedUp(int[][] left, int[] gone) {
    var free = new BitSet(left.length);
    for (int place : gone) {
      free.set(place);
    }
    int[] now = new int[left.length];
    for (int place = 1; place < left.length; place++) {
      now[place] = now[place - 1] + (free.get(place - 1) ? 0 : 1);
    }
    List<int[]> moved = new ArrayList<>(left.length);
    for (int place = 0; place < left.length; place++) {
      if (!free.get(place)) {
        moved.add(Arrays.stream(left[place]).map(other -> now[other]).toArray());
      }
    }
    return moved;
  }

  private static int[] minus(int[] places, int gone) {
    return Arrays.stream(places).filter(place -> place != gone).toArray();
  }

  private static int[] plus(int[] places, int more) {
    int[] grown = Arrays.copyOf(places, places.length + 1);
    grown[places.length] = more;
    Arrays.sort(grown);
    return grown;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Graph that && Arrays.deepEquals(edges.toArray(), that.edges.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(edges.toArray());
  }

  private List<SortedSet<Integer>> sets() {
    List<SortedSet<Integer>> sets = new ArrayList<>();
    for (int[] places : edges) {
      var set = new TreeSet<Integer>();
      for (int place : places) {
        set.add(place);
      }
      sets.add(set);
    }
    return sets;
  }
}
