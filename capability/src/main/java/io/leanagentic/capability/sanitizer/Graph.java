package io.leanagentic.capability.sanitizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The objects reachable from one, and the way to each. Cost is linear in their number. */
final class Graph {
  /** How an object was reached first; the root has no parent. */
  private record Step(Object parent, String label) {}

  private final IdentityHashMap<Object, Step> steps = new IdentityHashMap<>();
  private final ArrayDeque<Object> open = new ArrayDeque<>();
  private final List<Object> mutable = new ArrayList<>();
  private final List<Object> shared = new ArrayList<>();
  private final boolean isState;

  private Graph(Object root, String name, boolean isState) {
    this.isState = isState;
    visit(root, null, name);
    for (Object next = open.poll(); next != null; next = open.poll()) {
      Object parent = next;
      ObjectParts.of(
          parent,
          isState,
          (label, part, isVal) -> {
            if (!isVal) {
              visit(part, parent, label);
            } else if (part != null && !this.isState) {
              shared.add(part);
            }
          });
    }
  }

  /** What moves with {@code value}. */
  static Graph ofMessage(Object value) {
    return new Graph(value, "message", false);
  }

  /** What the owner of {@code root} can write: also by the static fields of its classes. */
  static Graph ofState(Object root) {
    return new Graph(root, "this", true);
  }

  private void visit(Object object, Object parent, String label) {
    if (object == null || steps.containsKey(object)) {
      return;
    }
    Kind kind = Kind.of(object);
    if (kind == Kind.VAL || kind == Kind.SHARED || Owners.isFrozen(object)) {
      return;
    }
    steps.put(object, new Step(parent, label));
    if (kind == Kind.MUTABLE) {
      mutable.add(object);
    }
    open.add(object);
  }

  /** The objects that somebody can write, the nearest first. */
  List<Object> mutable() {
    return mutable;
  }

  /** What was reached by a component or field that is said to be val. */
  List<Object> shared() {
    return shared;
  }

  boolean reaches(Object object) {
    return steps.containsKey(object);
  }

  /** As {@code message.rows[3]}. */
  String pathTo(Object object) {
    var text = new StringBuilder();
    for (Object at = object; at != null; ) {
      Step step = steps.get(at);
      if (step == null) {
        break;
      }
      text.insert(0, step.label());
      at = step.parent();
    }
    return text.toString();
  }
}
