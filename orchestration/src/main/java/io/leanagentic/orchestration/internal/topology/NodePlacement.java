package io.leanagentic.orchestration.internal.topology;

import java.util.ArrayDeque;

/** Where the boxes of a picture lie, so that none overlap. */
final class NodePlacement {
  /*
   * A tree stands on its leaves, from left to right, and each parent over the middle of its children. A graph lies as
   * springs along its edges and a repulsion between all boxes would have it [1]; then boxes that overlap are pushed
   * apart. All others, and graphs of many members, lie on a circle as small as their boxes allow.
   *
   * [1] T. Fruchterman, E. Reingold, Graph Drawing by Force-directed Placement, Software: Practice and Experience
   * 21(11), 1991.
   */
  private static final int MOST_SPRINGS = 250;
  private static final int STEPS = 400;
  private static final double GAP = 14;

  private final Layout layout;
  private final int size;
  private final double width;
  private final double height;
  private final double[][] at;

  NodePlacement(Layout layout, int size, double width, double height) {
    this.layout = layout;
    this.size = size;
    this.width = width + GAP;
    this.height = height + GAP;
    this.at = new double[size][2];
  }

  /** The middle of each box. */
  double[][] places() {
    if (layout instanceof Layout.Tree tree) {
      tree(tree);
    } else if (layout instanceof Layout.Star) {
      circle(1);
    } else {
      circle(0);
      if (layout instanceof Graph && size <= MOST_SPRINGS) {
        springs();
        pushApart();
      }
    }
    return at;
  }

  /** Parents come after their children, leaves from left to right. */
  private void tree(Layout.Tree tree) {
    double leaf = 0;
    var open = new ArrayDeque<Integer>();
    open.push(0);
    int last = -1;
    while (!open.isEmpty()) {
      int place = open.element();
      int children = layout.degree(size, place) - (place == 0 ? 0 : 1);
      int first = place * tree.arity() + 1;
      boolean done = children == 0 || last == first + children - 1;
      if (!done) {
        open.push(last >= first && last < first + children ? last + 1 : first);
        last = -1;
        continue;
      }
      open.pop();
      at[place][0] =
          children == 0 ? width * leaf++ : (at[first][0] + at[first + children - 1][0]) / 2;
      at[place][1] = tree.level(place) * height * 1.7;
      last = place;
    }
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
        for (int k = 0; k < layout.degree(size, a); k++) {
          int b = layout.neighbour(size, a, k);
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
