package io.leanagentic.checker.internal.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StateTest {
  private static final Why MOVED = new Why(Why.Cause.MOVED, "out", 7);
  private static final Why STORED = new Why(Why.Cause.STORED, "field", 5);

  @Test
  void theOuterRegionIsNeverGone() {
    var state = new State();
    state.end(State.OUTER, MOVED);
    assertNull(state.gone(State.OUTER));
    int region = state.fresh();
    state.end(region, MOVED);
    state.merge(State.OUTER, region, STORED);
    assertNull(state.gone(State.OUTER));
    assertTrue(state.held(region));
  }

  @Test
  void mergingWithTheOuterRegionSaysWhy() {
    var state = new State();
    int region = state.fresh();
    state.put("x", Value.ref(region));
    state.merge(region, State.OUTER, STORED);
    assertEquals(STORED, state.get("x").note());
    assertTrue(state.held(state.get("x").region()));
  }

  @Test
  void joinKeepsWhatEitherKnows() {
    var left = new State();
    left.put("x", Value.ref(left.fresh()));
    left.put("y", Value.ref(left.fresh()));
    State right = left.copy();
    left.end(left.get("x").region(), MOVED);
    right.merge(right.get("x").region(), right.get("y").region(), STORED);
    State joined = State.join(left, right);
    assertTrue(joined.same(joined.get("x").region(), joined.get("y").region()));
    assertNotNull(joined.gone(joined.get("y").region()));
  }

  @Test
  void joinOfKindsIsSafeForEither() {
    var left = new State();
    left.put("x", Value.VAL);
    var right = new State();
    right.put("x", Value.ref(right.fresh()));
    Value joined = State.join(left, right).get("x");
    assertEquals(Kind.BOX, joined.kind());
    assertTrue(joined.regional());
  }

  @Test
  void anUnreachableStateAddsNothing() {
    var state = new State();
    state.put("x", Value.ref(state.fresh()));
    assertTrue(State.join(state, State.unreachable()).agreesWith(state));
    assertTrue(State.join(State.unreachable(), state).agreesWith(state));
    assertFalse(State.join(State.unreachable(), State.unreachable()).alive());
  }

  @Test
  void joinIsIdempotent() {
    for (int seed = 0; seed < 300; seed++) {
      State left = random(seed);
      State right = random(seed + 10_000);
      State once = State.join(left, right);
      int shown = seed;
      assertTrue(State.join(once, right).agreesWith(once), () -> "seed " + shown);
      assertTrue(State.join(once, left).agreesWith(once), () -> "seed " + shown);
      assertTrue(State.join(right, left).agreesWith(once), () -> "seed " + shown);
    }
  }

  private static State random(int seed) {
    var random = new Random(seed);
    var state = new State();
    String[] names = {"a", "b", "c", "d", "e"};
    for (String name : names) {
      switch (random.nextInt(5)) {
        case 0 -> state.put(name, Value.VAL);
        case 1 -> state.put(name, Value.IMM);
        case 2 -> state.put(name, Value.ref(State.OUTER));
        default -> state.put(name, Value.ref(state.fresh()));
      }
    }
    for (int i = 0; i < 3; i++) {
      Value left = state.get(names[random.nextInt(names.length)]);
      Value right = state.get(names[random.nextInt(names.length)]);
      if (left.regional() && right.regional()) {
        state.merge(left.region(), right.region(), STORED);
      }
    }
    Value ended = state.get(names[random.nextInt(names.length)]);
    if (ended.regional()) {
      state.end(ended.region(), MOVED);
    }
    return state;
  }
}
