package io.leanagentic.checker.internal.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionStateTest {
  private static final Provenance MOVED = new Provenance(Provenance.Cause.MOVED, "out", 7);
  private static final Provenance STORED = new Provenance(Provenance.Cause.STORED, "field", 5);

  @Test
  void theOuterRegionIsNeverGone() {
    var state = new RegionState();
    state.end(RegionState.OUTER, MOVED);
    assertNull(state.gone(RegionState.OUTER));
    int region = state.fresh();
    state.end(region, MOVED);
    state.merge(RegionState.OUTER, region, STORED);
    assertNull(state.gone(RegionState.OUTER));
    assertTrue(state.held(region));
  }

  @Test
  void mergingWithTheOuterRegionSaysWhy() {
    var state = new RegionState();
    int region = state.fresh();
    state.put("x", AbstractValue.ref(region));
    state.merge(region, RegionState.OUTER, STORED);
    assertEquals(STORED, known(state, "x").note());
    assertTrue(state.held(known(state, "x").region()));
  }

  @Test
  void joinKeepsWhatEitherKnows() {
    var left = new RegionState();
    left.put("x", AbstractValue.ref(left.fresh()));
    left.put("y", AbstractValue.ref(left.fresh()));
    RegionState right = left.copy();
    left.end(known(left, "x").region(), MOVED);
    right.merge(known(right, "x").region(), known(right, "y").region(), STORED);
    RegionState joined = RegionState.join(left, right);
    assertTrue(joined.same(known(joined, "x").region(), known(joined, "y").region()));
    assertNotNull(joined.gone(known(joined, "y").region()));
  }

  @Test
  void joinOfKindsIsSafeForEither() {
    var left = new RegionState();
    left.put("x", AbstractValue.VAL);
    var right = new RegionState();
    right.put("x", AbstractValue.ref(right.fresh()));
    AbstractValue joined = known(RegionState.join(left, right), "x");
    assertEquals(ReferenceKind.BOX, joined.kind());
    assertTrue(joined.regional());
  }

  @Test
  void anUnreachableStateAddsNothing() {
    var state = new RegionState();
    state.put("x", AbstractValue.ref(state.fresh()));
    assertTrue(RegionState.join(state, RegionState.unreachable()).agreesWith(state));
    assertTrue(RegionState.join(RegionState.unreachable(), state).agreesWith(state));
    assertFalse(RegionState.join(RegionState.unreachable(), RegionState.unreachable()).alive());
  }

  @Test
  void joinIsIdempotent() {
    for (int seed = 0; seed < 300; seed++) {
      RegionState left = random(seed);
      RegionState right = random(seed + 10_000);
      RegionState once = RegionState.join(left, right);
      int shown = seed;
      assertTrue(RegionState.join(once, right).agreesWith(once), () -> "seed " + shown);
      assertTrue(RegionState.join(once, left).agreesWith(once), () -> "seed " + shown);
      assertTrue(RegionState.join(right, left).agreesWith(once), () -> "seed " + shown);
    }
  }

  private static AbstractValue known(RegionState state, String name) {
    return Objects.requireNonNull(state.get(name), name);
  }

  private static RegionState random(int seed) {
    var random = new Random(seed);
    var state = new RegionState();
    String[] names = {"a", "b", "c", "d", "e"};
    for (String name : names) {
      switch (random.nextInt(5)) {
        case 0 -> state.put(name, AbstractValue.VAL);
        case 1 -> state.put(name, AbstractValue.IMM);
        case 2 -> state.put(name, AbstractValue.ref(RegionState.OUTER));
        default -> state.put(name, AbstractValue.ref(state.fresh()));
      }
    }
    for (int i = 0; i < 3; i++) {
      AbstractValue left = known(state, names[random.nextInt(names.length)]);
      AbstractValue right = known(state, names[random.nextInt(names.length)]);
      if (left.regional() && right.regional()) {
        state.merge(left.region(), right.region(), STORED);
      }
    }
    AbstractValue ended = known(state, names[random.nextInt(names.length)]);
    if (ended.regional()) {
      state.end(ended.region(), MOVED);
    }
    return state;
  }
}
