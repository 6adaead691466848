package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.RuntimeEvent.Failed;
import io.leanagentic.RuntimeEvent.Pressure;
import io.leanagentic.RuntimeEvent.Rejected;
import io.leanagentic.RuntimeEvent.Relief;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners are told, what is counted, and what is logged. */
class ListenerTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(23);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  private AgentRef<Integer> recorder(MailboxConfig mailbox) {
    return runtime.spawn(
        "recorder",
        AgentConfig.DEFAULT.withMailbox(mailbox),
        (AgentContext<Integer> context, Integer message) -> seen.add(message));
  }

  // What is told.

  /** Told at the mark itself, with the depth, and again only after the other mark was reached. */
  @Test
  void pressureAndReliefComeAtTheMarks() {
    AgentRef<Integer> agent = recorder(MailboxConfig.ofCapacity(10).withWaterMarks(3, 5));
    for (int i = 1; i <= 4; i++) {
      assertEquals(Delivery.ACCEPTED, agent.signal(i));
    }
    assertEquals(0, events.count(Pressure.class));
    assertEquals(Delivery.PRESSURED, agent.signal(5));
    assertEquals(Delivery.PRESSURED, agent.signal(6));
    assertEquals(List.of(new Pressure(agent, 5)), events.of(Pressure.class));
    assertEquals(0, events.count(Relief.class));
    steps.settle();
    assertEquals(1, events.count(Relief.class));
    assertSame(agent, events.of(Relief.class).getFirst().agent());
    assertTrue(events.of(Relief.class).getFirst().depth() <= 3);
    assertEquals(Delivery.ACCEPTED, agent.signal(7));
  }

  @Test
  void aRejectedSignalIsCountedAndTold() {
    AgentRef<Integer> agent = recorder(MailboxConfig.ofCapacity(2));
    for (int i = 1; i <= 4; i++) {
      assertEquals(i > 2 ? Delivery.REJECTED : Delivery.PRESSURED, agent.signal(i), "signal " + i);
    }
    assertEquals(
        List.of(new Rejected(agent, 3), new Rejected(agent, 4)), events.of(Rejected.class));
    assertEquals(2, runtime.metrics().rejected());
    assertEquals(0, runtime.metrics().deadLetters(), "it is the sender's to retry");
  }

  @Test
  void aDroppedMessageIsADeadLetter() {
    AgentRef<Integer> newest =
        recorder(MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_NEWEST));
    AgentRef<Integer> oldest =
        runtime.spawn(
            "oldest",
            AgentConfig.DEFAULT.withMailbox(
                MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST)),
            (AgentContext<Integer> context, Integer message) -> seen.add(-message));
    for (int i = 1; i <= 3; i++) {
      assertEquals(i == 3, newest.signal(i) == Delivery.DROPPED);
      assertTrue(oldest.signal(i).isTaken());
    }
    assertEquals(
        List.of(
            new DeadLetter(newest, 3, Reason.DROPPED_NEWEST),
            new DeadLetter(oldest, 1, Reason.DROPPED_OLDEST)),
        events.of(DeadLetter.class));
    assertEquals(2, runtime.metrics().deadLetters());
    assertEquals(0, runtime.metrics().rejected());
    steps.settle();
    assertEquals(4, seen.size());
    assertTrue(seen.containsAll(List.of(1, 2, -2, -3)), seen::toString);
  }

  @Test
  void aFailureNobodyHandlesIsCountedAndTold() {
    var failure = new OnPurpose();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.escalate()),
            (AgentContext<Integer> context, Integer message) -> {
              throw failure;
            });
    agent.signal(1);
    steps.settle();
    assertEquals(List.of(new Failed(agent, failure, Directive.ESCALATE)), events.of(Failed.class));
    assertEquals(1, runtime.metrics().failures());
  }

  // Who is told.

  private List<Object> toldOf(int signals) {
    seen.clear();
    AgentRef<Integer> ended = runtime.spawn((context, message) -> {});
    ended.stop();
    steps.settle();
    seen.clear();
    for (int i = 0; i < signals; i++) {
      ended.signal(i);
    }
    return List.copyOf(seen);
  }

  private static Object message(RuntimeEvent event) {
    return event instanceof DeadLetter(var to, Integer message, var why) ? message : event;
  }

  @Test
  void aListenerThatThrowsHarmsNobody() throws Exception {
    try (var log = LogLines.read()) {
      runtime.listen(
          event -> ListenerTest.<RuntimeException>sneak(new IllegalStateException("on purpose")));
      runtime.listen(
          event -> ListenerTest.<RuntimeException>sneak(new StackOverflowError("on purpose")));
      runtime.listen(
          event -> ListenerTest.<RuntimeException>sneak(new AssertionError("on purpose")));
      runtime.listen(event -> seen.add(message(event)));
      assertEquals(List.of(0, 1, 2), toldOf(3));
      assertTrue(log.all().contains("a listener failed on a DeadLetter"), log.all()::toString);
    }
    assertEquals(3, runtime.metrics().deadLetters());
    assertEquals(0, runtime.metrics().failures(), "no agent has failed");
    AgentRef<Integer> agent = recorder(MailboxConfig.DEFAULT);
    agent.signal(7);
    steps.settle();
    assertEquals(7, seen.getLast());
  }

  @Test
  void aStackOverflowIsLoggedInBrief() throws Exception {
    try (var log = LogLines.read()) {
      AgentRef<Integer> agent = runtime.spawn((context, depth) -> overflow(depth));
      agent.signal(0);
      steps.settle();
      var line = String.join("", log.all());
      assertTrue(line.contains("java.lang.StackOverflowError\n\tat "), line);
      assertTrue(line.contains(" more\n\tat "), line);
      assertTrue(line.lines().count() < 60, line);
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? depth : overflow(depth + 1) + 1;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void aClosedSubscriptionIsToldNothingMore() {
    Subscription first = runtime.listen(event -> seen.add("first " + message(event)));
    Subscription second = runtime.listen(event -> seen.add("second " + message(event)));
    assertEquals(List.of("first 0", "second 0"), toldOf(1));
    first.close();
    first.close();
    assertEquals(List.of("second 0"), toldOf(1));
    second.close();
    assertEquals(List.of(), toldOf(1));
    assertEquals(3, runtime.metrics().deadLetters(), "counted without listeners too");
  }

  @Test
  void theSameListenerMayListenTwice() {
    Consumer<RuntimeEvent> listener = event -> seen.add(message(event));
    Subscription first = runtime.listen(listener);
    Subscription second = runtime.listen(listener);
    assertEquals(List.of(0, 0), toldOf(1));
    first.close();
    first.close();
    assertEquals(List.of(0), toldOf(1));
    second.close();
    assertEquals(List.of(), toldOf(1));
  }

  @Test
  void aListenerMayEndItsSubscriptionWhenItIsTold() {
    var own = new CopyOnWriteArrayList<Subscription>();
    own.add(
        runtime.listen(event -> {
          if (event instanceof DeadLetter) {
            seen.add(message(event));
            own.getFirst().close();
          }
        }));
    runtime.listen(event -> seen.add("other " + message(event)));
    assertEquals(List.of(0, "other 0", "other 1"), toldOf(2));
  }

  // What is logged.

  @Test
  void deadLettersAreLoggedAFewASecond() throws Exception {
    AgentRef<Integer> ended = recorder(MailboxConfig.DEFAULT);
    ended.stop();
    steps.settle();
    try (var log = LogLines.read()) {
      for (int i = 0; i < 20; i++) {
        ended.signal(i);
      }
      String line = "dead letter to /recorder: java.lang.Integer (STOPPED)";
      assertEquals(List.of(line, line, line, line, line), log.all());
      steps.advance(Duration.ofSeconds(1));
      ended.signal(20);
      assertEquals(6, log.all().size());
      assertEquals(line + " (and 15 more not logged)", log.all().getLast());
    }
    assertEquals(21, runtime.metrics().deadLetters());
    assertEquals(21, events.count(DeadLetter.class), "listeners are told of all");
  }

  @Test
  void failuresAreLoggedAFewASecond() throws Exception {
    AgentRef<Integer> agent =
        runtime.spawn(
            "failing",
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            (AgentContext<Integer> context, Integer message) -> {
              throw new IllegalStateException("on purpose");
            });
    try (var log = LogLines.read()) {
      for (int i = 0; i < 12; i++) {
        agent.signal(i);
      }
      steps.settle();
      String line = "/failing failed, RESUME";
      assertEquals(List.of(line, line, line, line, line), log.all());
      steps.advance(Duration.ofSeconds(1));
      agent.signal(12);
      steps.settle();
      assertEquals(line + " (and 7 more not logged)", log.all().getLast());
    }
    assertEquals(13, runtime.metrics().failures());
  }
}
