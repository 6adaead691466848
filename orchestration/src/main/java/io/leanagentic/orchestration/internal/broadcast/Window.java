package io.leanagentic.orchestration.internal.broadcast;

import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The latest rumors that a relay has received. */
final class Window<M> {
  /*
   * Rumors are numbered as they are published. The window has the numbers above `top - memory`, up to `top`, the
   * highest one heard of. A rumor from below the window may have been received before, so it is never taken as new.
   * This guarantees at most once, and remembers no more than `memory` rumors, however many there are. The ring doubles
   * when two numbers of the window meet in a slot, and so never has more than twice `memory` slots.
   */
  private static final int FIRST = 8;

  private final int memory;
  private @Nullable Rumor<M>[] slots = ring(FIRST);
  private long top;

  Window(int memory) {
    this.memory = memory;
  }

  @SuppressWarnings("unchecked")
  private static <M> @Nullable Rumor<M>[] ring(int size) {
    return (@Nullable Rumor<M>[]) new Rumor<?>[size];
  }

  /** Whether {@code id} is neither known nor too old. */
  boolean isNew(long id) {
    return id > floor() && find(id) == null;
  }

  /** Adds a rumor that {@linkplain #isNew is new}. */
  void add(Rumor<M> rumor) {
    top = Math.max(top, rumor.id());
    for (var other = slot(rumor.id()); isInside(other); other = slot(rumor.id())) {
      var old = slots;
      slots = ring(old.length * 2);
      for (var each : old) {
        if (each != null && isInside(each)) {
          slots[place(each.id())] = each;
        }
      }
    }
    slots[place(rumor.id())] = rumor;
  }

  /** The rumor number {@code id}; null if it is not in the window. */
  @Nullable Rumor<M> find(long id) {
    var rumor = slot(id);
    return rumor != null && rumor.id() == id && isInside(rumor) ? rumor : null;
  }

  /** All rumors in the window, in any order. */
  void forEach(Consumer<Rumor<M>> action) {
    for (var rumor : slots) {
      if (rumor != null && isInside(rumor)) {
        action.accept(rumor);
      }
    }
  }

  /** The highest number heard of. */
  long top() {
    return top;
  }

  /** The numbers up to this one are too old. */
  long floor() {
    return Math.max(0, top - memory);
  }

  /** The numbers in the window. */
  KnownIds known() {
    var known = new KnownIds(floor(), top);
    forEach(rumor -> known.add(rumor.id()));
    return known;
  }

  /** For tests. */
  int slots() {
    return slots.length;
  }

  private boolean isInside(@Nullable Rumor<M> rumor) {
    return rumor != null && rumor.id() > floor();
  }

  private @Nullable Rumor<M> slot(long id) {
    return slots[place(id)];
  }

  private int place(long id) {
    return (int) id & slots.length - 1;
  }
}
