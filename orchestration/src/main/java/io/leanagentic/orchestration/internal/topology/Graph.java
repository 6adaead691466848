package io.leanagentic.orchestration.internal.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Any undirected graph: for each place its neighbours, sorted. */
public final class Graph implements Layout {
  private final List<int[]> edges;

  private Graph(List<int[]> edges) {
    this.edges = List.copyOf(edges);
  }

  /** From sets of neighbours, one for each place; an edge may stand at one end only. */
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
  public String title() {
    return "graph";
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

  /** Breadth first, so the first way found is a shortest one. */
  @Override
  public List<Integer> route(int size, int from, int to) {
    int[] before = new int[size];
    Arrays.fill(before, -1);
    before[to] = to;
    var open = new ArrayDeque<Integer>();
    open.add(to); // from the goal back, so that the way comes out in order
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

  /** With one place more, behind the others. */
  public Graph with(SortedSet<Integer> neighbours) {
    var sets = sets();
    sets.add(neighbours);
    return of(sets);
  }

  /**
   * Without place {@code gone}; the places behind it move up by one. Parts that only it held
   * together are joined by edges between its neighbours.
   */
  public Graph without(int gone) {
    var sets = sets();
    int[] orphans = edges.get(gone);
    for (int other : orphans) {
      sets.get(other).remove(gone);
    }
    sets.get(gone).clear();
    int[] part = new int[sets.size()];
    for (int i = 0; i < orphans.length; i++) {
      if (part[orphans[i]] == 0) {
        mark(sets, orphans[i], i + 1, part);
        if (i > 0) { // the first one's part has grown by all before
          sets.get(orphans[0]).add(orphans[i]);
          sets.get(orphans[i]).add(orphans[0]);
        }
      }
    }
    sets.remove(gone);
    List<SortedSet<Integer>> moved = new ArrayList<>();
    for (var set : sets) {
      var places = new TreeSet<Integer>();
      set.forEach(place -> places.add(place > gone ? place - 1 : place));
      moved.add(places);
    }
    return of(moved);
  }

  private static void mark(List<SortedSet<Integer>> sets, int start, int number, int[] part) {
    var open = new ArrayDeque<Integer>();
    open.add(start);
    part[start] = number;
    while (!open.isEmpty()) {
      for (int next : sets.get(open.remove())) {
        if (part[next] == 0) {
          part[next] = number;
          open.add(next);
        }
      }
    }
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
