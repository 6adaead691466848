package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.RuntimeEvent.Failed;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that are straight-line code with a mailbox, each on its own virtual thread. */
@Val
final class LoopAgentTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Supervision AT_ONCE =
      Supervision.restart().withBackoff(Duration.ZERO, Duration.ZERO);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();
  private final Events events = Events.of(runtime);
  private final Seen seen = new Seen();

  /** Notes all it receives, and the end of it. */
  private void noteAll(Mailbox<Object> mailbox) {
    try {
      for (; ; ) {
        seen.add(mailbox.receive());
      }
    } catch (AgentStoppedException e) {
      seen.add(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private AgentRef<Object> loop(String name, Supervision supervision, @Iso AgentLoop<Object> loop) {
    return runtime.spawn(name, AgentConfig.DEFAULT.withSupervision(supervision), loop);
  }

  private static Terminated end(AgentRef<?> agent) {
    return agent.termination(LONG).join();
  }

  private void seeSize(int size) {
    Until.isTrue("there are " + size + " notes", () -> seen.size() == size);
  }

  private List<Reason> deadLetters() {
    return events.of(DeadLetter.class).stream().map(DeadLetter::reason).toList();
  }

  // Receiving.

  @Test
  void receivesInOrderUntilItIsStopped() {
    AgentRef<Object> loop = runtime.spawn("loop", this::noteAll);
    for (int i = 0; i < 100; i++) {
      assertEquals(Delivery.ACCEPTED, loop.signal(i));
    }
    loop.stop();
    assertEquals(Delivery.STOPPED, loop.signal("too late"));
    assertEquals(new Terminated(loop, Optional.empty()), end(loop));
    var expected = new ArrayList<Object>(IntStream.range(0, 100).boxed().toList());
    expected.add("/loop was stopped");
    assertEquals(expected, seen);
    assertEquals(100, loop.profile().handled(), "the request to stop is not a message");
    assertFalse(loop.isAlive());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void endsWhenItReturnsAndLeavesDeadLetters() throws Exception {
    var all = new CountDownLatch(1);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          Until.open("all is sent", all);
          seen.add(mailbox.receive());
        });
    loop.signal(1);
    loop.signal(2);
    loop.signal(3);
    all.countDown();
    assertEquals(Optional.empty(), end(loop).cause());
    assertEquals(List.of(1), seen);
    assertEquals(List.of(Reason.STOPPED, Reason.STOPPED), deadLetters());
  }

  @Test
  void aTimeoutGivesNothing() {
    runtime.spawn((Mailbox<Object> mailbox) -> {
      seen.add(mailbox.poll());
      seen.add(mailbox.receive(Duration.ZERO));
      seen.add(mailbox.receive(SHORT));
    });
    seeSize(3);
    assertEquals(List.<Object>of(Optional.empty(), Optional.empty(), Optional.empty()), seen);
  }

  @Test
  void aLoopThatGathersMessagesKeepsThemWhenItIsStopped() {
    var all = new CountDownLatch(1);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          Until.open("all is sent", all);
          var gathered = new ArrayList<Object>();
          gathered.add(mailbox.receive());
          for (var next = mailbox.poll(); next.isPresent(); next = mailbox.poll()) {
            gathered.add(next.get());
          }
          seen.addAll(gathered);
          mailbox.poll();
          seen.add("a poll that should have thrown");
        });
    loop.signal(1);
    loop.signal(2);
    loop.stop();
    all.countDown();
    end(loop);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void whatIsThereIsReceivedWithoutWaiting() {
    var all = new CountDownLatch(1);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          Until.open("all is sent", all);
          seen.add(mailbox.poll());
          seen.add(mailbox.receive(Duration.ZERO));
          seen.add(mailbox.receive(LONG));
          seen.add(mailbox.receive(Duration.ofSeconds(Long.MAX_VALUE)));
          seen.add(mailbox.receive());
        });
    for (int i = 1; i <= 5; i++) {
      loop.signal(i);
    }
    all.countDown();
    end(loop);
    assertEquals(
        List.<Object>of(Optional.of(1), Optional.of(2), Optional.of(3), Optional.of(4), 5), seen);
  }

  @Test
  void aMessageEndsTheWaitInTime() {
    var thread = new AtomicReference<@Nullable Thread>();
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          thread.set(Thread.currentThread());
          seen.add(mailbox.receive(LONG));
          seen.add(mailbox.receive());
        });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    for (Object message : List.of("first", "second")) {
      Until.waiting(Objects.requireNonNull(thread.get()));
      loop.signal(message);
      Until.isTrue("it is received", () -> !seen.isEmpty());
    }
    end(loop);
    assertEquals(List.<Object>of(Optional.of("first"), "second"), seen);
    assertTrue(Objects.requireNonNull(thread.get()).isVirtual());
  }

  @CapUnchecked("leaks a mailbox, which must be refused")
  @Test
  void onlyItsOwnThreadMayReceive() {
    var leaked = new AtomicReference<@Nullable Mailbox<Object>>();
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              leaked.set(mailbox);
              noteAll(mailbox);
            });
    Until.isTrue("the loop runs", () -> leaked.get() != null);
    Mailbox<Object> mailbox = Objects.requireNonNull(leaked.get());
    List<Runnable> uses =
        List.of(
            mailbox::receive,
            () -> mailbox.receive(SHORT),
            mailbox::poll,
            () -> mailbox.watch(loop, "ended"),
            () -> mailbox.spawn(this::noteAll));
    for (Runnable use : uses) {
      var refused = assertThrows(IllegalStateException.class, use::run);
      assertEquals(
          "the context of /loop was used outside of that agent's turn", refused.getMessage());
    }
    assertEquals(loop, mailbox.self());
    loop.signal("still here");
    seeSize(1);
  }

  // Stop, abort, interrupt.

  @Test
  void stoppedByItselfItReceivesWhatWasSentBefore() {
    var all = new CountDownLatch(1);
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              Until.open("all is sent", all);
              mailbox.self().stop();
              noteAll(mailbox);
            });
    loop.signal(1);
    loop.signal(2);
    all.countDown();
    end(loop);
    assertEquals(List.of(1, 2, "/loop was stopped"), seen);
  }

  @Test
  void abortEndsTheWaitForAMessage() {
    var thread = new AtomicReference<@Nullable Thread>();
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              thread.set(Thread.currentThread());
              noteAll(mailbox);
            });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    Until.waiting(Objects.requireNonNull(thread.get()));
    loop.abort();
    assertEquals(Optional.empty(), end(loop).cause());
    assertEquals(List.of("/loop was aborted"), seen);
  }

  @Test
  void abortInterruptsWhateverItWaitsFor() {
    var never = new CountDownLatch(1);
    var waiting = new CountDownLatch(1);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          mailbox.receive();
          waiting.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            seen.add("interrupted");
            throw e;
          }
        });
    loop.signal("go");
    loop.signal("left");
    Until.isTrue("the loop waits", () -> waiting.getCount() == 0);
    loop.abort();
    assertEquals(Optional.empty(), end(loop).cause(), "the interrupt is no failure");
    assertEquals(List.of("interrupted"), seen);
    assertEquals(List.of(Reason.ABORTED), deadLetters());
    assertEquals(0, runtime.metrics().failures());
  }

  @Test
  void abortEndsTheWaitForRoom() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> full = full(promise);
    var thread = new AtomicReference<@Nullable Thread>();
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              thread.set(Thread.currentThread());
              seen.add(full.signal("no room"));
              noteAll(mailbox);
            });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    Until.waiting(Objects.requireNonNull(thread.get()));
    loop.abort();
    end(loop);
    assertEquals(List.of(Delivery.REJECTED, "/loop was aborted"), seen);
    promise.reply().send("go on");
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsKept() {
    var thread = new AtomicReference<@Nullable Thread>();
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          thread.set(Thread.currentThread());
          seen.add(mailbox.receive());
          seen.add(Thread.interrupted());
          seen.add(mailbox.receive());
          seen.add(Thread.interrupted());
        });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    Thread loops = Objects.requireNonNull(thread.get());
    Until.waiting(loops);
    loops.interrupt();
    loop.signal(1);
    seeSize(2);
    loop.signal(2);
    end(loop);
    assertEquals(List.<Object>of(1, true, 2, false), seen);
  }

  // Sending.

  /** An agent that is at work on one message, with another in its mailbox of one. */
  private AgentRef<Object> full(Promise<String> promise) {
    AgentRef<Object> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (AgentContext<Object> context, Object message) -> {
              if (message.equals("hold")) {
                context.await(promise.await(), answer -> {});
              } else {
                seen.add(message);
              }
            });
    agent.signal("hold");
    Until.isTrue("the agent holds", () -> agent.profile().handled() == 1);
    assertTrue(agent.signal("in its mailbox").isTaken());
    return agent;
  }

  @Test
  void aSignalWaitsForRoomInPlace() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> full = full(promise);
    var thread = new AtomicReference<@Nullable Thread>();
    var deliveries = Collections.synchronizedList(new ArrayList<Delivery>());
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          deliveries.add(full.trySignal("no room"));
          deliveries.add(full.send("no room", SHORT));
          thread.set(Thread.currentThread());
          deliveries.add(full.signal("waits"));
        });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    Until.waiting(Objects.requireNonNull(thread.get()));
    assertEquals(List.of(Delivery.REJECTED, Delivery.REJECTED), List.copyOf(deliveries));
    promise.reply().send("go on");
    end(loop);
    seeSize(2);
    assertTrue(deliveries.getLast().isTaken() && deliveries.getLast() != Delivery.DEFERRED);
    assertEquals(List.of("in its mailbox", "waits"), seen);
  }

  /** It could wait for itself for ever: that fails instead. */
  @Test
  void signalsToItselfNeverWait() {
    AgentConfig small = AgentConfig.DEFAULT.withCapacity(2).withBurst(3);
    AgentRef<Object> loop =
        runtime.spawn(
            small,
            (Mailbox<Object> mailbox) -> {
              for (int i = 0; i < 5; i++) {
                seen.add(mailbox.self().signal(i).isTaken());
              }
              var tooMany =
                  assertThrows(BurstLimitException.class, () -> mailbox.self().signal("one more"));
              seen.add(tooMany.toString().contains("a burst of 3"));
              for (int i = 0; i < 5; i++) {
                seen.add(mailbox.receive());
              }
            });
    end(loop);
    assertEquals(List.<Object>of(true, true, true, true, true, true, 0, 1, 2, 3, 4), seen);
  }

  @Test
  void manyPassAMessageOn() {
    int count = 300;
    var all = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < count; i++) {
      int next = (i + 1) % count;
      all.add(
          runtime.spawn((Mailbox<Integer> mailbox) -> {
            for (; ; ) {
              int left = mailbox.receive();
              if (left == 0) {
                seen.add("home");
              } else {
                all.get(next).signal(left - 1);
              }
            }
          }));
    }
    all.getFirst().signal(10 * count);
    seeSize(1);
    assertEquals(10 * count + 1, runtime.metrics().handled());
  }

  // Asking.

  @Test
  void asksAndJoins() {
    AgentRef<Reply<String>> handler = runtime.spawn((context, reply) -> reply.send("handler"));
    AgentRef<Reply<String>> other =
        runtime.spawn((Mailbox<Reply<String>> mailbox) -> mailbox.receive().send("loop"));
    AgentRef<Reply<String>> silent = runtime.spawn("silent", (context, reply) -> {});
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          seen.add(handler.<String>ask(reply -> reply, LONG).join());
          seen.add(other.<String>ask(reply -> reply, LONG).join());
          Await<String> none = silent.ask(reply -> reply, SHORT);
          seen.add(assertThrows(AwaitTimeoutException.class, none::join).getClass());
          seen.add(mailbox.receive());
        });
    loop.signal("goes on");
    end(loop);
    assertEquals(List.of("handler", "loop", AwaitTimeoutException.class, "goes on"), seen);
  }

  @Test
  void abortEndsAJoin() {
    var thread = new AtomicReference<@Nullable Thread>();
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          thread.set(Thread.currentThread());
          promise.await().join();
        });
    Until.isTrue("the loop runs", () -> thread.get() != null);
    Until.waiting(Objects.requireNonNull(thread.get()));
    loop.abort();
    assertEquals(Optional.empty(), end(loop).cause());
    assertFalse(promise.reply().isOpen(), "nobody waits for the answer any more");
  }

  // Failure.

  private void failOnDemand(Mailbox<Object> mailbox) {
    seen.add("start");
    for (; ; ) {
      Object message = mailbox.receive();
      if (message instanceof RuntimeException failure) {
        throw failure;
      }
      seen.add(message);
    }
  }

  @Test
  void restartAndResumeRunTheLoopAgainWithTheMailboxItHas() {
    for (Supervision supervision : List.of(AT_ONCE, Supervision.resume())) {
      seen.clear();
      AgentRef<Object> loop = loop("loop", supervision, this::failOnDemand);
      loop.signal(1);
      loop.signal(new IllegalStateException("on purpose"));
      loop.signal(2);
      seeSize(4);
      assertEquals(List.of("start", 1, "start", 2), seen);
      loop.stop();
      end(loop);
    }
    assertEquals(2, runtime.metrics().failures());
    assertEquals(1, runtime.metrics().restarts());
    assertEquals(
        List.of(Directive.RESTART, Directive.RESUME),
        events.of(Failed.class).stream().map(Failed::directive).toList());
  }

  @Test
  void stopEndsItWithTheCauseAndLeavesDeadLetters() {
    var all = new CountDownLatch(1);
    var cause = new OnPurpose();
    AgentRef<Object> loop =
        loop(
            "loop",
            Supervision.stop(),
            mailbox -> {
              Until.open("all is sent", all);
              failOnDemand(mailbox);
            });
    loop.signal(cause);
    loop.signal("left");
    all.countDown();
    assertEquals(Optional.of(cause), end(loop).cause());
    assertEquals(List.of(Reason.ABORTED), deadLetters());
  }

  @Test
  void oneFailureMoreThanTheLimitEndsIt() {
    AgentRef<Object> loop = loop("loop", AT_ONCE.withLimit(2, LONG), this::failOnDemand);
    var last = new OnPurpose();
    loop.signal(new IllegalStateException("the first"));
    loop.signal(new IllegalStateException("the second"));
    loop.signal(last);
    assertEquals(Optional.of(last), end(loop).cause());
    assertEquals(2, runtime.metrics().restarts());
  }

  @Test
  void abortEndsTheBackOff() {
    AgentRef<Object> loop =
        loop(
            "loop",
            Supervision.restart().withBackoff(Duration.ofHours(1), Duration.ofHours(1)),
            this::failOnDemand);
    loop.signal(new IllegalStateException("on purpose"));
    events.first(Failed.class);
    loop.abort();
    assertFalse(end(loop).agent().isAlive());
    assertEquals(0, runtime.metrics().restarts());
  }

  @Test
  void whatItEscalatesFailsItsParent() {
    var cause = new OnPurpose();
    AgentRef<Object> parent =
        runtime.spawn(
            "parent",
            AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
            (AgentContext<Object> context, Object message) -> {
              AgentRef<Object> child =
                  context.spawn(
                      "child",
                      AgentConfig.DEFAULT.withSupervision(Supervision.escalate()),
                      this::failOnDemand);
              child.signal(message);
            });
    parent.signal(cause);
    assertEquals(Optional.of(cause), end(parent).cause());
    assertEquals(
        List.of("/parent/child", "/parent"),
        events.of(Failed.class).stream().map(failed -> failed.agent().path()).toList());
  }

  /** The loop leaves its mailbox by an exception, and runs again. */
  @Test
  void aChildMayFailIt() {
    var cause = new OnPurpose();
    AgentRef<Object> loop =
        loop(
            "loop",
            AT_ONCE,
            mailbox -> {
              AgentRef<Object> child =
                  mailbox.spawn(
                      "child",
                      AgentConfig.DEFAULT.withSupervision(Supervision.escalate()),
                      (context, message) -> {
                        throw cause;
                      });
              seen.add("start");
              seen.add(mailbox.receive());
              child.signal("fail");
              seen.add(mailbox.receive());
            });
    loop.signal(1);
    seeSize(3);
    assertEquals(List.of("start", 1, "start"), seen);
    Failed own = events.of(Failed.class).getLast();
    assertEquals("/loop", own.agent().path());
    assertEquals(cause, own.cause());
    assertTrue(runtime.find("/loop/child").isPresent(), "the second run has a child of its own");
  }

  // Family.

  @Test
  void childrenFinishTheirMailboxesAndEndBeforeIt() {
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              AgentRef<Object> handler =
                  mailbox.spawn("handler", (context, message) -> seen.add(message));
              AgentRef<Object> inner = mailbox.spawn("inner", this::noteAll);
              for (int i = 0; i < 3; i++) {
                handler.signal(i);
                inner.signal(i);
              }
            });
    end(loop);
    List<String> ends =
        events.of(RuntimeEvent.Ended.class).stream()
            .map(ended -> ended.terminated().agent().path())
            .toList();
    assertEquals(3, ends.size());
    assertEquals("/loop", ends.getLast());
    assertEquals(7, seen.size(), seen::toString);
    assertTrue(seen.contains("/loop/inner was stopped"));
    assertEquals(List.of(), deadLetters());
  }

  @Test
  void abortAbortsItsChildren() {
    AgentRef<Object> loop =
        runtime.spawn(
            "loop",
            mailbox -> {
              mailbox.spawn("child", this::noteAll);
              noteAll(mailbox);
            });
    Until.isTrue("there is a child", () -> runtime.find("/loop/child").isPresent());
    AgentRef<?> child = runtime.find("/loop/child").orElseThrow();
    loop.abort();
    end(loop);
    assertFalse(child.isAlive());
    assertEquals(2, seen.size());
    assertTrue(seen.contains("/loop/child was aborted"), seen::toString);
  }

  @Test
  void aRestartEndsItsChildren() {
    AgentRef<Object> loop =
        loop(
            "loop",
            AT_ONCE,
            mailbox -> {
              seen.add(mailbox.<Object>spawn("child", (context, message) -> {}));
              mailbox.receive();
              throw new IllegalStateException("on purpose");
            });
    loop.signal("fail");
    seeSize(2);
    assertFalse(((AgentRef<?>) seen.getFirst()).isAlive());
    assertTrue(((AgentRef<?>) seen.getLast()).isAlive());
  }

  @Test
  void isToldOfTheEndsItWatches() {
    AgentRef<Object> dead = runtime.spawn((context, message) -> {});
    dead.stop();
    end(dead);
    AgentRef<Object> watched = runtime.spawn((context, message) -> {});
    AgentRef<Object> loop =
        runtime.spawn(mailbox -> {
          mailbox.watch(dead, "dead");
          seen.add(mailbox.receive());
          mailbox.watch(watched, "replaced");
          mailbox.watch(watched, "watched");
          watched.stop();
          seen.add(mailbox.receive(LONG));
          seen.add(mailbox.poll());
        });
    end(loop);
    assertEquals(List.of("dead", Optional.of("watched"), Optional.empty()), seen);
  }

  @Test
  void theEndedCannotBeAsked() {
    AgentRef<Reply<String>> loop = runtime.spawn((Mailbox<Reply<String>> mailbox) -> {});
    end(loop);
    var none = assertThrows(AwaitException.class, loop.<String>ask(reply -> reply, LONG)::join);
    assertInstanceOf(AgentStoppedException.class, none.getCause());
  }
}
