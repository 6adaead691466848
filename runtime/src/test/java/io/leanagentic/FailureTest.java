package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.Failed;
import io.leanagentic.capability.Cap;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of every kind in every place: they end at the supervisor and touch nobody else. */
class FailureTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MESSAGES = 200;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Where an agent's own code runs. */
  enum Place {
    CONSTRUCTOR,
    ON_START,
    RECEIVE,
    ON_TERMINATED,
    WATCH_FUNCTION,
    ON_RESTART,
    ON_STOP,
    ANSWER,
    NO_ANSWER,
    AWAITED_ANSWER,
    AWAITED_NO_ANSWER,
    TIMER,
    RECEIVE_TIMEOUT,
    CONSTRUCTOR_AT_RESTART,
    LOOP
  }

  /** What can be thrown. */
  enum Kind {
    UNCHECKED,
    CHECKED,
    INTERRUPTED,
    THROWABLE,
    ASSERTION,
    LINKAGE,
    OUT_OF_MEMORY,
    REAL_OUT_OF_MEMORY,
    STACK_OVERFLOW;

    void happen() {
      FailureTest.<RuntimeException>sneak(
          switch (this) {
            case UNCHECKED -> new IllegalStateException("on purpose");
            case CHECKED -> new IOException("on purpose");
            case INTERRUPTED -> new InterruptedException("on purpose");
            case THROWABLE -> new Throwable("on purpose");
            case ASSERTION -> new AssertionError("on purpose");
            case LINKAGE -> new NoClassDefFoundError("on purpose");
            case OUT_OF_MEMORY -> new OutOfMemoryError("on purpose");
            case REAL_OUT_OF_MEMORY -> new AssertionError("allocated " + allocateTooMuch());
            case STACK_OVERFLOW -> new AssertionError("came to " + recurseTooDeep(0));
          });
    }

    boolean alwaysEscalates() {
      return switch (this) {
        case LINKAGE, OUT_OF_MEMORY, REAL_OUT_OF_MEMORY -> true;
        case UNCHECKED, CHECKED, INTERRUPTED, THROWABLE, ASSERTION, STACK_OVERFLOW -> false;
      };
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  /** 16 GB at a time: fails before others feel it. */
  private static long allocateTooMuch() {
    var hoard = new ArrayList<long[]>();
    for (int i = 0; i < 1000; i++) {
      hoard.add(new long[Integer.MAX_VALUE - 8]);
    }
    return hoard.stream().mapToLong(part -> part.length).sum();
  }

  private static int recurseTooDeep(int depth) {
    return depth < 0 ? 0 : recurseTooDeep(depth + 1) + 1;
  }

  static Stream<Arguments> everythingEverywhere() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(Kind.values()).map(kind -> Arguments.of(place, kind)));
  }

  /** Fails once, in one place, in one way; counts what it handles besides. */
  private static final class Failing implements Behavior<String> {
    private final Place place;
    private final Kind kind;
    private final AtomicInteger failures;
    private final AtomicInteger handled;

    Failing(Place place, Kind kind, AtomicInteger failures, AtomicInteger handled) {
      this.place = place;
      this.kind = kind;
      this.failures = failures;
      this.handled = handled;
      at(Place.CONSTRUCTOR);
      if (failures.get() == 1) {
        at(Place.CONSTRUCTOR_AT_RESTART, 1);
      }
    }

    private void at(Place here) {
      at(here, 0);
    }

    private void at(Place here, int before) {
      if (here == place && failures.compareAndSet(before, before + 1)) {
        kind.happen();
      }
    }

    @Override
    public void onStart(AgentContext<String> context) {
      at(Place.ON_START);
    }

    @Override
    public void onTerminated(AgentContext<String> context, Terminated terminated) {
      at(Place.ON_TERMINATED);
    }

    @Override
    public void onRestart(AgentContext<String> context, Throwable cause) {
      at(Place.ON_RESTART, 1);
    }

    @Override
    public void onStop(AgentContext<String> context) {
      at(Place.ON_STOP);
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      switch (message) {
        case "go" -> go(context);
        case "here" -> at(place);
        default -> handled.incrementAndGet();
      }
    }

    private void go(AgentContext<String> context) {
      switch (place) {
        case RECEIVE -> at(Place.RECEIVE);
        case ON_TERMINATED -> context.watch(ended(context));
        case WATCH_FUNCTION ->
            context.watch(
                ended(context),
                end -> {
                  at(Place.WATCH_FUNCTION);
                  return "unreached";
                });
        case ON_RESTART, CONSTRUCTOR_AT_RESTART -> {
          if (failures.compareAndSet(0, 1)) {
            throw new IllegalStateException("to be restarted");
          }
        }
        case ANSWER -> {
          Promise<String> promise = context.runtime().promise(LONG);
          context.onAnswer(promise.await(), answer -> at(Place.ANSWER));
          promise.reply().send("answer");
        }
        case NO_ANSWER -> {
          Promise<String> promise = context.runtime().promise(LONG);
          context.onAnswer(promise.await(), answer -> {}, failure -> at(Place.NO_ANSWER));
          promise.reply().fail(new IOException("none"));
        }
        case AWAITED_ANSWER -> {
          Promise<String> promise = context.runtime().promise(LONG);
          context.await(promise.await(), answer -> at(Place.AWAITED_ANSWER));
          promise.reply().send("answer");
        }
        case AWAITED_NO_ANSWER -> {
          Promise<String> promise = context.runtime().promise(LONG);
          context.await(promise.await(), answer -> {}, failure -> at(Place.AWAITED_NO_ANSWER));
          promise.reply().fail(new IOException("none"));
        }
        case TIMER -> context.timers().once("key", Duration.ZERO, "here");
        case RECEIVE_TIMEOUT -> context.receiveTimeout(Duration.ofNanos(1), "here");
        case CONSTRUCTOR, ON_START, ON_STOP, LOOP -> {}
      }
    }

    private static AgentRef<Integer> ended(AgentContext<String> context) {
      AgentRef<Integer> child = context.spawn((c, message) -> {});
      child.stop();
      return child;
    }
  }

  /** A loop that fails at its first message. */
  private static AgentLoop<String> failingLoop(
      Kind kind, AtomicInteger failures, AtomicInteger handled) {
    return mailbox -> {
      for (; ; ) {
        String message = mailbox.receive();
        if (message.equals("go") && failures.compareAndSet(0, 1)) {
          kind.happen();
        } else if (!message.equals("go")) {
          handled.incrementAndGet();
        }
      }
    };
  }

  @ParameterizedTest
  @MethodSource("everythingEverywhere")
  void aFailureTouchesNobodyElse(Place place, Kind kind) throws Exception {
    var workers = Collections.synchronizedList(new ArrayList<Thread>());
    RuntimeConfig config = Runtimes.config();
    AgentRuntime runtime =
        runtimes.start(config.withSeams(config.seams().withWorkerSetup(workers::add)));
    Events events = Events.of(runtime);
    var failures = new AtomicInteger();
    var handled = new AtomicInteger();
    AgentConfig restarting =
        AgentConfig.DEFAULT.withSupervision(
            Supervision.restart()
                .withBackoff(Duration.ZERO, Duration.ZERO)
                .withLimit(5, Duration.ofMinutes(1)));
    var others = new AtomicInteger();
    List<AgentRef<Integer>> neighbours = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      neighbours.add(runtime.spawn((context, message) -> others.incrementAndGet()));
    }
    AgentRef<String> failing =
        place == Place.LOOP
            ? runtime.spawn(restarting, failingLoop(kind, failures, handled))
            : runtime.spawn(restarting, () -> new Failing(place, kind, failures, handled));

    failing.signal("go");
    for (int i = 0; i < MESSAGES; i++) {
      failing.signal("message");
      neighbours.get(i % neighbours.size()).signal(i);
    }
    if (place == Place.ON_STOP) {
      Until.isTrue("the messages are handled", () -> handled.get() == MESSAGES);
      failing.stop();
    }
    int expected = place == Place.ON_RESTART || place == Place.CONSTRUCTOR_AT_RESTART ? 2 : 1;
    Until.isTrue("it failed", () -> events.count(Failed.class) == expected);
    assertEquals(expected, failures.get());

    // Others handle all that was sent, and agents can be spawned.
    Until.isTrue("the neighbours are done", () -> others.get() == MESSAGES);
    AgentRef<Reply<String>> fresh = runtime.spawn((context, reply) -> reply.send("alive"));
    assertEquals("alive", fresh.<String>ask(reply -> reply, LONG).join());

    // The agent itself goes on, without the message that failed, or is at its end.
    boolean ends = place == Place.ON_STOP || (kind.alwaysEscalates() && place != Place.ON_RESTART);
    if (ends) {
      failing.termination(LONG).join();
      Runtimes.awaitQuiet(runtime);
      assertEquals(
          MESSAGES, handled.get() + runtime.metrics().deadLetters() - goIsLeft(place, kind));
    } else {
      Until.isTrue("all other messages are handled", () -> handled.get() == MESSAGES);
      assertTrue(failing.isAlive());
    }
    assertEquals(expected, runtime.metrics().failures());
    for (Thread worker : List.copyOf(workers)) {
      assertTrue(worker.isAlive(), worker + " has ended");
    }
  }

  /** "go" itself is a dead letter if there never was a behavior to handle it. */
  private static int goIsLeft(Place place, Kind kind) {
    return kind.alwaysEscalates() && (place == Place.CONSTRUCTOR || place == Place.ON_START)
        ? 1
        : 0;
  }

  @Test
  void aQuestionWhoseHandlingFailsFailsAtOnce() {
    AgentRuntime runtime = runtimes.start();
    var failure = Cap.freeze(new IllegalArgumentException("on purpose"));
    AgentRef<Reply<String>> handler =
        runtime.spawn((context, reply) -> {
          throw failure;
        });
    AgentRef<Reply<String>> loop =
        runtime.spawn((Mailbox<Reply<String>> mailbox) -> {
          mailbox.receive();
          throw failure;
        });
    for (AgentRef<Reply<String>> agent : List.of(handler, loop)) {
      Await<String> answer = agent.ask(reply -> reply, LONG);
      var seen = org.junit.jupiter.api.Assertions.assertThrows(AwaitException.class, answer::join);
      assertTrue(failure == seen.getCause());
    }
  }

  /** An answer given before the failure counts. */
  @Test
  void anAnswerBeforeTheFailureIsDelivered() {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Reply<String>> agent =
        runtime.spawn((context, reply) -> {
          reply.send("answer");
          throw new IllegalStateException("on purpose");
        });
    assertEquals("answer", agent.<String>ask(reply -> reply, LONG).join());
    assertEquals(0, runtime.metrics().lateReplies());
  }

  /** What can be lost when the stack ends in the middle of a signal. */
  enum Target {
    PLAIN,
    URGENT,
    BLOCKING,
    LOOP,
    DROPPING
  }

  /**
   * Sends at every depth until the stack is used up, so that some signal is cut off wherever it is.
   * The receivers must not fall asleep over it.
   */
  @ParameterizedTest
  @EnumSource(Target.class)
  void aStackOverflowWithinSignalLosesNobody(Target target) throws Exception {
    // Without accounting: a signal that is cut off may be delivered and not counted.
    AgentRuntime runtime = runtimes.start(Runtimes.config().withAccounting(false));
    var received = new AtomicInteger();
    CopyOnWriteArrayList<AgentRef<Integer>> receivers = new CopyOnWriteArrayList<>();
    AgentConfig roomy = AgentConfig.DEFAULT.withCapacity(1 << 20);
    for (int i = 0; i < 8; i++) {
      receivers.add(
          switch (target) {
            case PLAIN -> runtime.spawn(roomy, counting(received));
            case URGENT -> runtime.spawn(roomy.withPriority(Priority.HIGH), counting(received));
            case BLOCKING -> runtime.spawn(roomy.withBlocking(), counting(received));
            case LOOP ->
                runtime.spawn(
                    roomy,
                    (Mailbox<Integer> mailbox) -> {
                      for (; ; ) {
                        mailbox.receive();
                        received.incrementAndGet();
                      }
                    });
            case DROPPING ->
                runtime.spawn(
                    roomy.withMailbox(roomy.mailbox().withOverflow(OverflowPolicy.DROP_OLDEST)),
                    counting(received));
          });
    }
    var accepted = new AtomicInteger();
    AgentRef<Integer> diving =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            (AgentContext<Integer> context, Integer seed) -> dive(receivers, accepted, seed));
    for (int round = 0; round < 60; round++) {
      diving.signal(round);
    }
    Until.isTrue("the last dive is over", () -> runtime.metrics().failures() == 60);
    Until.isTrue(
        "all " + accepted + " messages are handled", () -> received.get() >= accepted.get());
    for (AgentRef<Integer> receiver : receivers) {
      int before = received.get();
      assertEquals(Delivery.ACCEPTED, receiver.signal(1));
      Until.isTrue(receiver + " is awake", () -> received.get() > before);
    }
    assertTrue(diving.isAlive());
  }

  private static Behavior<Integer> counting(AtomicInteger received) {
    return (context, message) -> received.incrementAndGet();
  }

  @SuppressWarnings("InfiniteRecursion")
  private static void dive(List<AgentRef<Integer>> receivers, AtomicInteger accepted, int depth) {
    if (receivers.get((depth & 0x7fff_ffff) % receivers.size()).signal(depth).isTaken()) {
      accepted.incrementAndGet();
    }
    dive(receivers, accepted, depth * 31 + 7);
  }

  @Test
  void anInterruptDoesNotReachTheNextAgent() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(1));
    AgentRef<Integer> interrupting =
        runtime.spawn((context, message) -> Thread.currentThread().interrupt());
    var interrupted = new AtomicReference<@Nullable Boolean>();
    var done = new CountDownLatch(1);
    AgentRef<Integer> next =
        runtime.spawn((context, message) -> {
          interrupted.set(Thread.currentThread().isInterrupted());
          done.countDown();
        });
    AgentRef<Integer> first =
        runtime.spawn((context, message) -> {
          interrupting.signal(1);
          next.signal(1);
        });
    first.signal(1);
    Until.open("the second agent ran", done);
    assertEquals(false, interrupted.get());
  }

  /** A message of the wrong type fails its receiver, not its sender. */
  @Test
  void aMessageOfTheWrongTypeFailsItsReceiverOnly() {
    AgentRuntime runtime = runtimes.start();
    Events events = Events.of(runtime);
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    AgentConfig resuming = AgentConfig.DEFAULT.withSupervision(Supervision.resume());
    AgentRef<Integer> lambda =
        runtime.spawn(
            resuming, (AgentContext<Integer> context, Integer message) -> seen.add(message));
    AgentRef<Integer> behavior =
        runtime.spawn(
            resuming,
            () ->
                new Behavior<Integer>() {
                  @Override
                  public void receive(AgentContext<Integer> context, Integer message) {
                    seen.add(message);
                  }
                });
    AgentRef<Integer> loop =
        runtime.spawn(
            resuming,
            (Mailbox<Integer> mailbox) -> {
              for (; ; ) {
                Integer message = mailbox.receive();
                seen.add(message);
              }
            });
    int n = 0;
    for (AgentRef<Integer> agent : List.of(lambda, behavior, loop)) {
      @SuppressWarnings("unchecked")
      var wrong = (AgentRef<Object>) (AgentRef<?>) agent;
      assertEquals(Delivery.ACCEPTED, wrong.signal("not a number"));
      agent.signal(n);
      int expected = ++n;
      Until.isTrue("the right message is handled", () -> seen.size() == expected);
      assertTrue(agent.isAlive());
    }
    assertEquals(List.of(0, 1, 2), List.copyOf(seen));
    assertEquals(3, events.count(Failed.class));
    for (Failed failed : events.of(Failed.class)) {
      assertEquals(ClassCastException.class, failed.cause().getClass());
    }
  }

  @Test
  void aFailureInATurnOfAManyHandledBatchCostsOneMessage() {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
    var handled = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(10_000).withSupervision(Supervision.resume()),
            (AgentContext<Integer> context, Integer message) -> {
              if (message % 3 == 0) {
                throw new IllegalStateException("on purpose");
              }
              handled.incrementAndGet();
            });
    for (int i = 0; i < 3000; i++) {
      agent.signal(i);
    }
    Until.isTrue("all are handled", () -> handled.get() == 2000);
    Until.isTrue("all failures are counted", () -> runtime.metrics().failures() == 1000);
    assertFalse(runtime.metrics().deadLetters() > 0);
  }
}
