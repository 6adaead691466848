package io.leanagentic.internal.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Fault;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import io.leanagentic.testing.Woven;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The mailbox when heap or stack end: at each allocation and each call of its own code. A message
 * whose putting throws is not put; every other one is taken once, and who finds the agent idle
 * knows that it is to schedule it.
 */
final class MailboxExhaustionTest {

  /** A mailbox as an agent uses it; only what it inherits is woven. */
  @CapUnchecked("one step at a time")
  static class Box extends MailboxHead {
    final List<Integer> put = new ArrayList<>();
    final List<Integer> taken = new ArrayList<>();
    int scheduled;
    private @Nullable Step between;

    Box() {
      super(false);
    }

    void put(int message) {
      for (; ; ) {
        Node newest = headAcquire();
        int seq = nextSeq(newest, consumedOpaque());
        if (putPlain(newest, message, seq)) {
          arrived();
          put.add(message);
          scheduled += newest == IDLE ? 1 : 0;
          return;
        }
      }
    }

    /** A message was put, and nobody knows yet. */
    void arrived() {}

    void putEvent(int message) {
      var node = new ControlNode(message);
      for (; ; ) {
        Node newest = headAcquire();
        if (put(newest, node, nextSeq(newest, node))) {
          put.add(message);
          scheduled += newest == IDLE ? 1 : 0;
          return;
        }
      }
    }

    void wake() {
      scheduled += wakeIfIdle() ? 1 : 0;
    }

    /** Others may come between a message and its number. */
    @Override
    void numberFirst(Node node) {
      Step step = between;
      if (step != null && isHead(node)) {
        step.next();
      }
      super.numberFirst(node);
    }

    final boolean isHead(Node node) {
      return headAcquire() == node;
    }

    void turn(Step step) {
      int count = consumedOpaque();
      for (; ; ) {
        step.next();
        Node newest = headAcquire();
        if (isTaken(newest)) {
          setConsumedOpaque(count);
          if (goIdle(newest)) {
            return;
          }
          continue;
        }
        for (Node batch = takeAll(newest); batch != null; ) {
          Node node = batch;
          batch = next(node);
          taken.add((Integer) take(node));
          count = following(count);
        }
      }
    }

    boolean isIdle() {
      return headAcquire() == IDLE;
    }

    @Override
    protected void run(Frame frame) {
      throw new AssertionError("run by the test");
    }

    @Override
    protected void schedule() {}

    @Override
    protected void prod() {}

    @Override
    protected int priority() {
      return 1;
    }
  }

  /** As if something were called between a message and the wake-up it needs. */
  static final class Counted extends Box {
    @Override
    void arrived() {
      depth(headAcquire(), consumedOpaque());
    }
  }

  /** As if a message were counted before there is a node for it. */
  static final class CountedFirst extends Box {
    @Override
    void put(int message) {
      put.add(message);
      super.put(message);
      put.removeLast();
    }
  }

  /** Two senders, one who wakes, and a worker. */
  abstract static class Trial implements Supplier<Case> {
    private int busy;

    abstract Box box();

    @Override
    public Case get() {
      Box box = box();
      busy = 3;
      Program sends =
          step -> {
            for (int i = 1; i <= 2; i++) {
              int message = i;
              step.next();
              step.attempt(() -> box.put(message));
            }
            busy--;
          };
      Program sendsAnEvent =
          step -> {
            step.next();
            step.attempt(() -> box.putEvent(3));
            busy--;
          };
      Program wakes =
          step -> {
            step.next();
            step.attempt(box::wake);
            busy--;
          };
      Program works =
          step -> {
            for (; ; ) {
              step.until(() -> box.scheduled > 0 || busy == 0);
              if (box.scheduled == 0) {
                return;
              }
              assertEquals(1, box.scheduled--, "the agent is scheduled although it is already");
              box.turn(step);
            }
          };
      return new Case(
          List.of(sends, sendsAnEvent, wakes, works),
          () -> {
            assertEquals(
                box.put.stream().sorted().toList(),
                box.taken.stream().sorted().toList(),
                "messages put and messages taken");
            assertTrue(box.isIdle(), "nobody runs it, and it is not idle");
          });
    }
  }

  static final class Real extends Trial {
    @Override
    Box box() {
      return new Box();
    }
  }

  static final class CountsBeforeItWakes extends Trial {
    @Override
    Box box() {
      return new Counted();
    }
  }

  static final class ClaimsFirst extends Trial {
    @Override
    Box box() {
      return new CountedFirst();
    }
  }

  private static int explore(Class<? extends Supplier<Case>> trial, Fault fault) {
    @SuppressWarnings("unchecked")
    Supplier<Case> woven = Woven.make(trial, Supplier.class);
    Interleavings.upTo(0, woven); // so that all classes are ready
    return Interleavings.upTo(1, fault, woven);
  }

  @ParameterizedTest
  @EnumSource
  void noMessageAndNoWakeUpIsLost(Fault fault) {
    int without = explore(Real.class, Fault.NONE);
    int runs = explore(Real.class, fault);
    assertTrue(fault == Fault.NONE || runs > without, () -> "no place for it in " + runs + " runs");
  }

  /** What that is worth. */
  @Test
  void aBrokenMailboxIsFound() {
    assertThrows(AssertionError.class, () -> explore(CountsBeforeItWakes.class, Fault.STACK));
    assertThrows(AssertionError.class, () -> explore(ClaimsFirst.class, Fault.ALLOCATION));
  }
}
