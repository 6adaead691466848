package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Birth, family and end of agents. */
@Val
final class LifecycleTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(7);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  /** An agent that does what it is sent. */
  private interface Job {
    void run(AgentContext<Job> context) throws Exception;
  }

  /** Runs jobs, and notes what happens to it. */
  private class Worker implements Behavior<Job> {
    @Override
    public void receive(AgentContext<Job> context, Job job) throws Exception {
      job.run(context);
    }

    @Override
    public void onTerminated(AgentContext<Job> context, Terminated terminated) {
      seen.add("told of " + terminated.agent().path());
    }

    @Override
    public void onStop(AgentContext<Job> context) throws Exception {
      seen.add(context.self().name() + " stops");
    }
  }

  private AgentRef<Job> worker(String name) {
    return runtime.spawn(name, Worker::new);
  }

  /** Has {@code agent} do {@code job}, and waits until it has. */
  private void at(AgentRef<Job> agent, @Iso Job job) {
    var failures = new Seen();
    agent.signal(context -> {
      try {
        job.run(context);
      } catch (AssertionError | Exception e) {
        failures.add(e.toString());
      }
    });
    steps.settle();
    assertEquals(List.of(), failures);
  }

  private AgentRef<Job> childOf(AgentRef<Job> parent, String name) {
    var child = new AtomicReference<AgentRef<Job>>();
    at(parent, context -> child.set(context.spawn(name, Worker::new)));
    return child.get();
  }

  private AgentRef<Object> recorder(String name) {
    return runtime.spawn(name, (context, message) -> seen.add(message));
  }

  private List<Reason> deadLetters() {
    return events.of(DeadLetter.class).stream().map(DeadLetter::reason).toList();
  }

  // Family.

  @Test
  void anAgentKnowsItsPlace() {
    AgentRef<Job> parent = worker("trading");
    AgentRef<Job> child = childOf(parent, "AAPL");
    assertEquals("AAPL", child.name());
    assertEquals("/trading/AAPL", child.path());
    assertEquals("/trading/AAPL", child.toString());
    assertEquals("/trading", parent.path());
    at(child, context -> assertEquals(Optional.of(parent), context.parent()));
    at(parent, context -> assertEquals(Optional.empty(), context.parent()));
    at(parent, context -> assertEquals(List.of(child), context.children()));
    at(child, context -> assertSame(child, context.self()));
    at(child, context -> assertSame(runtime, context.runtime()));
  }

  @Test
  void anAnonymousAgentHasANameOfItsOwn() {
    AgentRef<Job> first = runtime.spawn(Worker::new);
    AgentRef<Job> second = runtime.spawn(Worker::new);
    assertTrue(first.name().matches("\\$\\d+"), first.name());
    assertEquals(first.name(), first.name());
    assertEquals("/" + first.name(), first.path());
    assertFalse(first.name().equals(second.name()));
  }

  @Test
  void childrenAreThoseThatHaveNotEnded() {
    AgentRef<Job> parent = worker("parent");
    AgentRef<Job> a = childOf(parent, "a");
    AgentRef<Job> b = childOf(parent, "b");
    AgentRef<Job> c = childOf(parent, "c");
    b.stop();
    steps.settle();
    at(parent, context -> assertEquals(List.of(c, a), context.children()));
  }

  @Test
  void rootsAreThoseThatHaveNotEnded() {
    AgentRef<Job> a = worker("a");
    AgentRef<Job> b = runtime.spawn(Worker::new);
    childOf(a, "child");
    assertEquals(2, runtime.roots().size());
    assertTrue(runtime.roots().containsAll(List.of(a, b)));
    a.stop();
    steps.settle();
    assertEquals(List.of(b), runtime.roots());
  }

  @Test
  void findsTheLivingByPath() {
    AgentRef<Job> a = worker("a");
    AgentRef<Job> b = childOf(a, "b");
    AgentRef<Job> c = childOf(b, "c");
    assertEquals(Optional.of(a), runtime.find("/a"));
    assertEquals(Optional.of(b), runtime.find("/a/b"));
    assertEquals(Optional.of(c), runtime.find("/a/b/c"));
    assertEquals(Optional.empty(), runtime.find("/b"));
    assertEquals(Optional.empty(), runtime.find("/a/b/c/d"));
    assertEquals(Optional.empty(), runtime.find("/"));
    assertEquals(Optional.empty(), runtime.find("//"));
    b.stop();
    steps.settle();
    assertEquals(Optional.empty(), runtime.find("/a/b"));
    assertEquals(Optional.empty(), runtime.find("/a/b/c"));
  }

  @Test
  void aNameIsFreeAgainAfterTheEnd() {
    AgentRef<Job> parent = worker("parent");
    AgentRef<Job> first = childOf(parent, "child");
    first.stop();
    steps.settle();
    AgentRef<Job> second = childOf(parent, "child");
    assertTrue(second.isAlive());
    parent.stop();
    steps.settle();
    assertTrue(worker("parent").isAlive());
  }

  /**
   * The usual way to keep a child alive; the name must be free at that moment, not a moment later.
   */
  @Test
  void aNameIsFreeWhenTheEndIsTold() {
    AgentRef<Integer> keeper =
        runtime.spawn(
            "keeper",
            () ->
                new Behavior<Integer>() {
                  private int births;

                  @Override
                  public void onStart(AgentContext<Integer> context) {
                    births++;
                    context.watch(
                        context.spawn("child", (AgentContext<Integer> c, Integer m) -> c.stop()));
                  }

                  @Override
                  public void receive(AgentContext<Integer> context, Integer message) {
                    @SuppressWarnings("unchecked")
                    var child = (AgentRef<Integer>) context.children().getFirst();
                    child.signal(message);
                  }

                  @Override
                  public void onTerminated(AgentContext<Integer> context, Terminated end) {
                    onStart(context);
                    seen.add(births);
                  }
                });
    for (int i = 0; i < 20; i++) {
      keeper.signal(i);
      steps.settle();
    }
    assertEquals(20, seen.size());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void aRootsNameIsFreeWhenItsEndIsTold() {
    AgentRuntime threaded = runtimes.start();
    for (int i = 0; i < 200; i++) {
      AgentRef<Integer> root = threaded.spawn("root", (context, message) -> {});
      Await<Terminated> end = root.termination(LONG);
      root.stop();
      assertSame(root, end.join().agent());
      assertFalse(threaded.find("/root").isPresent());
    }
  }

  // Stop.

  @Test
  void stopFinishesTheMailboxThenRefuses() {
    AgentRef<Object> agent = recorder("agent");
    agent.signal(1);
    agent.signal(2);
    agent.stop();
    assertEquals(Delivery.STOPPED, agent.signal(3));
    assertTrue(agent.isAlive());
    steps.settle();
    assertEquals(List.of(1, 2), seen);
    assertFalse(agent.isAlive());
    assertEquals(Delivery.STOPPED, agent.signal(4));
    assertEquals(List.of(Reason.STOPPED, Reason.STOPPED), deadLetters());
    assertEquals(2, runtime.metrics().deadLetters());
  }

  @Test
  void anAgentThatStopsItselfHandlesWhatWasSentBefore() {
    AgentRef<Job> agent = worker("agent");
    agent.signal(AgentContext::stop);
    agent.signal(context -> seen.add("sent before"));
    steps.settle();
    assertEquals(List.of("sent before", "agent stops"), seen);
  }

  @Test
  void stoppingAgainChangesNothing() {
    AgentRef<Job> agent = worker("agent");
    agent.stop();
    agent.stop();
    steps.settle();
    agent.stop();
    agent.abort();
    steps.settle();
    assertEquals(List.of("agent stops"), seen);
    assertEquals(1, events.count(RuntimeEvent.Ended.class));
  }

  @Test
  void manyMayStopAnAgentAtOnce() throws Exception {
    AgentRuntime threaded = runtimes.start();
    Events ends = Events.of(threaded);
    for (int i = 0; i < 50; i++) {
      AgentRef<Integer> agent = threaded.spawn((context, message) -> {});
      Thread aborting = Thread.ofPlatform().start(agent::abort);
      Thread stopping = Thread.ofPlatform().start(agent::stop);
      agent.stop();
      agent.termination(LONG).join();
      Until.ended(aborting);
      Until.ended(stopping);
      assertEquals(i + 1, ends.count(RuntimeEvent.Ended.class));
    }
  }

  // Abort.

  @Test
  void abortLeavesDeadLetters() {
    AgentRef<Object> agent = recorder("agent");
    agent.signal(1);
    agent.signal(2);
    agent.abort();
    agent.signal(3);
    steps.settle();
    assertEquals(List.of(), seen);
    assertEquals(List.of(Reason.ABORTED, Reason.ABORTED, Reason.ABORTED), deadLetters());
    assertFalse(agent.isAlive());
  }

  @Test
  void anAgentThatAbortsItselfHandlesNothingElse() {
    AgentRef<Job> agent = worker("agent");
    agent.signal(context -> {});
    agent.signal(context -> {
      context.self().abort();
      seen.add("goes on to the end of this message");
    });
    for (int i = 0; i < 10; i++) {
      agent.signal(context -> seen.add("not to be handled"));
    }
    steps.settle();
    assertEquals(List.of("goes on to the end of this message", "agent stops"), seen);
    assertEquals(10, runtime.metrics().deadLetters());
  }

  @Test
  void abortWaitsForTheMessageAtWorkAndNoOther() throws Exception {
    for (AgentConfig config : List.of(AgentConfig.DEFAULT, AgentConfig.DEFAULT.withBlocking())) {
      AgentRuntime threaded = runtimes.start();
      var begun = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      List<Integer> handled = Collections.synchronizedList(new ArrayList<>());
      AgentRef<Integer> agent =
          threaded.spawn(
              config,
              (AgentContext<Integer> context, Integer message) -> {
                handled.add(message);
                if (message == 1) {
                  begun.countDown();
                  Until.open("the test goes on", goOn);
                }
              });
      for (int i = 0; i < 10; i++) {
        agent.signal(i);
      }
      Until.open("the agent is at work", begun);
      agent.abort();
      goOn.countDown();
      agent.termination(LONG).join();
      assertEquals(List.of(0, 1), List.copyOf(handled));
      assertEquals(8, threaded.metrics().deadLetters());
    }
  }

  @Test
  void abortOvertakesStop() {
    AgentRef<Object> agent = recorder("agent");
    agent.signal(1);
    agent.stop();
    agent.abort();
    steps.settle();
    assertEquals(List.of(), seen);
    assertEquals(List.of(Reason.ABORTED), deadLetters());
  }

  @Test
  void abortOvertakesAStopThatWaitsForChildren() throws Exception {
    AgentRuntime threaded = runtimes.start();
    var begun = new CountDownLatch(2);
    AgentLoop<Object> deaf =
        mailbox -> {
          begun.countDown();
          new CountDownLatch(1).await(); // takes its time to stop: for ever
        };
    AgentRef<Object> handler =
        threaded.spawn((AgentContext<Object> context, Object message) -> context.spawn(deaf));
    handler.signal("a child");
    AgentRef<Object> loop =
        threaded.spawn(mailbox -> {
          mailbox.spawn(deaf);
          mailbox.receive();
        });
    Until.open("the children are at work", begun);
    for (AgentRef<Object> parent : List.of(handler, loop)) {
      parent.stop();
      assertTrue(parent.isAlive());
      parent.abort();
      parent.termination(LONG).join();
    }
  }

  // Children and parents.

  @Test
  void childrenEndBeforeParents() {
    AgentRef<Job> top = worker("top");
    AgentRef<Job> middle = childOf(top, "middle");
    childOf(middle, "leaf1");
    childOf(middle, "leaf2");
    top.stop();
    steps.settle();
    assertEquals(4, seen.size());
    assertEquals(List.of("middle stops", "top stops"), seen.subList(2, 4));
    List<String> ends =
        events.of(RuntimeEvent.Ended.class).stream()
            .map(end -> end.terminated().agent().name())
            .toList();
    assertEquals(List.of("middle", "top"), ends.subList(2, 4));
  }

  @Test
  void childrenOfAStoppedAgentFinishTheirMailboxes() {
    AgentRef<Job> parent = worker("parent");
    AgentRef<Job> child = childOf(parent, "child");
    for (int i = 0; i < 3; i++) {
      int number = i;
      child.signal(context -> seen.add(number));
    }
    parent.stop();
    steps.settle();
    assertEquals(List.of(0, 1, 2, "child stops", "parent stops"), seen);
  }

  @Test
  void childrenOfAnAbortedAgentAreAborted() {
    AgentRef<Job> parent = worker("parent");
    AgentRef<Job> child = childOf(parent, "child");
    at(
        parent,
        context -> {
          child.signal(c -> seen.add("not to be handled"));
          context.self().abort();
          child.signal(c -> c.stop());
        });
    // The schedule may have let the child run first; what counts is that both ended.
    assertFalse(child.isAlive());
    assertFalse(parent.isAlive());
  }

  @Test
  void aStoppedParentSpawnsNoMore() {
    AgentRef<Job> parent =
        runtime.spawn(
            "parent",
            () ->
                new Worker() {
                  @Override
                  public void onStop(AgentContext<Job> context) {
                    var refused =
                        assertThrows(
                            IllegalStateException.class,
                            () -> context.spawn((AgentContext<Job> c, Job job) -> {}));
                    assertEquals(
                        "/parent is ending and spawns no more children", refused.getMessage());
                    seen.add("refused");
                  }
                });
    parent.stop();
    steps.settle();
    assertEquals(List.of("refused"), seen);
  }

  @Test
  void onStopMaySendSignals() {
    AgentRef<Object> recorder = recorder("recorder");
    AgentRef<Job> agent =
        runtime.spawn(() ->
            new Worker() {
              @Override
              public void onStop(AgentContext<Job> context) {
                for (int i = 0; i < 5; i++) {
                  recorder.signal(i);
                }
              }
            });
    agent.stop();
    steps.settle();
    assertEquals(List.of(0, 1, 2, 3, 4), seen);
  }

  @Test
  void onStopCannotAwait() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Job> agent =
        runtime.spawn(
            "agent",
            () ->
                new Worker() {
                  @Override
                  public void onStop(AgentContext<Job> context) {
                    List<Consumer<AgentContext<Job>>> waits =
                        List.of(
                            c -> c.await(promise.await(), seen::add),
                            c -> c.onAnswer(promise.await(), seen::add));
                    for (var wait : waits) {
                      var refused =
                          assertThrows(IllegalStateException.class, () -> wait.accept(context));
                      assertEquals(
                          "/agent is ending and waits for no more answers", refused.getMessage());
                      seen.add("refused");
                    }
                  }
                });
    agent.stop();
    steps.settle();
    assertEquals(List.of("refused", "refused"), seen);
    assertFalse(agent.isAlive());
  }

  @Test
  void onStopRunsForAnAbortedAgentToo() {
    AgentRef<Job> agent = worker("agent");
    agent.abort();
    steps.settle();
    assertEquals(List.of("agent stops"), seen);
  }

  @Test
  void onStartRunsBeforeTheFirstMessage() {
    AgentRef<Object> agent =
        runtime.spawn(() ->
            new Behavior<Object>() {
              @Override
              public void onStart(AgentContext<Object> context) {
                seen.add("start");
              }

              @Override
              public void receive(AgentContext<Object> context, Object message) {
                seen.add(message);
              }
            });
    agent.signal(1);
    steps.settle();
    assertEquals(List.of("start", 1), seen);
  }

  // Watch.

  @Test
  void watchersAreToldOnce() {
    AgentRef<Job> watched = worker("watched");
    AgentRef<Job> watcher = worker("watcher");
    at(watcher, context -> context.watch(watched));
    watched.stop();
    steps.settle();
    watched.stop();
    watched.abort();
    steps.settle();
    assertEquals(List.of("watched stops", "told of /watched"), seen);
  }

  @Test
  void watchingAgainReplacesTheEarlierWatch() {
    AgentRef<Job> watched = worker("watched");
    AgentRef<Job> watcher = worker("watcher");
    at(
        watcher,
        context -> {
          context.watch(watched);
          context.watch(watched);
          context.watch(watched, end -> c -> seen.add("by message"));
        });
    watched.stop();
    steps.settle();
    assertEquals(List.of("watched stops", "by message"), seen);
  }

  @Test
  void theDeadCanBeWatched() {
    AgentRef<Job> dead = worker("dead");
    dead.stop();
    steps.settle();
    seen.clear();
    at(worker("watcher"), context -> context.watch(dead));
    at(
        worker("another"),
        context -> context.watch(dead, end -> c -> seen.add(end.agent().name() + end.cause())));
    assertEquals(List.of("told of /dead", "deadOptional.empty"), seen);
  }

  @Test
  void watchersLearnTheCause() {
    var cause = new OnPurpose();
    AgentRef<Job> failing =
        runtime.spawn(
            "failing", AgentConfig.DEFAULT.withSupervision(Supervision.stop()), Worker::new);
    Await<Terminated> before = failing.termination(LONG);
    AgentRef<Job> watcher = worker("watcher");
    at(watcher, context -> context.watch(failing, end -> c -> seen.add(end.cause().orElseThrow())));
    failing.signal(context -> {
      throw cause;
    });
    steps.settle();
    at(watcher, context -> context.watch(failing, end -> c -> seen.add(end.cause().orElseThrow())));
    assertEquals(List.of("failing stops", cause, cause), seen);
    assertEquals(Optional.of(cause), before.join().cause());
    assertEquals(Optional.of(cause), failing.termination(LONG).join().cause());
  }

  /** Whoever begins to watch while the agent ends must not be told a wrong cause. */
  @Test
  void theCauseIsRightWheneverTheWatchBegins() throws Exception {
    AgentRuntime threaded = runtimes.start();
    for (int i = 0; i < 300; i++) {
      AgentRef<Integer> failing =
          threaded.spawn(
              AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
              (AgentContext<Integer> context, Integer message) -> {
                throw new IllegalStateException("on purpose");
              });
      failing.signal(1);
      for (int k = 0; k < 20; k++) {
        assertTrue(failing.termination(LONG).join().cause().isPresent());
        if (!failing.isAlive()) {
          break;
        }
      }
    }
  }

  @Test
  void unwatchTakesTheWatchBack() {
    AgentRef<Job> watched = worker("watched");
    AgentRef<Job> watcher = worker("watcher");
    at(
        watcher,
        context -> {
          context.watch(watched);
          context.unwatch(watched);
          context.unwatch(watched);
        });
    watched.stop();
    steps.settle();
    assertEquals(List.of("watched stops"), seen);
  }

  @Test
  void nothingArrivesAfterUnwatchEvenIfItIsInTheMailbox() {
    AgentRef<Job> watched = worker("watched");
    watched.stop();
    steps.settle();
    seen.clear();
    at(
        worker("watcher"),
        context -> {
          context.watch(watched); // it is dead: the news is in the mailbox now
          context.watch(watched, end -> c -> seen.add("by message"));
          context.unwatch(watched);
        });
    assertEquals(List.of(), seen);
  }

  @Test
  void anAgentMayWatchItselfInVain() {
    AgentRef<Job> agent = worker("agent");
    at(agent, context -> context.watch(context.self()));
    agent.stop();
    steps.settle();
    assertEquals(List.of("agent stops"), seen);
  }

  @Test
  void agentsOfAnotherRuntimeCanBeWatched() {
    AgentRuntime other = runtimes.start();
    AgentRef<Integer> watched = other.spawn("watched", (context, message) -> {});
    AgentRef<Job> watcher = worker("watcher");
    at(watcher, context -> context.watch(watched));
    watched.stop();
    watched.termination(LONG).join();
    Until.isTrue(
        "the watcher is told",
        () -> {
          steps.settle();
          return !seen.isEmpty();
        });
    assertEquals(List.of("told of /watched"), seen);
  }

  @Test
  void aParentIsToldOfItsChildOnlyIfItWatches() {
    AgentRef<Job> parent = worker("parent");
    childOf(parent, "unwatched").stop();
    AgentRef<Job> watched = childOf(parent, "watched");
    at(parent, context -> context.watch(watched));
    watched.stop();
    steps.settle();
    assertEquals(List.of("unwatched stops", "watched stops", "told of /parent/watched"), seen);
  }

  // Termination.

  @Test
  void terminationIsTold() {
    AgentRef<Job> agent = worker("agent");
    Await<Terminated> end = agent.termination(LONG);
    assertFalse(end.isDone());
    agent.stop();
    steps.settle();
    assertEquals(new Terminated(agent, Optional.empty()), end.join());
    assertEquals(new Terminated(agent, Optional.empty()), agent.termination(LONG).join());
  }

  @Test
  void terminationTimesOut() {
    AgentRef<Job> agent = worker("agent");
    Await<Terminated> end = agent.termination(Duration.ofSeconds(1));
    steps.advance(Duration.ofMillis(999));
    assertFalse(end.isDone());
    steps.advance(Duration.ofMillis(1));
    var timeout = assertThrows(AwaitTimeoutException.class, end::join);
    assertEquals("the end of /agent did not come within 1 s", timeout.getMessage());
    agent.stop();
    steps.settle();
    assertEquals(0, runtime.metrics().lateReplies());
  }

  // The context.

  @CapUnchecked("leaks a context, which must be refused")
  @Test
  void theContextIsForTheAgentsOwnTurn() {
    var leaked = new AtomicReference<AgentContext<Job>>();
    AgentRef<Job> agent = worker("agent");
    at(agent, leaked::set);
    var timers = new AtomicReference<Timers<Job>>();
    at(agent, context -> timers.set(context.timers()));
    AgentContext<Job> context = leaked.get();
    Promise<String> promise = runtime.promise(LONG);
    List<Runnable> uses =
        List.of(
            context::children,
            () -> context.watch(agent),
            () -> context.watch(agent, end -> c -> {}),
            () -> context.unwatch(agent),
            context::timers,
            () -> timers.get().once("key", LONG, c -> {}),
            () -> timers.get().every("key", LONG, c -> {}),
            () -> timers.get().cancel("key"),
            () -> timers.get().cancelAll(),
            () -> timers.get().isActive("key"),
            () -> context.receiveTimeout(LONG, c -> {}),
            context::cancelReceiveTimeout,
            () -> context.stash(c -> {}),
            context::unstash,
            () -> context.become(new Worker()),
            () -> context.onAnswer(promise.await(), answer -> {}),
            () -> context.onAnswer(promise.await(), answer -> {}, failure -> {}),
            () -> context.await(promise.await(), answer -> {}),
            () -> context.await(promise.await(), answer -> {}, failure -> {}),
            () -> context.spawn(Worker::new),
            () -> context.spawn("name", Worker::new),
            () -> context.spawn((AgentContext<Job> c, Job job) -> {}),
            () -> context.spawn("name", (AgentContext<Job> c, Job job) -> {}),
            () -> context.spawn((Mailbox<Job> mailbox) -> {}),
            () -> context.spawn("name", (Mailbox<Job> mailbox) -> {}));
    for (int i = 0; i < uses.size(); i++) {
      Runnable use = uses.get(i);
      var here = assertThrows(IllegalStateException.class, use::run, "use " + i);
      assertEquals(
          "the context of /agent was used outside of that agent's turn", here.getMessage());
    }
    // Another agent's turn is not this one's either.
    AgentRef<Job> other = worker("other");
    at(
        other,
        c -> {
          for (Runnable use : uses) {
            assertThrows(IllegalStateException.class, use::run);
          }
        });
    steps.settle();
    assertTrue(agent.isAlive());
    // What only tells who it is may be asked anywhere.
    assertSame(agent, context.self());
    assertSame(runtime, context.runtime());
    assertEquals(Optional.empty(), context.parent());
    assertEquals(runtime.defaultConfig(), context.defaultConfig());
  }

  /** Of every method that there is. */
  @CapUnchecked("leaks a context, which must be refused")
  @Test
  void onlyStopAndWhatTellsWhoItIsMayBeCalledFromElsewhere() throws IllegalAccessException {
    var leaked = new AtomicReference<AgentContext<Job>>();
    AgentRef<Job> agent = worker("agent");
    at(agent, leaked::set);
    List<Object> given =
        List.of(
            1,
            agent,
            "key",
            LONG,
            AgentConfig.DEFAULT,
            ContextKey.of("key"),
            runtime.<String>promise(LONG).await(),
            String.class);
    var allowed = new TreeSet<String>();
    for (Method method : AgentContext.class.getMethods()) {
      Object[] arguments =
          Stream.of(method.getParameterTypes()).map(type -> argument(type, given)).toArray();
      try {
        method.invoke(leaked.get(), arguments);
        allowed.add(method.getName());
      } catch (InvocationTargetException e) {
        assertEquals(
            "java.lang.IllegalStateException: the context of /agent was used outside of that"
                + " agent's turn",
            String.valueOf(e.getCause()),
            method::toString);
      }
    }
    assertEquals(Set.of("defaultConfig", "parent", "runtime", "self", "stop"), allowed);
    steps.settle();
    assertFalse(agent.isAlive(), "it is the stop of its address");
  }

  /** One of those given, or a function that is never called. */
  private static Object argument(Class<?> type, List<Object> given) {
    return given.stream()
        .filter(one -> type == int.class ? one instanceof Integer : type.isInstance(one))
        .findFirst()
        .orElseGet(() ->
            Proxy.newProxyInstance(
                AgentContext.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method);
                }));
  }

  @Test
  void anEndedAgentKeepsItsIdentity() {
    AgentRef<Job> parent = worker("parent");
    AgentRef<Job> agent = childOf(parent, "agent");
    agent.stop();
    steps.settle();
    assertEquals("/parent/agent", agent.path());
    assertEquals("agent", agent.name());
    assertFalse(agent.isAlive());
    assertEquals(0, agent.profile().depth());
    Await<String> answer = agent.ask(reply -> context -> {}, LONG);
    var stopped = assertThrows(AwaitException.class, answer::join);
    assertInstanceOf(AgentStoppedException.class, stopped.getCause());
  }
}
