package io.leanagentic.checker.internal.flow;

import io.leanagentic.checker.internal.region.Kind;
import io.leanagentic.checker.internal.region.State;
import io.leanagentic.checker.internal.region.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which inputs a method connects with each other, with its receiver and with its result. */
final class Summary {
  /** Stands for the receiver and all it reaches. */
  static final int RECEIVER = -2;

  /** Stands for the result. */
  static final int RESULT = -3;

  /** The name under which a body keeps what a parameter was at the start. */
  record Initial(int parameter) {}

  private final Map<Integer, Integer> parent = new HashMap<>();

  private boolean returns;
  private boolean mutable;

  /** Tells whether all that is returned is immutable by its nature, whatever its type says. */
  boolean returnsImmutable() {
    return returns && !mutable;
  }

  /** Notes what is connected where the method is left. */
  void exit(State state, Value result, List<Initial> parameters) {
    Map<Integer, Integer> nodeOfRegion = new HashMap<>();
    nodeOfRegion.put(state.find(State.OUTER), RECEIVER);
    for (Initial each : parameters) {
      Value value = state.get(each);
      if (value != null && value.regional()) {
        meet(state, value, each.parameter(), nodeOfRegion);
      }
    }
    if (result != null) {
      returns = true;
      mutable |= result.kind() != Kind.IMM || result.has(Value.ERROR);
    }
    if (result != null && result.regional()) {
      meet(state, result, RESULT, nodeOfRegion);
    }
  }

  private void meet(State state, Value value, int node, Map<Integer, Integer> nodeOfRegion) {
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
}
