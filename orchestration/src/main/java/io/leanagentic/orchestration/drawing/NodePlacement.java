package io.leanagentic.orchestration.drawing;

import io.leanagentic.orchestration.Topology.Shape;
import java.util.ArrayDeque;

/** Where the boxes of a drawing lie, so that none overlap. */
final class NodePlacement {
  /*
   * The leaves of a tree lie side by side, and each parent over the middle of its children. A graph is laid out by
   * springs along its edges and a repulsion between all boxes [1]; then boxes that overlap are pushed apart. All
   * others, and graphs of many members, lie on a circle as small as their boxes allow.
   *
   * [1] T. Fruchterman, E. Reingold, Graph Drawing by Force-directed Placement, Software: Practice and Experience
   * 21(11), 1991.
   */
  private static final int MOST_SPRINGS = 250;
  private static final int STEPS = 400;
  private static final double GAP = 14;

  private final Shape shape;
  private final int[][] neighbours;
  private final int size;
  private final double width;
  private final double height;
  private final double[][] at;

  NodePlacement(Shape shape, int[][] neighbours, double width, double height) {
    this.shape = shape;
    this.neighbours = neighbours;
    this.size = neighbours.length;
    this.width = width + GAP;
    this.height = height + GAP;
    this.at = new double[size][2];
  }

  /** The middle of each box. */
  double[][] places() {
    switch (shape) {
      case TREE -> tree();
      case STAR -> circle(1);
      case MESH, RING -> circle(0);
      case GRAPH -> {
        circle(0);
        if (size <= MOST_SPRINGS) {
          springs();
          pushApart();
        }
      }
    }
    return at;
  }

  /** Leaves from left to right, then each parent over the middle of its children. */
  private void tree() {
    double leaf = 0;
    var open = new ArrayDeque<Integer>();
    open.push(0);
    while (!open.isEmpty()) {
      int place = open.pop();
      int[] around = neighbours[place];
      if (around.length == above(place)) {
        at[place][0] = width * leaf++;
      }
      for (int k = around.length - 1; k >= above(place); k--) {
        at[around[k]][1] = at[place][1] + height * 1.7;
        open.push(around[k]);
      }
    }
    // A child's place is greater than its parent's.
    for (int place = size - 1; place >= 0; place--) {
      int[] around = neighbours[place];
      if (around.length > above(place)) {
        at[place][0] = (at[around[above(place)]][0] + at[around[around.length - 1]][0]) / 2;
      }
    }
  }

  /** How many neighbours come before the children: one, the parent; none for the root. */
  private static int above(int place) {
    return place == 0 ? 0 : 1;
  }

  /** On a circle from place {@code first} on; those before lie in its middle. */
  private void circle(int first) {
    int around = size - first;
    double radius = height;
    do {
      for (int i = first; i < size; i++) {
        double angle = 2 * Math.PI * (i - first) / around - Math.PI / 2;
        at[i][0] = around == 1 && first == 0 ? 0 : radius * Math.cos(angle);
        at[i][1] = around == 1 && first == 0 ? 0 : radius * Math.sin(angle);
      }
      radius *= 1.05;
    } while (isCrowded(first));
  }

  /** Of many, only those beside each other can overlap: the circle is wide by then. */
  private boolean isCrowded(int first) {
    for (int i = first; i < size; i++) {
      int others = size <= MOST_SPRINGS ? size : Math.min(size, i + 2);
      for (int other = i + 1; other < others; other++) {
        if (overlap(i, other)) {
          return true;
        }
      }
      if (first > 0 && overlap(i, 0)) {
        return true;
      }
    }
    return size - first > 2 && overlap(first, size - 1);
  }

  private boolean overlap(int a, int b) {
    return Math.abs(at[a][0] - at[b][0]) < width && Math.abs(at[a][1] - at[b][1]) < height;
  }

  private void springs() {
    double length = Math.max(width * 0.9, height * 2.2);
    double step = length;
    for (int n = 0; n < STEPS; n++, step *= 0.985) {
      double[][] force = new double[size][2];
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
          if (a != b) {
            double distance = distance(a, b);
            pull(force, a, b, -length * length / distance / distance);
          }
        }
        for (int b : neighbours[a]) {
          pull(force, a, b, distance(a, b) / length);
        }
        force[a][0] -= 0.05 * at[a][0]; // so that parts without an edge stay near
        force[a][1] -= 0.05 * at[a][1];
      }
      for (int a = 0; a < size; a++) {
        double strength = Math.max(1e-9, Math.hypot(force[a][0], force[a][1]));
        double way = Math.min(strength, step) / strength;
        at[a][0] += force[a][0] * way;
        at[a][1] += force[a][1] * way;
      }
    }
  }

  private double distance(int a, int b) {
    return Math.max(1, Math.hypot(at[b][0] - at[a][0], at[b][1] - at[a][1]));
  }

  private void pull(double[][] force, int a, int b, double strength) {
    force[a][0] += (at[b][0] - at[a][0]) * strength;
    force[a][1] += (at[b][1] - at[a][1]) * strength;
  }

  private void pushApart() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int a = 0; a < size; a++) {
        for (int b = a + 1; b < size; b++) {
          if (overlap(a, b)) {
            push(a, b);
            moved = true;
          }
        }
      }
      for (double[] place : at) { // a little more room for all: it ends
        place[0] *= moved ? 1.01 : 1;
        place[1] *= moved ? 1.01 : 1;
      }
    }
  }

  /** In the direction in which the way is shorter. */
  private void push(int a, int b) {
    double x = width - Math.abs(at[a][0] - at[b][0]);
    double y = height - Math.abs(at[a][1] - at[b][1]);
    int axis = x / width < y / height ? 0 : 1;
    double half = (axis == 0 ? x : y) / 2 + 0.5;
    double sign = at[a][axis] < at[b][axis] ? -1 : 1;
    at[a][axis] += sign * half;
    at[b][axis] -= sign * half;
  }
}
