package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The seqlock of {@link Frame}, one access to shared memory to a step: a worker goes from agent to
 * agent, and senders ask how many messages one of them has taken. Subclasses leave out one part.
 */
class SteppedFrame {
  private static final int KNOWN = -1;

  private long turns;
  private long begun;
  private int current;
  private int consumed;

  /** Whether what was read is of one turn: {@code before} was read first. */
  boolean isOfOneTurn(int agent, long before, Step step) {
    step.next();
    return turns == before;
  }

  long begun(Step step) {
    step.next();
    return begun;
  }

  /** Turns of agents 1 and 2, which have taken 1000 and 2000 messages, and readers of agent 1. */
  static Case check(Supplier<SteppedFrame> fresh, int readers, int turns) {
    SteppedFrame frame = fresh.get();
    var programs = new ArrayList<Program>();
    programs.add(step -> {
      for (int i = 0; i < turns; i++) {
        frame.turn(1 + i % 2, step);
      }
    });
    for (int r = 0; r < readers; r++) {
      programs.add(step -> {
        int taken = frame.takenBy(1, step);
        assertEquals(
            1, taken == KNOWN ? 1 : taken / 1000, "the count is another agent's: " + taken);
      });
    }
    return new Case(List.copyOf(programs), () -> {});
  }

  private void turn(int agent, Step step) {
    step.next();
    turns++;
    step.next();
    consumed = 1000 * agent;
    step.next();
    current = agent;
    step.next();
    begun = turns;
    step.next();
    consumed++; // a message
  }

  private int takenBy(int agent, Step step) {
    long before = begun(step);
    step.next();
    if (current != agent) {
      return KNOWN;
    }
    step.next();
    int taken = consumed;
    return isOfOneTurn(agent, before, step) ? taken : KNOWN;
  }

  int current() {
    return current;
  }

  long turns() {
    return turns;
  }

  /** Looks twice at who is at work, and not at the number of the turn. */
  static final class LooksAtTheAgentOnly extends SteppedFrame {
    @Override
    boolean isOfOneTurn(int agent, long before, Step step) {
      step.next();
      return current() == agent;
    }
  }

  /** Takes the number that is written first for the one that is written last. */
  static final class OneNumber extends SteppedFrame {
    @Override
    long begun(Step step) {
      step.next();
      return turns();
    }
  }
}
