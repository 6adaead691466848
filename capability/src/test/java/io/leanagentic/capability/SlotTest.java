package io.leanagentic.capability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotTest {
  @Test
  void takeEmptiesTheSlot() {
    var value = new StringBuilder("a");
    var slot = new Slot<>(value);
    assertFalse(slot.isEmpty());
    assertSame(value, slot.take());
    assertTrue(slot.isEmpty());
  }

  @Test
  void takeOfAnEmptySlotFailsAndSaysWhatToDo() {
    var slot = new Slot<StringBuilder>();
    var failure = assertThrows(IllegalStateException.class, slot::take);
    assertEquals(
        "the slot is empty: its value was taken before; put() one first or ask isEmpty()",
        failure.getMessage());
  }

  @Test
  void putIntoAFullSlotFailsAndKeepsTheValue() {
    var value = new StringBuilder("a");
    var slot = new Slot<>(value);
    var failure = assertThrows(IllegalStateException.class, () -> slot.put(new StringBuilder("b")));
    assertEquals(
        "the slot is full: it holds a java.lang.StringBuilder; use swap() to exchange it or take()"
            + " it first",
        failure.getMessage());
    assertSame(value, slot.take());
  }

  @Test
  void swapExchanges() {
    var first = new StringBuilder("a");
    var second = new StringBuilder("b");
    var slot = new Slot<>(first);
    assertSame(first, slot.swap(second));
    assertSame(second, slot.take());
    assertThrows(IllegalStateException.class, () -> slot.swap(first));
  }

  @Test
  void conversionsReturnTheirArgument() {
    var value = new StringBuilder("a");
    assertSame(value, Cap.consume(value));
    assertSame(value, Cap.freeze(value));
    assertSame(value, Cap.assumeIso(value));
    assertSame(value, Cap.recover(() -> value));
  }
}
