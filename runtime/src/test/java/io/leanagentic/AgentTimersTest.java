package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timers and the receive timeout of agents, in virtual time. */
@Val
final class AgentTimersTest {
  private static final Duration MS = Duration.ofMillis(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(3);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();
  private final AgentRef<Job> agent = runtime.spawn("agent", (context, job) -> job.run(context));

  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  private void now(@Iso Job job) {
    agent.signal(job);
    steps.settle();
  }

  private record Note(Seen seen, String note) implements Job {
    @Override
    public void run(AgentContext<Job> context) {
      seen.add(note);
    }
  }

  private Note notes(String note) {
    return new Note(seen, note);
  }

  private void advance(long millis) {
    steps.advance(Duration.ofMillis(millis));
  }

  // Timers.

  @Test
  void onceFiresOnceAndNeverEarly() {
    now(context -> context.timers().once("key", Duration.ofMillis(100), notes("fired")));
    steps.advance(Duration.ofNanos(99_999_999));
    assertEquals(List.of(), seen);
    steps.advance(Duration.ofNanos(1));
    assertEquals(List.of("fired"), seen);
    advance(10_000);
    assertEquals(List.of("fired"), seen);
  }

  @Test
  void onceAfterNothingFiresAtOnce() {
    now(context -> context.timers().once("key", Duration.ZERO, notes("fired")));
    advance(0);
    assertEquals(List.of("fired"), seen);
  }

  @Test
  void everyFiresAgainAndAgainInStep() {
    now(context ->
        context
            .timers()
            .every(
                "key", Duration.ofMillis(10), c -> seen.add(steps.clock().nanoTime() / 1_000_000)));
    advance(45);
    assertEquals(List.of(1010L, 1020L, 1030L, 1040L), seen);
    now(context -> context.timers().cancel("key"));
    advance(100);
    assertEquals(4, seen.size());
  }

  /** An agent that is late finds one message, not one for each period. */
  @Test
  void aFiringThatFindsTheLastOneUnhandledIsSkipped() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    now(context -> {
      context.timers().every("key", Duration.ofMillis(10), notes("fired"));
      context.await(promise.await(), seen::add);
    });
    advance(1000);
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("go on", "fired"), seen);
    advance(10);
    assertEquals(List.of("go on", "fired", "fired"), seen);
  }

  @Test
  void eachKeyHasItsTimer() {
    now(context -> {
      context.timers().once("a", Duration.ofMillis(30), notes("a"));
      context.timers().once("b", Duration.ofMillis(10), notes("b"));
      context.timers().once(3, Duration.ofMillis(20), notes("c"));
    });
    advance(100);
    assertEquals(List.of("b", "c", "a"), seen);
  }

  @Test
  void aTimerReplacesThatOfTheSameKey() {
    now(context -> {
      context.timers().once("key", Duration.ofMillis(10), notes("first"));
      context.timers().every("key", Duration.ofMillis(20), notes("second"));
      context.timers().once("key", Duration.ofMillis(30), notes("third"));
    });
    advance(1000);
    assertEquals(List.of("third"), seen);
  }

  @Test
  void aReplacedTimersMessageIsNotHandledEvenIfItIsInTheMailbox() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    now(context -> {
      context.timers().once("key", Duration.ofMillis(10), notes("first"));
      context.await(
          promise.await(),
          answer -> context.timers().once("key", Duration.ofMillis(10), notes("second")));
    });
    advance(50); // the first is in the mailbox of an agent that handles nothing
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of(), seen);
    advance(10);
    assertEquals(List.of("second"), seen);
  }

  @Test
  void aCancelledTimersMessageIsNotHandledEvenIfItIsInTheMailbox() {
    for (boolean all : new boolean[] {false, true}) {
      Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
      now(context -> {
        context.timers().once("once", Duration.ofMillis(10), notes("once"));
        context.timers().every("every", Duration.ofMillis(10), notes("every"));
        context.await(
            promise.await(),
            answer -> {
              if (all) {
                context.timers().cancelAll();
              } else {
                context.timers().cancel("once");
                context.timers().cancel("every");
              }
            });
      });
      advance(50);
      promise.reply().send("go on");
      steps.settle();
      advance(1000);
      assertEquals(List.of(), seen);
    }
  }

  @Test
  void cancellingWhatIsNotThereIsFine() {
    now(context -> {
      context.timers().cancel("nothing");
      context.timers().cancelAll();
      seen.add("fine");
    });
    assertEquals(List.of("fine"), seen);
  }

  @Test
  void isActiveUntilItsMessageIsHandled() {
    now(context -> {
      seen.add(context.timers().isActive("key"));
      context.timers().once("key", Duration.ofMillis(10), notes("fired"));
      seen.add(context.timers().isActive("key"));
    });
    advance(10);
    now(context -> seen.add(context.timers().isActive("key")));
    assertEquals(List.of(false, true, "fired", false), seen);
    seen.clear();
    now(context -> context.timers().every("key", Duration.ofMillis(10), notes("fired")));
    advance(10);
    now(context -> seen.add(context.timers().isActive("key")));
    now(context -> context.timers().cancelAll());
    now(context -> seen.add(context.timers().isActive("key")));
    assertEquals(List.of("fired", true, false), seen);
  }

  private record Again(AtomicInteger count) implements Job {
    @Override
    public void run(AgentContext<Job> context) {
      if (count.incrementAndGet() < 5) {
        context.timers().once("key", MS, this);
      }
    }
  }

  @Test
  void aTimerMayBeStartedAgainByItsMessage() {
    var count = new AtomicInteger();
    now(new Again(count));
    advance(4);
    assertEquals(5, count.get());
  }

  @Test
  void timersEndWithTheirAgent() {
    now(context -> {
      context.timers().once("once", Duration.ofMillis(10), notes("once"));
      context.timers().every("every", Duration.ofMillis(10), notes("every"));
      context.receiveTimeout(Duration.ofMillis(10), notes("timeout"));
    });
    agent.stop();
    steps.settle();
    advance(1000);
    assertEquals(List.of(), seen);
    assertEquals(0, runtime.metrics().deadLetters());
  }

  /** Timers are for the agent itself, so a full mailbox does not stop them. */
  @Test
  void timersAreNotSubjectToTheBound() {
    AgentRef<Job> small =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (AgentContext<Job> context, Job job) -> job.run(context));
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    small.signal(context -> {
      for (int i = 0; i < 10; i++) {
        int number = i;
        context.timers().once(i, MS, c -> seen.add(number));
      }
      context.await(promise.await(), answer -> {});
    });
    steps.settle();
    assertTrue(small.signal(notes("full")).isTaken());
    assertEquals(Delivery.REJECTED, small.signal(notes("full")));
    advance(1);
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("full", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen);
  }

  @Test
  void timersFireWithTheMachinesClockToo() {
    AgentRuntime threaded = runtimes.start();
    var fired = new AtomicInteger();
    AgentRef<String> ticking =
        threaded.spawn(() ->
            new Behavior<String>() {
              @Override
              public void onStart(AgentContext<String> context) {
                context.timers().every("key", MS, "tick");
              }

              @Override
              public void receive(AgentContext<String> context, String message) {
                fired.incrementAndGet();
              }
            });
    Until.isTrue("it ticks", () -> fired.get() >= 20);
    ticking.stop();
  }

  // The receive timeout.

  @Test
  void theReceiveTimeoutTellsOfSilence() {
    now(context -> context.receiveTimeout(Duration.ofMillis(100), notes("silence")));
    advance(99);
    assertEquals(List.of(), seen);
    advance(1);
    assertEquals(List.of("silence"), seen);
    advance(100);
    assertEquals(List.of("silence", "silence"), seen);
  }

  @Test
  void messagesPutTheReceiveTimeoutOff() {
    now(context -> context.receiveTimeout(Duration.ofMillis(100), notes("silence")));
    for (int i = 0; i < 10; i++) {
      advance(99);
      now(context -> {});
    }
    assertEquals(List.of(), seen);
    advance(100);
    assertEquals(List.of("silence"), seen);
  }

  @Test
  void messagesOfADroppingMailboxPutTheReceiveTimeoutOffToo() {
    AgentConfig dropping =
        AgentConfig.DEFAULT.withMailbox(
            MailboxConfig.DEFAULT.withOverflow(OverflowPolicy.DROP_OLDEST));
    AgentRef<Job> latest =
        runtime.spawn(dropping, (AgentContext<Job> context, Job job) -> job.run(context));
    latest.signal(context -> context.receiveTimeout(Duration.ofMillis(100), notes("silence")));
    for (int i = 0; i < 10; i++) {
      advance(99);
      latest.signal(context -> {});
      steps.settle();
    }
    assertEquals(List.of(), seen);
  }

  /** What is handled in the same batch before the timeout's own message counts. */
  @Test
  void aMessageInTheSameBatchPutsTheReceiveTimeoutOff() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    now(context -> {
      context.receiveTimeout(Duration.ofMillis(100), notes("silence"));
      context.await(promise.await(), answer -> seen.add("answer"));
    });
    agent.signal(notes("message"));
    advance(150); // the timeout's message is in the mailbox, behind the other
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("answer", "message"), seen);
    advance(100);
    assertEquals(List.of("answer", "message", "silence"), seen);
  }

  @Test
  void theReceiveTimeoutCanBeReplacedAndCancelled() {
    now(context -> {
      context.receiveTimeout(Duration.ofMillis(10), notes("first"));
      context.receiveTimeout(Duration.ofMillis(50), notes("second"));
    });
    advance(60);
    assertEquals(List.of("second"), seen);
    now(AgentContext::cancelReceiveTimeout);
    now(AgentContext::cancelReceiveTimeout);
    advance(1000);
    assertEquals(List.of("second"), seen);
  }

  @Test
  void aCancelledReceiveTimeoutIsNotHandledEvenIfItIsInTheMailbox() {
    Promise<String> promise = runtime.promise(Duration.ofMinutes(1));
    now(context -> {
      context.receiveTimeout(Duration.ofMillis(10), notes("silence"));
      context.await(promise.await(), answer -> context.cancelReceiveTimeout());
    });
    advance(50);
    promise.reply().send("go on");
    steps.settle();
    advance(1000);
    assertEquals(List.of(), seen);
    assertFalse(seen.contains("silence"));
  }
}
