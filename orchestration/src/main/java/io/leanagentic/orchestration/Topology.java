package io.leanagentic.orchestration;

import io.leanagentic.capability.TrustedVal;
import io.leanagentic.orchestration.internal.Members;
import io.leanagentic.orchestration.internal.topology.Graph;
import io.leanagentic.orchestration.internal.topology.Layout;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which members are neighbours: a mesh, a ring, a star, a tree, or any graph. A value that never
 * changes; {@link #with(Object)} and {@link #without} give a new one, {@link LiveTopology} keeps up
 * with agents that end, and {@link io.leanagentic.orchestration.drawing.TopologyDrawing} draws it.
 *
 * <pre>{@code
 * Topology<AgentRef<Command>> ring = Topology.ring(agents);
 * List<AgentRef<Command>> way = ring.route(first, last);
 * }</pre>
 *
 * <p>Only a custom graph stores its edges: a mesh of 10,000 takes as much memory as a ring of
 * 10,000. Edges have no direction. Any thread may use it.
 *
 * @param <N> the members, mostly {@code AgentRef<M>}; told apart by {@code equals}
 */
@TrustedVal("never written after its constructor; val if its members are")
public final class Topology<N> {
  /** What determines the edges of a topology. */
  public enum Shape {
    /** See {@link Topology#mesh}. */
    MESH,
    /** See {@link Topology#ring}. */
    RING,
    /** See {@link Topology#star}. */
    STAR,
    /** See {@link Topology#hierarchical}. */
    TREE,
    /** See {@link Topology#graph}. */
    GRAPH;

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Layout layout;
  private final List<N> members;
  private final Map<N, Integer> places;

  private Topology(Layout layout, List<? extends N> members) {
    this.layout = layout;
    this.places = Members.check(layout.shape().toString(), members);
    this.members = List.copyOf(members);
  }

  /**
   * Every member is a neighbour of every other. {@code members} are one or more, each once; else an
   * {@link IllegalArgumentException} names what is wrong. The same holds for the other shapes.
   */
  public static <N> Topology<N> mesh(List<? extends N> members) {
    return new Topology<>(new Layout.Mesh(), members);
  }

  /** Each member is a neighbour of the next, and the last of the first. */
  public static <N> Topology<N> ring(List<? extends N> members) {
    return new Topology<>(new Layout.Ring(), members);
  }

  /** The first member is a neighbour of all others, which have no other neighbour. */
  public static <N> Topology<N> star(List<? extends N> members) {
    return new Topology<>(new Layout.Star(), members);
  }

  /**
   * A tree: the first is the root, and each member has up to {@code arity} children, filled level
   * by level in the order of the list.
   *
   * @param arity the most children of a member, one or more; else an {@link
   *     IllegalArgumentException}
   */
  public static <N> Topology<N> hierarchical(int arity, List<? extends N> members) {
    if (arity < 1) {
      throw new IllegalArgumentException("arity of a tree is " + arity + "; allowed: 1 or more");
    }
    return new Topology<>(new Layout.Tree(arity), members);
  }

  /**
   * Any graph: for each member its neighbours. An edge may be given at one of its ends or at both.
   * The members have the order of the map, and that of a {@code Map.of} differs from run to run:
   * take a {@code LinkedHashMap} where it matters which is the first.
   *
   * @throws IllegalArgumentException if a neighbour is not a member, or a member its own neighbour
   */
  public static <N> Topology<N> graph(
      Map<? extends N, ? extends Iterable<? extends N>> neighbours) {
    Objects.requireNonNull(neighbours, "neighbours");
    List<N> members = new ArrayList<>(neighbours.keySet());
    Map<N, Integer> places = HashMap.newHashMap(members.size());
    members.forEach(member -> places.put(member, places.size()));
    List<SortedSet<Integer>> edges = new ArrayList<>();
    neighbours.forEach((member, others) -> edges.add(edgesTo(member, others, places)));
    return new Topology<>(Graph.of(edges), members);
  }

  private static <N> SortedSet<Integer> edgesTo(
      N member, Iterable<? extends N> others, Map<N, Integer> places) {
    var edges = new TreeSet<Integer>();
    Objects.requireNonNull(others, () -> "neighbours of " + member);
    for (N other : others) {
      Integer place = places.get(other);
      if (place == null) {
        throw new IllegalArgumentException(
            "neighbour " + other + " of " + member + " is not a member; allowed: members");
      }
      if (other.equals(member)) {
        throw new IllegalArgumentException(
            member + " is its own neighbour; allowed: other members");
      }
      edges.add(place);
    }
    return edges;
  }

  /** The shape of its edges. It stays the same when members change. */
  public Shape shape() {
    return layout.shape();
  }

  /** All members, in their order. */
  public List<N> members() {
    return members;
  }

  /** How many members there are. */
  public int size() {
    return members.size();
  }

  /** Whether {@code member} is one. */
  public boolean contains(N member) {
    return places.containsKey(member);
  }

  /** How many pairs are neighbours. */
  public long edges() {
    long ends = 0;
    for (int i = 0; i < size(); i++) {
      ends += layout.degree(size(), i);
    }
    return ends / 2;
  }

  /**
   * The neighbours of {@code member}: a view, in which nothing is stored.
   *
   * @throws NoSuchElementException if it is not a member
   */
  public List<N> neighbours(N member) {
    int at = place(member);
    return new AbstractList<>() {
      @Override
      public N get(int k) {
        if (k < 0 || k >= size()) {
          throw new IndexOutOfBoundsException(k);
        }
        return members.get(layout.neighbour(members.size(), at, k));
      }

      @Override
      public int size() {
        return layout.degree(members.size(), at);
      }
    };
  }

  /**
   * Whether there is an edge between {@code a} and {@code b}.
   *
   * @throws NoSuchElementException if one of them is not a member
   */
  public boolean areNeighbours(N a, N b) {
    return layout.adjacent(size(), place(a), place(b));
  }

  /**
   * A shortest path along edges, both ends included; empty if there is none, which happens only in
   * a custom graph.
   *
   * @throws NoSuchElementException if one of them is not a member
   */
  public List<N> route(N from, N to) {
    return layout.route(size(), place(from), place(to)).stream().map(members::get).toList();
  }

  /**
   * This with one member more: in a mesh everybody's neighbour, in a ring between the last and the
   * first, in a star at the centre's side, in a tree at the first free place.
   *
   * @throws IllegalStateException in a custom graph, which cannot know the neighbours
   */
  public Topology<N> with(N member) {
    if (layout instanceof Graph) {
      throw new IllegalStateException(
          member + " needs neighbours in a custom graph; use with(member, neighbours)");
    }
    return new Topology<>(layout, appended(member));
  }

  /**
   * This with one member more in a custom graph, with edges to {@code neighbours}.
   *
   * @throws IllegalStateException if this is no custom graph: others have edges of their own
   */
  public Topology<N> with(N member, Iterable<? extends N> neighbours) {
    if (!(layout instanceof Graph graph)) {
      throw new IllegalStateException(
          "a " + layout.shape() + " has edges of its own; use with(member)");
    }
    return new Topology<>(graph.with(edgesTo(member, neighbours, places)), appended(member));
  }

  private List<N> appended(N member) {
    var all = new ArrayList<>(members);
    all.add(member);
    return all;
  }

  /**
   * Without {@code member}, and repaired: a ring closes, the next one becomes the centre of a star,
   * the last leaf of a tree takes the free place, and in a custom graph the parts that would fall
   * apart are joined through the neighbours of {@code member}.
   *
   * @throws IllegalArgumentException if it is the last one
   * @throws NoSuchElementException if it is not a member
   */
  public Topology<N> without(N member) {
    place(member);
    if (size() == 1) {
      throw new IllegalArgumentException(member + " is the last member; allowed: one or more");
    }
    return withoutAll(List.of(member));
  }

  /**
   * As {@link #without} for one after the other, at little more than the cost of one; strangers and
   * the last member are skipped.
   */
  Topology<N> withoutAll(Collection<? extends N> members) {
    Set<N> gone = new LinkedHashSet<>(members);
    gone.retainAll(places.keySet());
    if (gone.size() == size()) {
      gone.remove(new ArrayList<>(gone).getLast());
    }
    if (gone.isEmpty()) {
      return this;
    }
    if (layout instanceof Layout.Tree) {
      return new Topology<>(layout, refilled(gone));
    }
    var rest = new ArrayList<>(this.members);
    rest.removeIf(gone::contains);
    return new Topology<>(
        layout instanceof Graph graph
            ? graph.without(gone.stream().mapToInt(this::place).toArray())
            : layout,
        rest);
  }

  /** The last leaf takes each place that becomes free. */
  private List<N> refilled(Set<N> gone) {
    var rest = new ArrayList<>(members);
    Map<N, Integer> at = new HashMap<>(places);
    for (N member : gone) {
      int free = Objects.requireNonNull(at.get(member));
      N last = rest.removeLast();
      if (free < rest.size()) {
        rest.set(free, last);
        at.put(last, free);
      }
    }
    return rest;
  }

  private int place(N member) {
    Integer place = places.get(member);
    if (place == null) {
      throw new NoSuchElementException(
          member + " is not a member of this " + layout.shape() + " of " + size());
    }
    return place;
  }

  /** The same members in the same order, and the same edges. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Topology<?> that
        && layout.equals(that.layout)
        && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return 31 * layout.hashCode() + members.hashCode();
  }

  @Override
  public String toString() {
    return layout.shape() + " of " + size();
  }
}
