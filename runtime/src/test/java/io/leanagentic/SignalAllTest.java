package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series of signals that are made as there is room. */
final class SignalAllTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** 0, 1, ... up to {@code end}; counts what was made. */
  private static Iterator<Integer> numbers(int end, AtomicInteger made) {
    return IntStream.range(0, end).peek(made::set).iterator();
  }

  /** An agent that handles its first message, and then nothing until the promise is kept. */
  private static AgentRef<Integer> held(
      AgentRuntime runtime,
      int capacity,
      Promise<String> promise,
      CopyOnWriteArrayList<Integer> handled) {
    return runtime.spawn(
        AgentConfig.DEFAULT.withCapacity(capacity),
        (context, n) -> {
          handled.add(n);
          if (handled.size() == 1) {
            context.await(promise.await(), answer -> {}, failure -> {});
          }
        });
  }

  @Test
  void theMessagesAreMadeAsThereIsRoomAndOthersAreHandledMeanwhile() {
    Seeds.each(
        50,
        seed -> {
          int capacity = 1 + (int) (seed % 5);
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<Integer>();
          AgentRef<Integer> target = held(runtime, capacity, promise, handled);
          var made = new AtomicInteger();
          var seen = new CopyOnWriteArrayList<String>();
          AgentRef<String> sender =
              runtime.spawn((context, message) -> {
                seen.add(message);
                if (message.equals("go")) {
                  context.signalAll(target, numbers(1000, made), () -> seen.add("then"));
                  seen.add("called");
                }
              });
          sender.signal("go");
          steps.settle();
          sender.signal("meanwhile");
          steps.settle();
          assertEquals(List.of("go", "called", "meanwhile"), seen);
          assertTrue(made.get() <= 1 + capacity, () -> "made " + made + " for " + capacity);
          promise.reply().send("go on");
          steps.settle();
          assertEquals(List.of("go", "called", "meanwhile", "then"), seen);
          assertEquals(IntStream.range(0, 1000).boxed().toList(), handled);
          assertEquals(0, runtime.metrics().agentParks());
          runtimes.finish(runtime);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void manySeriesToOneAgentAllComplete(int workers) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    int senders = 10;
    int each = 500;
    var handled = new AtomicInteger();
    var done = new CountDownLatch(senders);
    AgentRef<Integer> target =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(3), (context, n) -> handled.incrementAndGet());
    for (int s = 0; s < senders; s++) {
      boolean blocks = s % 2 == 0;
      AgentRef<String> sender =
          runtime.spawn(
              blocks ? AgentConfig.DEFAULT.withBlocking() : AgentConfig.DEFAULT,
              (context, message) ->
                  context.signalAll(target, numbers(each, new AtomicInteger()), done::countDown));
      sender.signal("go");
    }
    Until.open("all series are complete", done);
    Runtimes.awaitQuiet(runtime);
    assertEquals(senders * each, handled.get());
  }

  @Test
  void itMayGoToTheAgentItself() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var seen = new CopyOnWriteArrayList<Integer>();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(4),
            (context, n) -> {
              if (n < 0) {
                context.signalAll(
                    context.self(), numbers(100, new AtomicInteger()), () -> seen.add(-1));
              } else {
                seen.add(n);
              }
            });
    agent.signal(-1);
    steps.settle();
    assertEquals(101, seen.size());
    assertTrue(seen.contains(-1));
  }

  @Test
  void itComesBehindWhatWasDeferredBefore() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(LONG);
    var handled = new CopyOnWriteArrayList<Integer>();
    AgentRef<Integer> target = held(runtime, 2, promise, handled);
    AgentRef<String> sender =
        runtime.spawn((context, message) -> {
          for (int n = -9; n < 0; n++) {
            target.signal(n);
          }
          context.signalAll(target, numbers(9, new AtomicInteger()), () -> {});
        });
    sender.signal("go");
    steps.settle();
    promise.reply().send("go on");
    steps.settle();
    assertEquals(IntStream.range(-9, 9).boxed().toList(), handled);
  }

  @Test
  void aTargetThatEndsBreaksItOff() {
    Seeds.each(
        40,
        seed -> {
          boolean abort = seed % 2 == 0;
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          var events = Events.of(runtime);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<Integer>();
          AgentRef<Integer> target = held(runtime, 2, promise, handled);
          var failures = new CopyOnWriteArrayList<Class<?>>();
          AgentRef<String> told =
              runtime.spawn((context, message) ->
                  context.signalAll(
                      target,
                      numbers(99, new AtomicInteger()),
                      () -> {},
                      failure -> failures.add(failure.getClass())));
          AgentRef<String> notTold =
              runtime.spawn((context, message) ->
                  context.signalAll(target, numbers(99, new AtomicInteger()), () -> {}));
          told.signal("go");
          notTold.signal("go");
          steps.settle();
          if (abort) {
            target.abort();
          } else {
            target.stop();
          }
          promise.reply().send("go on");
          steps.settle();
          assertEquals(List.of(AgentStoppedException.class), failures);
          var failed = events.of(RuntimeEvent.Failed.class);
          assertEquals(1, failed.size());
          assertEquals(notTold, failed.getFirst().agent());
          runtimes.finish(runtime);
        });
  }

  @Test
  void whatTheIteratorThrowsBreaksItOff() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var handled = new CopyOnWriteArrayList<Integer>();
    AgentRef<Integer> target = runtime.spawn((context, n) -> handled.add(n));
    var failures = new CopyOnWriteArrayList<Class<?>>();
    AgentRef<String> sender =
        runtime.spawn((context, message) ->
            context.signalAll(
                target,
                IntStream.range(0, 9).map(n -> 3 / (3 - n)).iterator(),
                () -> {},
                failure -> failures.add(failure.getClass())));
    sender.signal("go");
    steps.settle();
    assertEquals(List.of(1, 1, 3), handled);
    assertEquals(List.of(ArithmeticException.class), failures);
  }

  @Test
  void itEndsWithItsAgentOrThatOnesBehavior() {
    Seeds.each(
        60,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<Integer>();
          AgentRef<Integer> target = held(runtime, 2, promise, handled);
          var complete = new AtomicInteger();
          AgentRef<String> sender =
              runtime.spawn((context, message) -> {
                if (message.equals("go")) {
                  context.signalAll(
                      target, numbers(99, new AtomicInteger()), complete::incrementAndGet);
                } else {
                  throw new IllegalStateException(message);
                }
              });
          sender.signal("go");
          steps.settle();
          switch ((int) (seed % 3)) {
            case 0 -> sender.stop();
            case 1 -> sender.abort();
            default -> sender.signal("fail");
          }
          if (seed % 2 == 0) {
            steps.settle();
          }
          promise.reply().send("go on");
          steps.finish();
          assertEquals(0, complete.get());
          assertTrue(handled.size() < 99, handled::toString);
          runtimes.finish(runtime);
        });
  }

  @Test
  void anAgentThatEndsBeginsNone() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Integer> target = runtime.spawn((context, n) -> {});
    var refused = new CopyOnWriteArrayList<String>();
    AgentRef<String> agent =
        runtime.spawn(() ->
            new Behavior<String>() {
              @Override
              public void receive(AgentContext<String> context, String message) {}

              @Override
              public void onStop(AgentContext<String> context) {
                try {
                  context.signalAll(target, numbers(9, new AtomicInteger()), () -> {});
                } catch (IllegalStateException e) {
                  refused.add(String.valueOf(e.getMessage()));
                }
              }
            });
    agent.stop();
    steps.settle();
    assertEquals(1, refused.size());
    assertFalse(agent.isAlive());
  }
}
