package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a task leaves the slot of a {@link Worker}, one access to shared memory to a step: the owner
 * puts one in each turn, and takes it after the turn; thieves try to take it before. What the owner
 * writes waits in a buffer, as in a processor, until the buffer gives it away or a fence empties
 * it. Subclasses leave out one part.
 */
class SteppedSlot {
  private static final int NOTHING = 0;
  private static final int TASK = 1; // the same in each turn, so that a thief cannot tell

  private final ArrayDeque<Runnable> buffer = new ArrayDeque<>();
  private int slot;
  private int begun;
  private int ended;
  private int thieves;

  private int ownSlot; // as the owner sees it, who reads what it wrote itself
  private boolean done;
  private int runs;

  void fence(Step step) {
    step.until(buffer::isEmpty);
  }

  boolean seesThieves(Step step) {
    step.next();
    return thieves != 0;
  }

  void announce(int change, Step step) {
    step.next();
    thieves += change;
  }

  boolean mayBeBetweenTurns(Step step) {
    step.next();
    int turn = ended;
    step.next();
    return turn == begun;
  }

  /** An owner with so many turns, thieves that try so many times. */
  static Case check(Supplier<SteppedSlot> fresh, int turns, int... attempts) {
    SteppedSlot slot = fresh.get();
    var programs = new ArrayList<Program>();
    programs.add(step -> slot.own(turns, step));
    programs.add(slot::giveAway);
    for (int n : attempts) {
      programs.add(step -> {
        for (int i = 0; i < n; i++) {
          slot.steal(step);
        }
      });
    }
    return new Case(
        List.copyOf(programs),
        () -> assertEquals(turns, slot.runs, "runs of a task that each turn puts once"));
  }

  private void own(int turns, Step step) {
    for (int turn = 1; turn <= turns; turn++) {
      int now = turn;
      write(() -> begun = now);
      put(step); // the turn makes it ready
      write(() -> ended = now);
      fence(step);
      run(take(step));
    }
    done = true;
  }

  private void put(Step step) {
    step.next();
    ownSlot = TASK;
    write(() -> slot = TASK);
  }

  private int take(Step step) {
    if (seesThieves(step)) {
      step.until(buffer::isEmpty); // an atomic operation
      int task = slot;
      slot = NOTHING;
      ownSlot = NOTHING;
      return task;
    }
    step.next();
    int task = buffer.isEmpty() ? slot : ownSlot; // what is buffered is its own
    ownSlot = NOTHING;
    write(() -> slot = NOTHING);
    return task;
  }

  private void steal(Step step) {
    step.next();
    int task = slot;
    if (task == NOTHING) {
      return;
    }
    announce(1, step);
    if (!mayBeBetweenTurns(step)) {
      step.next();
      if (slot == task) {
        slot = NOTHING;
        run(task);
      }
    }
    announce(-1, step);
  }

  private void run(int task) {
    if (task != NOTHING) {
      runs++;
    }
  }

  private void write(Runnable write) {
    buffer.add(write);
  }

  /** The buffer gives away what was written, in order, whenever it likes. */
  private void giveAway(Step step) {
    for (; ; ) {
      step.until(() -> done || !buffer.isEmpty());
      Runnable write = buffer.poll();
      if (write == null) {
        return;
      }
      write.run();
    }
  }

  /** Says that the turn ends, and looks for thieves before others can know. */
  static final class NoFence extends SteppedSlot {
    @Override
    void fence(Step step) {}
  }

  /** Takes for granted that nobody steals. */
  static final class DoesNotLook extends SteppedSlot {
    @Override
    boolean seesThieves(Step step) {
      return false;
    }
  }

  /** Thieves do not say that they are there. */
  static final class Silent extends SteppedSlot {
    @Override
    void announce(int change, Step step) {}
  }

  /** Thieves do not mind whether the turn has ended. */
  static final class Careless extends SteppedSlot {
    @Override
    boolean mayBeBetweenTurns(Step step) {
      return false;
    }
  }
}
