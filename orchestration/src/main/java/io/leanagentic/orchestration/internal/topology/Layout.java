package io.leanagentic.orchestration.internal.topology;

import io.leanagentic.orchestration.Topology.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of {@code size} places, numbered from 0, have an edge. Only {@link Graph} stores edges; the
 * others compute them.
 */
public sealed interface Layout permits Layout.Mesh, Layout.Ring, Layout.Star, Layout.Tree, Graph {

  /** The shape that users see. */
  Shape shape();

  /** How many neighbours place {@code at} has. */
  int degree(int size, int at);

  /** The neighbour number {@code k} of place {@code at}; {@code k} is less than the degree. */
  int neighbour(int size, int at, int k);

  /** A shortest path, both ends included; empty if there is none. */
  List<Integer> route(int size, int from, int to);

  /** Whether there is an edge. */
  boolean adjacent(int size, int a, int b);

  /** Every place with every other. */
  record Mesh() implements Layout {
    @Override
    public Shape shape() {
      return Shape.MESH;
    }

    @Override
    public int degree(int size, int at) {
      return size - 1;
    }

    @Override
    public int neighbour(int size, int at, int k) {
      return k < at ? k : k + 1;
    }

    @Override
    public boolean adjacent(int size, int a, int b) {
      return a != b;
    }

    @Override
    public List<Integer> route(int size, int from, int to) {
      return from == to ? List.of(from) : List.of(from, to);
    }
  }

  /** Each with the next, the last with the first. */
  record Ring() implements Layout {
    @Override
    public Shape shape() {
      return Shape.RING;
    }

    @Override
    public int degree(int size, int at) {
      return Math.min(2, size - 1);
    }

    @Override
    public int neighbour(int size, int at, int k) {
      return k == 0 ? (at + 1) % size : (at + size - 1) % size;
    }

    @Override
    public boolean adjacent(int size, int a, int b) {
      int apart = Math.abs(a - b);
      return a != b && (apart == 1 || apart == size - 1);
    }

    @Override
    public List<Integer> route(int size, int from, int to) {
      int forward = Math.floorMod(to - from, size);
      int step = 2 * (long) forward <= size ? 1 : size - 1;
      var way = new ArrayList<Integer>();
      for (int at = from; at != to; at = (int) (((long) at + step) % size)) {
        way.add(at);
      }
      way.add(to);
      return way;
    }
  }

  /** The first with each of the others. */
  record Star() implements Layout {
    @Override
    public Shape shape() {
      return Shape.STAR;
    }

    @Override
    public int degree(int size, int at) {
      return at == 0 ? size - 1 : 1;
    }

    @Override
    public int neighbour(int size, int at, int k) {
      return at == 0 ? k + 1 : 0;
    }

    @Override
    public boolean adjacent(int size, int a, int b) {
      return a != b && (a == 0 || b == 0);
    }

    @Override
    public List<Integer> route(int size, int from, int to) {
      if (from == to) {
        return List.of(from);
      }
      return from == 0 || to == 0 ? List.of(from, to) : List.of(from, 0, to);
    }
  }

  /** Each with its {@code arity} children, level by level. */
  record Tree(int arity) implements Layout {
    @Override
    public Shape shape() {
      return Shape.TREE;
    }

    /** The place above {@code at}, which is not 0. */
    private int parent(int at) {
      return (at - 1) / arity;
    }

    @Override
    public int degree(int size, int at) {
      long first = (long) at * arity + 1;
      long children = Math.clamp(size - first, 0, arity);
      return (int) children + (at == 0 ? 0 : 1);
    }

    @Override
    public int neighbour(int size, int at, int k) {
      if (at == 0) {
        return k + 1;
      }
      return k == 0 ? parent(at) : at * arity + k;
    }

    @Override
    public boolean adjacent(int size, int a, int b) {
      int child = Math.max(a, b); // a parent's place is less than its child's
      return a != b && parent(child) == Math.min(a, b);
    }

    @Override
    public List<Integer> route(int size, int from, int to) {
      var up = new ArrayList<Integer>();
      var down = new ArrayList<Integer>();
      int a = from;
      int b = to;
      while (a != b) {
        if (a > b) { // a parent's place is less than its child's
          up.add(a);
          a = parent(a);
        } else {
          down.add(b);
          b = parent(b);
        }
      }
      up.add(a);
      up.addAll(down.reversed());
      return up;
    }
  }
}
