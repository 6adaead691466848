package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.RuntimeEvent.Ended;
import io.leanagentic.RuntimeEvent.Failed;
import io.leanagentic.RuntimeEvent.Restarted;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What supervision does about failures, in virtual time. */
@Val
final class SupervisionTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Restarts at once, as often as it takes. */
  private static final Supervision AT_ONCE =
      Supervision.restart()
          .withBackoff(Duration.ZERO, Duration.ZERO)
          .withLimit(1000, Duration.ofMinutes(1));

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(11);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();
  private final AtomicInteger made = new AtomicInteger();

  /** What an agent does with a message of its test. */
  private interface Job {
    void run(AgentContext<Job> context, Counting self) throws Exception;
  }

  /** Counts its messages, so that a test sees whether its state is new. */
  private class Counting implements Behavior<Job> {
    private final int number = made.incrementAndGet();
    private int count;

    @Override
    public void receive(AgentContext<Job> context, Job job) throws Exception {
      count++;
      job.run(context, this);
    }

    @Override
    public void onRestart(AgentContext<Job> context, Throwable cause) throws Exception {
      seen.add("restart of " + number + ": " + cause.getMessage());
    }

    @Override
    public void onStop(AgentContext<Job> context) throws Exception {
      seen.add("stop of " + number);
    }
  }

  private AgentRef<Job> agent(Supervision supervision) {
    return runtime.spawn("agent", AgentConfig.DEFAULT.withSupervision(supervision), Counting::new);
  }

  private static Job fails() {
    return fails(new IllegalStateException("on purpose"));
  }

  private static Job fails(Exception failure) {
    return (context, self) -> {
      throw failure;
    };
  }

  private static Job fails(OnPurpose failure) {
    return (context, self) -> {
      throw failure;
    };
  }

  private Job counts() {
    return (context, self) -> seen.add(self.number + "/" + self.count);
  }

  private record Note(Seen seen, String note) implements Job {
    @Override
    public void run(AgentContext<Job> context, Counting self) {
      seen.add(note);
    }
  }

  private Note notes(String note) {
    return new Note(seen, note);
  }

  private List<Directive> directives() {
    return events.of(Failed.class).stream().map(Failed::directive).toList();
  }

  // Directives.

  @Test
  void resumeKeepsTheState() {
    AgentRef<Job> agent = agent(Supervision.resume());
    agent.signal(counts());
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    assertEquals(List.of("1/1", "1/3"), seen);
    assertEquals(List.of(Directive.RESUME), directives());
    assertEquals(1, runtime.metrics().failures());
    assertEquals(0, runtime.metrics().restarts());
  }

  @Test
  void restartMakesFreshState() {
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal(counts());
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    assertEquals(List.of("1/1", "restart of 1: on purpose", "2/1"), seen);
    assertEquals(List.of(Directive.RESTART), directives());
    assertEquals(1, events.of(Restarted.class).getFirst().restarts());
    assertEquals(1, runtime.metrics().restarts());
  }

  @Test
  void restartKeepsTheMailbox() {
    AgentRef<Job> agent = agent(AT_ONCE);
    for (int i = 0; i < 20; i++) {
      int number = i;
      agent.signal(i % 5 == 3 ? fails() : (context, self) -> seen.add(number));
    }
    steps.settle();
    seen.removeIf(note -> note instanceof String);
    assertEquals(List.of(0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17, 19), seen);
    assertEquals(5, made.get());
    assertEquals(0, runtime.metrics().deadLetters());
  }

  @Test
  void restartKeepsTheStashBeforeTheMailbox() {
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal((context, self) -> context.stash(notes("stashed 1")));
    agent.signal((context, self) -> context.stash(notes("stashed 2")));
    agent.signal(fails());
    agent.signal(notes("mailbox"));
    steps.settle();
    assertEquals(List.of("restart of 1: on purpose", "stashed 1", "stashed 2", "mailbox"), seen);
  }

  @Test
  void theMessageThatFailedIsNotHandledAgain() {
    for (Supervision supervision : List.of(Supervision.resume(), AT_ONCE)) {
      var handled = new AtomicInteger();
      AgentRef<Integer> agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withSupervision(supervision),
              (AgentContext<Integer> context, Integer message) -> {
                handled.incrementAndGet();
                throw new IllegalStateException("on purpose");
              });
      agent.signal(1);
      steps.settle();
      assertEquals(1, handled.get());
    }
  }

  @Test
  void stopEndsWithTheCauseAndLeavesDeadLetters() {
    AgentRef<Job> agent = agent(Supervision.stop());
    var failure = new OnPurpose();
    agent.signal(fails(failure));
    agent.signal(notes("not to be handled"));
    agent.signal(notes("not to be handled"));
    steps.settle();
    assertEquals(List.of("stop of 1"), seen);
    assertEquals(List.of(Directive.STOP), directives());
    assertSame(failure, events.of(Ended.class).getFirst().terminated().cause().orElseThrow());
    assertEquals(2, events.count(DeadLetter.class));
    assertEquals(DeadLetter.Reason.ABORTED, events.of(DeadLetter.class).getFirst().reason());
    assertFalse(agent.isAlive());
  }

  @Test
  void escalateFailsTheParentWithTheSameCause() {
    var failure = new OnPurpose();
    AgentRef<Job> parent = agent(AT_ONCE);
    var child = new AtomicReference<AgentRef<Job>>();
    parent.signal((context, self) -> {
      AgentConfig escalating = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
      child.set(context.spawn("child", escalating, Counting::new));
      child.get().signal(fails(failure));
    });
    steps.settle();
    assertFalse(child.get().isAlive());
    assertTrue(parent.isAlive());
    assertEquals(List.of(Directive.ESCALATE, Directive.RESTART), directives());
    for (Failed failed : events.of(Failed.class)) {
      assertSame(failure, failed.cause());
    }
    assertTrue(seen.contains("restart of 1: on purpose"), seen.toString());
  }

  @Test
  void theParentDecidesByTheChildsFailure() {
    AgentRef<Job> parent = agent(Supervision.stop().with(IOException.class, Directive.RESUME));
    AgentConfig escalating = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
    parent.signal((context, self) ->
        context.spawn(escalating, Counting::new).signal(fails(new IOException("file"))));
    steps.settle();
    assertTrue(parent.isAlive());
    parent.signal(counts());
    steps.settle();
    assertTrue(seen.contains("1/2"), seen.toString());
    parent.signal((context, self) -> context.spawn(escalating, Counting::new).signal(fails()));
    steps.settle();
    assertFalse(parent.isAlive());
    assertEquals(
        List.of(Directive.ESCALATE, Directive.RESUME, Directive.ESCALATE, Directive.STOP),
        directives());
  }

  @Test
  void escalationGoesUpToTheRoot() {
    var failure = new OnPurpose();
    AgentConfig escalating = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
    AgentRef<Job> root = agent(Supervision.escalate());
    root.signal((c1, s1) ->
        c1.spawn("middle", escalating, Counting::new)
            .signal(
                (c2, s2) -> c2.spawn("leaf", escalating, Counting::new).signal(fails(failure))));
    AgentRef<Integer> other = runtime.spawn((context, message) -> seen.add(message));
    steps.settle();
    other.signal(5);
    steps.settle();
    assertTrue(seen.contains(5));
    assertEquals(List.of(other), runtime.roots());
    assertEquals(List.of(Directive.ESCALATE, Directive.ESCALATE, Directive.ESCALATE), directives());
    assertEquals(3, events.count(Ended.class));
    for (Ended end : events.of(Ended.class)) {
      assertSame(failure, end.terminated().cause().orElseThrow());
    }
  }

  @Test
  void manyChildrenThatEscalateAtOnceCostOneRestart() {
    AgentRef<Job> parent = agent(Supervision.restart());
    AgentConfig escalating = AgentConfig.DEFAULT.withSupervision(Supervision.escalate());
    parent.signal((context, self) -> {
      for (int i = 0; i < 50; i++) {
        context.spawn(escalating, Counting::new).signal(fails());
      }
    });
    steps.settle();
    steps.advance(Duration.ofSeconds(1));
    assertTrue(parent.isAlive());
    assertEquals(1, runtime.metrics().restarts());
  }

  // Kinds of failure.

  @Test
  void theNearestSuperclassDecides() {
    Supervision supervision =
        Supervision.stop()
            .with(Exception.class, Directive.RESTART)
            .with(IOException.class, Directive.RESUME)
            .with(FileNotFoundException.class, Directive.ESCALATE);
    assertEquals(Directive.RESUME, supervision.directiveFor(new IOException()));
    assertEquals(Directive.ESCALATE, supervision.directiveFor(new FileNotFoundException()));
    assertEquals(
        Directive.RESTART, supervision.directiveFor(new UncheckedIOException(new IOException())));
    assertEquals(Directive.STOP, supervision.directiveFor(new Throwable()));
    assertEquals(Directive.STOP, supervision.directiveFor(new StackOverflowError()));
  }

  @Test
  void failuresAreTreatedByTheirKind() {
    AgentRef<Job> agent =
        agent(
            AT_ONCE
                .with(IOException.class, Directive.RESUME)
                .with(IllegalArgumentException.class, Directive.STOP));
    agent.signal(fails(new FileNotFoundException("gone")));
    agent.signal(counts());
    agent.signal(fails());
    agent.signal(counts());
    agent.signal(fails(new NumberFormatException("not a number")));
    steps.settle();
    assertEquals(List.of("1/2", "restart of 1: on purpose", "2/1", "stop of 2"), seen);
    assertEquals(List.of(Directive.RESUME, Directive.RESTART, Directive.STOP), directives());
  }

  @Test
  void errorsAlwaysEscalateButForTwo() {
    Supervision resume = Supervision.resume().with(Error.class, Directive.RESUME);
    AgentRef<Job> agent = agent(resume);
    agent.signal((context, self) -> {
      throw new StackOverflowError("on purpose");
    });
    agent.signal((context, self) -> {
      throw new AssertionError("on purpose");
    });
    steps.settle();
    assertTrue(agent.isAlive());
    agent.signal((context, self) -> {
      throw new InternalError("on purpose");
    });
    steps.settle();
    assertFalse(agent.isAlive());
    assertEquals(List.of(Directive.RESUME, Directive.RESUME, Directive.ESCALATE), directives());
  }

  /** An error goes one step up; there the parent's supervision decides. */
  @Test
  void anErrorOfAChildNeedNotEndTheFamily() {
    AgentRef<Job> parent = agent(AT_ONCE);
    parent.signal((context, self) ->
        context
            .spawn(Counting::new)
            .signal((c, s) -> {
              throw new OutOfMemoryError("on purpose");
            }));
    steps.settle();
    assertTrue(parent.isAlive());
    assertEquals(List.of(Directive.ESCALATE, Directive.RESTART), directives());
    assertInstanceOf(OutOfMemoryError.class, events.of(Failed.class).getLast().cause());
  }

  // Back-off and limit.

  /** The times of the first {@code n} restarts of an agent that fails at once again, in ms. */
  private List<Long> restartTimes(Supervision supervision, int n) {
    var times = new CopyOnWriteArrayList<Long>();
    long begin = steps.clock().nanoTime();
    var starts = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(supervision),
            () ->
                new Behavior<Integer>() {
                  @Override
                  public void onStart(AgentContext<Integer> context) {
                    times.add((steps.clock().nanoTime() - begin) / 1_000_000);
                    if (starts.getAndIncrement() < n) {
                      throw new IllegalStateException("on purpose");
                    }
                  }

                  @Override
                  public void receive(AgentContext<Integer> context, Integer message) {}
                });
    steps.advance(LONG);
    agent.abort();
    steps.settle();
    return times;
  }

  @Test
  void backOffDoublesUpToItsLimit() {
    Supervision supervision =
        Supervision.restart()
            .withBackoff(Duration.ofMillis(10), Duration.ofMillis(100))
            .withJitter(0);
    assertEquals(List.of(0L, 10L, 30L, 70L, 150L, 250L, 350L), restartTimes(supervision, 6));
  }

  @Test
  void backOffMayBeZero() {
    assertEquals(List.of(0L, 0L, 0L, 0L), restartTimes(AT_ONCE, 3));
  }

  @Test
  void jitterSpreadsTheWaits() {
    Supervision supervision =
        Supervision.restart()
            .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(100))
            .withJitter(0.5);
    Set<Long> waits = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      long wait = restartTimes(supervision, 1).get(1);
      assertTrue(wait >= 500 && wait <= 1500, "waited " + wait);
      waits.add(wait);
    }
    assertTrue(waits.size() > 20, "hardly spread: " + waits);
  }

  @Test
  void oneFailureMoreThanTheLimitEndsTheAgent() {
    Supervision supervision =
        AT_ONCE.withLimit(3, Duration.ofSeconds(10)).withBackoff(Duration.ZERO, Duration.ZERO);
    AgentRef<Job> agent = agent(supervision);
    for (int i = 0; i < 3; i++) {
      agent.signal(fails());
    }
    steps.settle();
    assertTrue(agent.isAlive());
    agent.signal(fails());
    steps.settle();
    assertFalse(agent.isAlive());
    assertEquals(
        List.of(Directive.RESTART, Directive.RESTART, Directive.RESTART, Directive.STOP),
        directives());
    assertTrue(events.of(Ended.class).getFirst().terminated().cause().isPresent());
  }

  @Test
  void restartsLongAgoDoNotCount() {
    AgentRef<Job> agent = agent(AT_ONCE.withLimit(2, Duration.ofSeconds(10)));
    for (int i = 0; i < 20; i++) {
      agent.signal(fails());
      steps.settle();
      steps.advance(Duration.ofMillis(5001));
      assertTrue(agent.isAlive(), "after failure " + i);
    }
    assertEquals(20, runtime.metrics().restarts());
    // Within the window there are two: the count that is told is of those.
    assertEquals(2, events.of(Restarted.class).getLast().restarts());
  }

  @Test
  void noRestartMayBeAllowed() {
    AgentRef<Job> agent = agent(Supervision.restart().withLimit(0, Duration.ofSeconds(1)));
    agent.signal(fails());
    steps.settle();
    assertFalse(agent.isAlive());
  }

  @Test
  void durationsBeyondCountingAreFine() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    AgentRef<Job> agent =
        agent(Supervision.restart().withLimit(3, ages).withBackoff(Duration.ZERO, ages));
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    assertTrue(seen.contains("2/1"), seen.toString());
    AgentRef<Job> waiting =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.restart().withBackoff(ages, ages)),
            Counting::new);
    waiting.signal(fails());
    steps.advance(Duration.ofDays(1000));
    assertTrue(waiting.isAlive());
    waiting.abort();
    steps.settle();
    assertFalse(waiting.isAlive());
  }

  @Test
  void messagesWaitForTheRestart() {
    AgentRef<Job> agent =
        agent(
            Supervision.restart()
                .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1))
                .withJitter(0));
    agent.signal(fails());
    agent.signal(counts());
    steps.advance(Duration.ofMillis(999));
    assertEquals(List.of("restart of 1: on purpose"), seen);
    steps.advance(Duration.ofMillis(1));
    assertEquals(List.of("restart of 1: on purpose", "2/1"), seen);
  }

  @Test
  void stopDuringBackOffWaitsForTheRestart() {
    AgentRef<Job> agent =
        agent(Supervision.restart().withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    agent.stop();
    steps.settle();
    assertTrue(agent.isAlive());
    steps.advance(Duration.ofSeconds(2));
    assertEquals(List.of("restart of 1: on purpose", "2/1", "stop of 2"), seen);
    assertFalse(agent.isAlive());
  }

  @Test
  void abortDuringBackOffEndsAtOnce() {
    AgentRef<Job> agent = agent(Supervision.restart());
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    agent.abort();
    steps.settle();
    assertFalse(agent.isAlive());
    // There is no behavior at that moment, so none to stop.
    assertEquals(List.of("restart of 1: on purpose"), seen);
    assertEquals(Optional.empty(), events.of(Ended.class).getFirst().terminated().cause());
    assertEquals(1, runtime.metrics().deadLetters());
  }

  // What a restart ends.

  @Test
  void aRestartEndsTheChildren() {
    AgentRef<Job> agent = agent(AT_ONCE);
    var child = new AtomicReference<AgentRef<Job>>();
    agent.signal((context, self) -> child.set(context.spawn("child", Counting::new)));
    agent.signal(fails());
    agent.signal((context, self) -> {
      seen.add(context.children());
      context.spawn("child", Counting::new); // its name is free
    });
    steps.settle();
    assertFalse(child.get().isAlive());
    assertEquals(List.of("restart of 1: on purpose", "stop of 2", List.of()), seen);
    assertEquals(1, events.count(Failed.class));
  }

  /**
   * A fresh behavior that spawns its children again must not take the old ones' ends for theirs.
   */
  @Test
  void theEndsOfTheOldChildrenAreNotTold() {
    AgentRef<Job> agent =
        runtime.spawn(
            "agent",
            AgentConfig.DEFAULT.withSupervision(AT_ONCE),
            () ->
                new Counting() {
                  @Override
                  public void onStart(AgentContext<Job> context) {
                    context.watch(context.spawn("child", (AgentContext<Job> c, Job job) -> {}));
                  }

                  @Override
                  public void onTerminated(AgentContext<Job> context, Terminated end) {
                    seen.add("told");
                  }
                });
    agent.signal(fails());
    agent.signal(fails());
    steps.settle();
    assertEquals(2, runtime.metrics().restarts());
    assertFalse(seen.contains("told"));
  }

  @Test
  void aRestartKeepsWatchesOfOthers() {
    AgentRef<Integer> other = runtime.spawn("other", (context, message) -> {});
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal(
        (context, self) -> context.watch(other, end -> (c, s) -> seen.add("told " + s.number)));
    agent.signal(fails());
    steps.settle();
    other.stop();
    steps.settle();
    assertEquals(List.of("restart of 1: on purpose", "told 2"), seen);
  }

  @Test
  void aRestartEndsTimersAndTheReceiveTimeout() {
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal((context, self) -> {
      context.timers().once("once", Duration.ZERO, notes("fired"));
      context.timers().every("every", Duration.ofMillis(1), notes("fired"));
      context.receiveTimeout(Duration.ofMillis(1), notes("fired"));
    });
    agent.signal(fails());
    agent.signal((context, self) -> {
      seen.add(context.timers().isActive("once") || context.timers().isActive("every"));
    });
    steps.settle();
    steps.advance(Duration.ofSeconds(1));
    assertEquals(List.of("restart of 1: on purpose", false), seen);
  }

  @Test
  void aRestartEndsAwaits() {
    AgentRef<Job> agent = agent(AT_ONCE);
    Promise<String> first = runtime.promise(LONG);
    Promise<String> second = runtime.promise(LONG);
    agent.signal((context, self) -> {
      context.onAnswer(first.await(), seen::add, seen::add);
      context.await(second.await(), seen::add, seen::add);
      throw new IllegalStateException("on purpose");
    });
    agent.signal(counts());
    steps.settle();
    assertEquals(List.of("restart of 1: on purpose", "2/1"), seen);
    assertTrue(second.await().isDone(), "nobody waits for it any more");
    assertEquals(Delivery.REJECTED, second.reply().send("second"));
    first.reply().send("first");
    steps.settle();
    assertEquals(List.of("restart of 1: on purpose", "2/1"), seen);
    assertEquals(2, runtime.metrics().lateReplies());
  }

  @Test
  void resumeKeepsTimersChildrenAndAwaits() {
    AgentRef<Job> agent = agent(Supervision.resume());
    Promise<String> promise = runtime.promise(LONG);
    agent.signal((context, self) -> {
      context.spawn("child", Counting::new);
      context.timers().once("key", Duration.ofMillis(1), notes("fired"));
      context.onAnswer(promise.await(), seen::add);
      throw new IllegalStateException("on purpose");
    });
    steps.settle();
    promise.reply().send("answer");
    steps.advance(Duration.ofMillis(1));
    assertEquals(List.of("answer", "fired"), seen);
    assertTrue(runtime.find("/agent/child").isPresent());
  }

  @Test
  void aRestartReturnsToTheFactorysBehavior() {
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal((context, self) ->
        context.become((c, job) -> {
          throw new IllegalStateException("in the new behavior");
        }));
    agent.signal(counts());
    agent.signal(counts());
    steps.settle();
    assertEquals(List.of("2/1"), seen); // onRestart is that of the behavior that failed
  }

  @Test
  void aLambdaGoesOnAsItIs() {
    var state = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(AT_ONCE),
            (AgentContext<Integer> context, Integer message) -> {
              if (state.incrementAndGet() == 2) {
                throw new IllegalStateException("on purpose");
              }
            });
    for (int i = 0; i < 4; i++) {
      agent.signal(i);
    }
    steps.settle();
    assertEquals(4, state.get());
    assertEquals(1, runtime.metrics().restarts());
  }

  @Test
  void onStartRunsAfterEachRestart() {
    AgentRef<Job> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(AT_ONCE),
            () ->
                new Counting() {
                  @Override
                  public void onStart(AgentContext<Job> context) {
                    seen.add("start");
                  }
                });
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    assertEquals(List.of("start", "restart of 1: on purpose", "start", "2/1"), seen);
  }

  @Test
  void aRestartWaitsUntilTheChildrenHaveEnded() {
    AgentRef<Job> agent = agent(AT_ONCE);
    agent.signal((context, self) -> {
      for (int i = 0; i < 5; i++) {
        context.spawn(Counting::new).signal((c, s) -> c.spawn(Counting::new));
      }
    });
    steps.settle();
    agent.signal(fails());
    agent.signal(counts());
    steps.settle();
    assertEquals(12, seen.size());
    assertEquals("restart of 1: on purpose", seen.getFirst());
    assertEquals("12/1", seen.getLast());
    assertTrue(seen.subList(1, 11).stream().allMatch(o -> o.toString().startsWith("stop of ")));
  }

  // Constructors.

  private static final class Fragile implements Behavior<Integer> {
    private final List<Object> seen;

    Fragile(AtomicInteger attempts, int good, List<Object> seen) {
      this.seen = seen;
      if (attempts.incrementAndGet() < good) {
        throw new IllegalStateException("attempt " + attempts);
      }
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer message) throws Exception {
      if (message < 0) {
        throw new IOException("on purpose");
      }
      seen.add(message);
    }

    @Override
    public void onStop(AgentContext<Integer> context) {
      seen.add("stop");
    }
  }

  @Test
  void aFailingConstructorIsRestarted() {
    var attempts = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(AT_ONCE), () -> new Fragile(attempts, 4, seen));
    agent.signal(1);
    steps.settle();
    assertEquals(List.of(1), seen);
    assertEquals(4, attempts.get());
    assertEquals(3, runtime.metrics().failures());
  }

  @Test
  void aConstructorMayFailAtARestart() {
    var attempts = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(AT_ONCE),
            () -> new Fragile(attempts, attempts.get() == 0 ? 0 : 5, seen));
    agent.signal(1);
    agent.signal(-1);
    agent.signal(2);
    steps.settle();
    assertEquals(List.of(1, 2), seen);
    assertEquals(5, attempts.get());
  }

  @Test
  void aConstructorThatAlwaysFailsEndsTheAgent() {
    var attempts = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.restart()),
            () -> new Fragile(attempts, Integer.MAX_VALUE, seen));
    agent.signal(1);
    steps.advance(Duration.ofMinutes(10));
    assertFalse(agent.isAlive());
    assertEquals(11, attempts.get(), "one and ten restarts");
    assertEquals(List.of(), seen, "no behavior, so no onStop");
    assertEquals(1, runtime.metrics().deadLetters());
  }

  @Test
  void thereIsNothingToResumeWithoutABehavior() {
    var attempts = new AtomicInteger();
    AgentRef<Integer> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            () -> new Fragile(attempts, 2, seen));
    steps.settle();
    assertFalse(agent.isAlive());
    assertEquals(List.of(Directive.STOP), directives());
  }

  @Test
  void aFactoryThatMakesNullFails() {
    AgentRef<Integer> agent =
        runtime.spawn(
            "nothing",
            AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
            SupervisionTest::nothing);
    steps.settle();
    assertFalse(agent.isAlive());
    var failure = events.of(Failed.class).getFirst().cause();
    assertInstanceOf(NullPointerException.class, failure);
    assertEquals("the factory of the agent returned null", failure.getMessage());
  }

  @SuppressWarnings("NullAway") // on purpose
  private static Behavior<Integer> nothing() {
    return null;
  }

  /** One agent that fails again and again must not keep its worker for ever. */
  @Test
  void endlessFailuresLeaveRoomForOthers() {
    AgentRuntime single = runtimes.start(Runtimes.config().withWorkers(1));
    AgentRef<Integer> failing =
        single.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.resume()),
            (AgentContext<Integer> context, Integer message) -> {
              context.self().signal(message);
              throw new IllegalStateException("on purpose");
            });
    AgentRef<Reply<String>> other = single.spawn((context, reply) -> reply.send("here"));
    failing.signal(1);
    for (int i = 0; i < 5; i++) {
      assertEquals("here", other.<String>ask(reply -> reply, LONG).join());
    }
    failing.abort();
  }
}
