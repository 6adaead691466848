package io.leanagentic.capability;

import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import java.util.Objects;

/**
 * A field that holds an isolated value and can give it away, Pony's {@code iso} field.
 *
 * <p>An ordinary field is part of its object, so its value cannot be sent. A slot owns its value
 * instead: what is put in ends for the giver, and what is taken out is isolated again. A slot is
 * used by one agent; it does no locking.
 *
 * <pre>{@code
 * private final Slot<Buffer> spare = new Slot<>();
 *
 * void flush(AgentRef<Full> out) { out.signal(new Full(spare.take())); }
 * void refill(@Iso Buffer buffer) { spare.put(buffer); }
 * }</pre>
 *
 * @param <T> what the slot holds
 */
public final class Slot<T> {
  private T value;

  /** Creates an empty slot. */
  public Slot() {}

  /** Creates a slot that holds {@code value}. */
  public Slot(@Iso T value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /**
   * Takes the value out and leaves the slot empty.
   *
   * @throws IllegalStateException if the slot is empty: the value was taken before
   */
  @CapUnchecked("the slot forgets the value it hands out")
  @Iso
  public T take() {
    if (CapabilitySanitizer.OWNER) {
      CapabilitySanitizer.slotUsed(this);
    }
    T taken = value;
    if (taken == null) {
      throw new IllegalStateException(
          "the slot is empty: its value was taken before; put() one first or ask isEmpty()");
    }
    value = null;
    if (CapabilitySanitizer.OWNER) {
      CapabilitySanitizer.outOfSlot(taken);
    }
    return taken;
  }

  /**
   * Puts {@code next} into the empty slot.
   *
   * @throws IllegalStateException if the slot is full: {@link #swap} or {@link #take} first
   */
  @CapUnchecked("nothing but take() and swap() reads the value again")
  public void put(@Iso T next) {
    Objects.requireNonNull(next, "next");
    if (value != null) {
      throw new IllegalStateException(
          "the slot is full: it holds a "
              + value.getClass().getName()
              + "; use swap() to exchange it or take() it first");
    }
    if (CapabilitySanitizer.OWNER) {
      CapabilitySanitizer.slotUsed(this);
      CapabilitySanitizer.intoSlot(next);
    }
    value = next;
  }

  /**
   * Puts {@code next} into the slot and returns what was there.
   *
   * @throws IllegalStateException if the slot is empty: there is nothing to return; use {@link
   *     #put}
   */
  @CapUnchecked("the slot forgets the value it hands out")
  @Iso
  public T swap(@Iso T next) {
    Objects.requireNonNull(next, "next");
    T taken = take();
    if (CapabilitySanitizer.OWNER) {
      CapabilitySanitizer.intoSlot(next);
    }
    value = next;
    return taken;
  }

  /** Whether the slot is empty. */
  @ReadOnly
  public boolean isEmpty() {
    return value == null;
  }
}
