package io.leanagentic.checker.internal.analysis;

import io.leanagentic.checker.internal.region.AbstractValue;
import io.leanagentic.checker.internal.region.Provenance;
import io.leanagentic.checker.internal.region.ReferenceKind;
import io.leanagentic.checker.internal.region.RegionState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs a method connects with each other, with its receiver and with its result. For a
 * constructor the new object is the result, and the receiver is the object around it.
 */
final class MethodSummary {
  /*
   * Structure
   *   Another union-find, over numbers: the parameters from 0, RECEIVER and RESULT. Two are in one set if some exit of
   *   the method, normal or by an exception, has them in one region. Region 0 of the body is RECEIVER: what is stored
   *   in a field, a static or a capture can be reached from there.
   *
   * Exits
   *   What counts at an exit is the regions of the arguments, not of what the parameters name by then: a parameter that
   *   was assigned again still connects what the caller gave it. So the walk for a summary keeps each argument under a
   *   second name, Initial.
   */

  /** Stands for the receiver and all it reaches. */
  static final int RECEIVER = -2;

  /** Stands for the result. */
  static final int RESULT = -3;

  /** The name under which a body keeps what a parameter was at the start. */
  record Initial(int parameter) {}

  private final Map<Integer, Integer> parent = new HashMap<>();
  private final int parameters;

  private boolean returns;
  private boolean mutable;
  private ReferenceKind result = ReferenceKind.IMM;
  private @Nullable Provenance note;

  MethodSummary(int parameters) {
    this.parameters = parameters;
  }

  /** Tells whether all that is returned is immutable by nature, whatever its type says. */
  boolean returnsImmutable() {
    return returns && !mutable;
  }

  /** What may be done with the result. */
  ReferenceKind result() {
    return result;
  }

  /** How the result came to be held, or null. */
  @Nullable Provenance note() {
    return note;
  }

  /** Notes what is connected where the method is left. */
  void exit(RegionState state, @Nullable AbstractValue result, List<Initial> initial) {
    Map<Integer, Integer> nodeOfRegion = new HashMap<>();
    nodeOfRegion.put(state.find(RegionState.OUTER), RECEIVER);
    for (Initial each : initial) {
      AbstractValue value = state.get(each);
      if (value != null && value.regional()) {
        meet(state, value, each.parameter(), nodeOfRegion);
      }
    }
    if (result != null) {
      returns = true;
      mutable |= result.kind() != ReferenceKind.IMM || result.has(AbstractValue.ERROR);
      this.result = this.result.join(result.kind());
      if (result.regional() && state.held(result.region()) && note == null) {
        note = result.note();
      }
    }
    if (result != null && result.regional()) {
      meet(state, result, RESULT, nodeOfRegion);
    }
  }

  /** Connects {@code node} with what is in the same region at this exit. */
  private void meet(
      RegionState state, AbstractValue value, int node, Map<Integer, Integer> nodeOfRegion) {
    Integer there = nodeOfRegion.putIfAbsent(state.find(value.region()), node);
    if (there != null) {
      parent.put(find(node), find(there));
    }
  }

  private int find(int node) {
    int root = node;
    for (Integer above = parent.get(root); above != null && above != root; ) {
      root = above;
      above = parent.get(root);
    }
    return root;
  }

  /** Tells whether the method may connect the two. */
  boolean connects(int left, int right) {
    return find(left) == find(right);
  }

  /** Tells whether the method may connect {@code node} with any other. */
  boolean connects(int node) {
    for (int other = RESULT; other < parameters; other++) {
      if (other != node && connects(node, other)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether this one connects no more than {@code other} does. */
  boolean isWithin(MethodSummary other) {
    for (int left = RESULT; left < parameters; left++) {
      for (int right = left + 1; right < parameters; right++) {
        if (connects(left, right) && !other.connects(left, right)) {
          return false;
        }
      }
    }
    return true;
  }
}
