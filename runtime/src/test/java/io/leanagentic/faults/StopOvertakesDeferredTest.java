package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop never overtakes what its receiver's senders were told is on its way. */
final class StopOvertakesDeferredTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final AgentConfig ONE = AgentConfig.DEFAULT.withCapacity(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** An agent that handles "hold" and then nothing until the promise is kept. */
  private static AgentRef<String> held(
      AgentRuntime runtime, Promise<String> promise, CopyOnWriteArrayList<String> handled) {
    AgentRef<String> agent =
        runtime.spawn(
            ONE,
            (context, message) -> {
              handled.add(message);
              if (message.equals("hold")) {
                context.await(promise.await(), answer -> {}, failure -> {});
              }
            });
    agent.signal("hold");
    return agent;
  }

  @Test
  void aStopComesBehindWhatItsSenderDeferred() {
    Seeds.each(
        50,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<String>();
          AgentRef<String> slow = held(runtime, promise, handled);
          steps.settle();
          var deliveries = new CopyOnWriteArrayList<Delivery>();
          AgentRef<String> sender =
              runtime.spawn((context, message) -> {
                for (String each : List.of("1", "2", "3")) {
                  deliveries.add(slow.signal(each));
                }
                slow.stop();
                deliveries.add(slow.signal("too late"));
              });
          sender.signal("go");
          steps.settle();
          assertEquals(
              List.of(Delivery.PRESSURED, Delivery.DEFERRED, Delivery.DEFERRED, Delivery.STOPPED),
              deliveries);
          assertEquals(Delivery.STOPPED, slow.signal("from outside"));
          promise.reply().send("go on");
          steps.settle();
          assertEquals(List.of("hold", "1", "2", "3"), handled);
          assertFalse(slow.isAlive());
          assertEquals(2, runtime.metrics().deadLetters());
          runtimes.finish(runtime);
        });
  }

  /** Whoever asks for the stop, and wherever the senders wait for room at that moment. */
  @Test
  void whoeverStopsItWhatOthersDeferredIsHandled() {
    Seeds.each(
        100,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<String>();
          AgentRef<String> slow = held(runtime, promise, handled);
          // The senders wait for this one first, which takes nothing until the other has ended.
          Promise<String> ended = runtime.promise(LONG);
          AgentRef<String> before = held(runtime, ended, new CopyOnWriteArrayList<>());
          steps.settle();
          for (int s = 0; s < 3; s++) {
            boolean elsewhere = s < 2;
            AgentRef<String> sender =
                runtime.spawn((context, message) -> {
                  for (int i = 0; i < 3; i++) {
                    if (elsewhere) {
                      before.signal("x");
                    }
                    slow.signal("m");
                  }
                });
            sender.signal("go");
          }
          steps.settle();
          slow.stop();
          promise.reply().send("go on");
          steps.settle();
          assertFalse(slow.isAlive(), "it waits for nobody who waits elsewhere");
          assertEquals(1 + 9, handled.size(), handled::toString);
          ended.reply().send("go on");
          steps.settle();
          assertEquals(0, runtime.metrics().deadLetters());
          runtimes.finish(runtime);
        });
  }

  /** An asker that is parked before another mailbox need not wait until there is room. */
  @Test
  void anAbortFailsWhatOthersDeferred() {
    Seeds.each(
        50,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          Promise<String> never = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<String>();
          AgentRef<String> before = held(runtime, never, handled);
          AgentRef<Reply<String>> asked =
              runtime.spawn(ONE, (context, reply) -> context.await(never.await(), reply::send));
          asked.<String>ask(reply -> reply, LONG); // it is at work on this one
          steps.settle();
          var answer = new AtomicReference<Await<String>>();
          AgentRef<String> asker =
              runtime.spawn((context, message) -> {
                before.signal("1");
                before.signal("2"); // it parks here
                asked.<String>ask(reply -> reply, LONG); // fills the mailbox
                answer.set(asked.ask(reply -> reply, LONG));
              });
          asker.signal("go");
          steps.settle();
          assertFalse(answer.get().isDone());
          asked.abort();
          steps.settle();
          Throwable failure = assertThrows(AwaitException.class, () -> answer.get().join());
          assertInstanceOf(AgentStoppedException.class, failure.getCause());
          assertEquals(2, runtime.metrics().deadLetters());
          never.reply().send("go on");
          steps.settle();
          assertEquals(List.of("hold", "1", "2"), handled);
          runtimes.finish(runtime);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aParentThatStopsAfterItsChildrensBurstLosesNothing(int workers) {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(workers));
    int families = 50;
    int children = 4;
    int results = 8;
    var taken = new AtomicInteger();
    var handled = new AtomicInteger();
    var parents = new ArrayList<AgentRef<Object>>();
    for (int f = 0; f < families; f++) {
      AgentRef<Object> parent =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(4),
              (context, message) -> {
                if (message.equals("go")) {
                  AgentRef<Object> self = context.self();
                  for (int c = 0; c < children; c++) {
                    AgentRef<Object> child =
                        context.spawn((own, word) -> {
                          for (int i = 0; i < results; i++) {
                            if (self.signal(i).isTaken()) {
                              taken.incrementAndGet();
                            }
                          }
                        });
                    child.signal("work");
                  }
                } else {
                  handled.incrementAndGet();
                  context.stop();
                }
              });
      parents.add(parent);
    }
    for (AgentRef<Object> parent : parents) {
      parent.signal("go");
    }
    for (AgentRef<Object> parent : parents) {
      parent.termination(LONG).join();
    }
    assertEquals(taken.get(), handled.get(), "taken and handled");
  }

  @Test
  void endsRaceWithBursts() {
    Seeds.each(
        20,
        seed -> {
          AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(4));
          var taken = new AtomicInteger();
          var handled = new AtomicInteger();
          AgentRef<Integer> target =
              runtime.spawn(
                  AgentConfig.DEFAULT.withCapacity(2), (context, n) -> handled.incrementAndGet());
          for (int s = 0; s < 6; s++) {
            AgentRef<Integer> sender =
                runtime.spawn((context, left) -> {
                  for (int i = 0; i < 20; i++) {
                    if (target.signal(i).isTaken()) {
                      taken.incrementAndGet();
                    }
                  }
                  if (left > 0) {
                    context.self().signal(left - 1);
                  }
                });
            sender.signal(20);
          }
          Until.isTrue("it is under way", () -> handled.get() > seed * 5);
          target.stop();
          target.termination(LONG).join();
          Runtimes.awaitQuiet(runtime);
          assertEquals(taken.get(), handled.get(), "taken and handled");
          runtimes.finish(runtime);
        });
  }

  @Test
  void anAbortDoesNotWait() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<String> slow = held(runtime, promise, new CopyOnWriteArrayList<>());
    steps.settle();
    AgentRef<String> sender =
        runtime.spawn((context, message) -> {
          slow.signal("1");
          slow.signal("2");
        });
    sender.signal("go");
    steps.settle();
    slow.abort();
    steps.settle();
    assertFalse(slow.isAlive());
    assertEquals(2, runtime.metrics().deadLetters());
  }
}
