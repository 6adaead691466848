package io.leanagentic.internal.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What senders and workers do with a mailbox, one access to shared memory to a step, so that all
 * their interleavings can be explored. The mailbox of the runtime and broken ones come through the
 * same door and are checked the same way.
 */
interface SteppedMailbox {

  /**
   * Puts one message.
   *
   * @param done told of the depth that the sender saw, in the step in which the message is put
   * @return whether the caller is to schedule the agent
   */
  boolean put(int message, IntConsumer done, Step step);

  /** Runs the agent until it goes idle; {@code handle} is told of each message as it is taken. */
  void turn(IntConsumer handle, Step step);

  /** Whether nobody will run the agent; asked at rest. */
  boolean isIdle();

  /** Whether it is run as soon as it is not idle, before anybody has scheduled it. */
  default boolean runsUntold() {
    return false;
  }

  /**
   * A case of senders, each with so many messages, and of workers that run the agent when it is
   * scheduled. It fails if a message is lost, doubled or overtaken, if the agent is scheduled twice
   * or not at all, or if a sender sees too small a depth.
   */
  static Case check(Supplier<SteppedMailbox> fresh, int workers, int... messages) {
    return new Checks(fresh.get(), messages).build(workers);
  }

  /** What is noted while a case runs, one step at a time. */
  final class Checks {
    private static final int SENDER = 1000;

    private final SteppedMailbox mailbox;
    private final int[] messages;
    private final List<Integer> taken = new ArrayList<>();
    private int put;
    private int scheduled;
    private int running;
    private int sending;

    Checks(SteppedMailbox mailbox, int[] messages) {
      this.mailbox = mailbox;
      this.messages = messages;
    }

    Case build(int workers) {
      var programs = new ArrayList<Program>();
      for (int sender = 0; sender < messages.length; sender++) {
        int first = sender * SENDER;
        int end = first + messages[sender];
        programs.add(step -> send(first, end, step));
      }
      sending = messages.length;
      for (int w = 0; w < workers; w++) {
        programs.add(this::work);
      }
      return new Case(programs, this::atTheEnd);
    }

    private void send(int first, int end, Step step) {
      for (int message = first; message < end; message++) {
        if (mailbox.put(message, this::putAtDepth, step)) {
          step.next();
          schedule();
        }
      }
      sending--;
    }

    private void schedule() {
      if (!mailbox.runsUntold()) {
        scheduled++;
        assertEquals(1, scheduled + running, "the agent is scheduled although it is already");
      }
    }

    private boolean mayRun() {
      return mailbox.runsUntold() ? !mailbox.isIdle() : scheduled > 0;
    }

    private void putAtDepth(int seen) {
      put++;
      int depth = put - taken.size();
      assertTrue(seen >= depth, () -> "a sender sees a depth of " + seen + ", but it is " + depth);
      assertTrue(seen <= put, () -> "a sender sees a depth of " + seen + " after " + put + " puts");
    }

    private void work(Step step) {
      for (; ; ) {
        step.until(() -> mayRun() || (sending == 0 && running == 0));
        if (!mayRun()) {
          return;
        }
        scheduled = 0;
        running++;
        assertEquals(1, running, "two threads run the agent");
        mailbox.turn(taken::add, step);
        running--;
      }
    }

    private void atTheEnd() {
      for (int sender = 0; sender < messages.length; sender++) {
        int first = sender * SENDER;
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < messages[sender]; i++) {
          expected.add(first + i);
        }
        var ofSender = taken.stream().filter(m -> m / SENDER == first / SENDER).toList();
        assertEquals(expected, ofSender, "messages of one sender; nobody is scheduled any more");
      }
      assertFalse(scheduled != 0 || !mailbox.isIdle(), "not idle at rest");
    }
  }
}
