package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handler agents that may block: their turns are on virtual threads, all else is as ever. */
class BlockingAgentTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(1));
  private final Seen seen = new Seen();

  private void seeSize(int size) {
    Until.isTrue("there are " + size + " notes", () -> seen.size() == size);
  }

  @Test
  void itsTurnsAreOnVirtualThreads() {
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            () ->
                new Behavior<Object>() {
                  @Override
                  public void onStart(AgentContext<Object> context) {
                    seen.add(Thread.currentThread().isVirtual());
                  }

                  @Override
                  public void receive(AgentContext<Object> context, Object message) {
                    seen.add(Thread.currentThread().isVirtual());
                  }

                  @Override
                  public void onStop(AgentContext<Object> context) {
                    seen.add(Thread.currentThread().isVirtual());
                  }
                });
    agent.signal(1);
    agent.stop();
    agent.termination(LONG).join();
    assertEquals(List.<Object>of(true, true, true), seen);
  }

  /** The answers come before it joins, each with a place in its mailbox. */
  @Test
  void answersThatItJoinsTakeNoRoomInItsMailbox() throws Exception {
    AgentRef<Reply<Integer>> oracle = runtime.spawn((context, reply) -> reply.send(1));
    var asked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    AgentRef<Integer> agent =
        runtime.spawn(
            BLOCKING.withCapacity(4),
            (Behavior<Integer>)
                (context, questions) -> {
                  for (int i = 0; i < questions; i++) {
                    Await<Integer> answer = oracle.ask(reply -> reply, LONG);
                    Until.isTrue("the answer is here", answer::isDone);
                    seen.add(answer.join());
                  }
                  asked.countDown();
                  goOn.await();
                });
    agent.signal(20);
    Until.open("it has asked", asked);
    for (int i = 0; i < 4; i++) {
      assertTrue(agent.trySignal(0).isTaken(), "there is room for 4");
    }
    assertEquals(Delivery.REJECTED, agent.trySignal(0));
    goOn.countDown();
    Until.isTrue("all are handled", () -> agent.profile().handled() == 5);
    assertEquals(20, seen.size());
  }

  /** State without any synchronization of its own; several senders; turns on many threads. */
  private static final class Ledger implements Behavior<int[]> {
    private final AtomicInteger inside;
    private final CountDownLatch done;
    private final int[] last = new int[4];
    private int total;

    Ledger(AtomicInteger inside, CountDownLatch done) {
      this.inside = inside;
      this.done = done;
    }

    @Override
    public void receive(AgentContext<int[]> context, int[] senderAndNumber) {
      if (inside.incrementAndGet() != 1) {
        throw new IllegalStateException("two turns at once");
      }
      int sender = senderAndNumber[0];
      if (senderAndNumber[1] != ++last[sender]) {
        throw new IllegalStateException("out of order");
      }
      if (++total % 50 == 0) {
        LockSupport.parkNanos(1); // gives the carrier away in the middle of a message
      }
      inside.decrementAndGet();
      if (total == 4 * 1000) {
        done.countDown();
      }
    }
  }

  @Test
  void handlesOneMessageAtATimeInOrder() throws Exception {
    var inside = new AtomicInteger();
    var done = new CountDownLatch(1);
    AgentRef<int[]> agent = runtime.spawn(BLOCKING, () -> new Ledger(inside, done));
    for (int s = 0; s < 4; s++) {
      int sender = s;
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 1; i <= 1000; i++) {
              agent.send(new int[] {sender, i}, LONG);
            }
          });
    }
    Until.open("all are handled", done);
    assertEquals(0, runtime.metrics().failures());
  }

  /** One worker, and more blocked agents than any machine has processors. */
  @Test
  void whoBlocksHoldsNoWorker() throws Exception {
    var open = new CountDownLatch(1);
    var blocked = new AtomicInteger();
    var goesOn = new CountDownLatch(500);
    for (int i = 0; i < 500; i++) {
      AgentRef<Object> agent =
          runtime.spawn(
              BLOCKING,
              (AgentContext<Object> context, Object message) -> {
                blocked.incrementAndGet();
                open.await();
                goesOn.countDown();
              });
      agent.signal("block");
    }
    Until.isTrue("all are blocked", () -> blocked.get() == 500);
    AgentRef<Reply<String>> handler = runtime.spawn((context, reply) -> reply.send("free"));
    assertEquals("free", handler.<String>ask(reply -> reply, LONG).join());
    assertEquals(0, runtime.metrics().stuck());
    open.countDown();
    Until.open("all go on", goesOn);
  }

  @Test
  void mayJoinReceiveAndSleepInItsTurn() {
    AgentRef<Reply<String>> other = runtime.spawn((context, reply) -> reply.send("answer"));
    Channel<String> channel = runtime.channel(1);
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            (AgentContext<Object> context, Object message) -> {
              seen.add(other.<String>ask(reply -> reply, LONG).join());
              assertTrue(channel.send("element", LONG));
              seen.add(channel.receive(LONG).orElseThrow());
              Select.create().on(channel, seen::add).run(Duration.ofMillis(1));
              Thread.sleep(1);
              seen.add("awake");
            });
    agent.signal("go");
    seeSize(3);
    assertEquals(List.of("answer", "element", "awake"), seen);
  }

  @Test
  void aSignalWaitsForRoomInPlace() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Integer> small =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (AgentContext<Integer> context, Integer message) -> {
              seen.add(message);
              if (message == 0) {
                context.await(promise.await(), answer -> {});
              }
            });
    var sent = new AtomicInteger();
    var deferred = new AtomicInteger();
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            (AgentContext<Object> context, Object message) -> {
              for (int i = 0; i < 100; i++) {
                if (small.signal(i) == Delivery.DEFERRED) {
                  deferred.incrementAndGet();
                }
                sent.incrementAndGet();
              }
            });
    agent.signal("go");
    Until.isTrue("the sender waits", () -> sent.get() == 2);
    assertEquals(2, sent.get(), "one at work, one in the mailbox");
    promise.reply().send("go on");
    seeSize(100);
    assertEquals(0, deferred.get());
  }

  @Test
  void theContextDoesAllItDoesElsewhere() {
    Promise<String> promise = runtime.promise(LONG);
    AgentRef<Object> watched = runtime.spawn((context, message) -> {});
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            () ->
                new Behavior<Object>() {
                  @Override
                  public void receive(AgentContext<Object> context, Object message) {
                    seen.add(message + " " + Thread.currentThread().isVirtual());
                    switch (message.toString()) {
                      case "timer" -> context.timers().once("key", Duration.ofMillis(1), "fired");
                      case "fired" -> {
                        context.watch(watched);
                        watched.stop();
                      }
                      case "await" -> {
                        context.await(promise.await(), answer -> context.self().signal(answer));
                        promise.reply().send("answer");
                      }
                      case "answer" -> {
                        context.stash("stashed");
                        context.unstash();
                      }
                      case "stashed" -> context.become((c, m) -> seen.add("new " + m));
                      default -> throw new AssertionError(message);
                    }
                  }

                  @Override
                  public void onTerminated(AgentContext<Object> context, Terminated end) {
                    context.self().signal("await");
                  }
                });
    agent.signal("timer");
    seeSize(5);
    agent.signal("behavior");
    seeSize(6);
    assertEquals(
        List.of(
            "timer true",
            "fired true",
            "await true",
            "answer true",
            "stashed true",
            "new behavior"),
        seen);
  }

  @Test
  void aFailureIsSupervisedAndCostsOneMessage() {
    Events events = Events.of(runtime);
    AgentRef<Integer> agent =
        runtime.spawn(
            BLOCKING.withSupervision(
                Supervision.restart().withBackoff(Duration.ZERO, Duration.ZERO)),
            () ->
                new Behavior<Integer>() {
                  private int handled;

                  @Override
                  public void receive(AgentContext<Integer> context, Integer message) {
                    handled++;
                    if (message < 0) {
                      throw new IllegalStateException("on purpose");
                    }
                    seen.add(message + " is number " + handled);
                  }
                });
    for (int message : new int[] {1, 2, -1, 3}) {
      agent.signal(message);
    }
    seeSize(3);
    assertEquals(List.of("1 is number 1", "2 is number 2", "3 is number 1"), seen);
    assertEquals(1, events.count(RuntimeEvent.Restarted.class));
  }

  /** Abort interrupts the message, and ends the agent after it, whatever that does. */
  @Test
  void abortWaitsForTheMessageThatBlocks() throws Exception {
    var begun = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    AgentRef<Object> agent =
        runtime.spawn(
            BLOCKING,
            (AgentContext<Object> context, Object message) -> {
              begun.countDown();
              Until.openAtLast(open);
              seen.add(message);
            });
    agent.signal("at work");
    agent.signal("left");
    Until.open("the agent is at work", begun);
    agent.abort();
    assertTrue(agent.isAlive());
    open.countDown();
    agent.termination(LONG).join();
    assertEquals(List.of("at work"), seen);
    assertEquals(1, runtime.metrics().deadLetters());
    assertFalse(agent.isAlive());
  }

  /** An agent at work until {@code open}, without room for another message. */
  private AgentRef<String> full(CountDownLatch open) throws InterruptedException {
    var begun = new CountDownLatch(1);
    AgentRef<String> busy =
        runtime.spawn(
            BLOCKING.withCapacity(1),
            (AgentContext<String> context, String message) -> {
              begun.countDown();
              open.await();
            });
    busy.signal("at work");
    Until.open("the receiver is at work", begun);
    busy.signal("in its mailbox");
    return busy;
  }

  @Test
  void anAbortEndsTheWaitForRoom() throws Exception {
    var open = new CountDownLatch(1);
    AgentRef<String> busy = full(open);
    var thread = new CompletableFuture<Thread>();
    AgentRef<String> sender =
        runtime.spawn(
            BLOCKING,
            (AgentContext<String> context, String message) -> {
              thread.complete(Thread.currentThread());
              seen.add(busy.signal(message));
            });
    sender.signal("no room");
    Until.waiting(thread.join());
    sender.abort();
    sender.termination(LONG).join();
    assertEquals(List.<Object>of(Delivery.REJECTED), seen);
    open.countDown();
  }

  /** Whoever waits for room of an agent that is told to stop comes before that. */
  @Test
  void aStopLetsInWhoWaitsForRoom() throws Exception {
    var open = new CountDownLatch(1);
    AgentRef<String> busy = full(open);
    Thread sender = Thread.ofVirtual().start(() -> seen.add(busy.send("no room", LONG)));
    Until.waiting(sender);
    busy.stop();
    Until.ended(sender);
    assertEquals(List.<Object>of(Delivery.PRESSURED), seen);
    assertEquals(Delivery.STOPPED, busy.signal("too late"));
    open.countDown();
    busy.termination(LONG).join();
    assertEquals(1, runtime.metrics().deadLetters());
  }

  /** Two agents wait for each other's room; whenever it is made, somebody else is quicker. */
  @Test
  void aCycleIsOpenedThoughOthersTakeTheRoom() throws Exception {
    AgentRuntime crowded = runtimes.start(Runtimes.tiny(2));
    var pair = new CopyOnWriteArrayList<AgentRef<Integer>>();
    var both = new CountDownLatch(2);
    var done = new CountDownLatch(2);
    var taken = new AtomicInteger();
    crowded.listen(event -> {
      if (event instanceof RuntimeEvent.CycleOpened) {
        for (AgentRef<Integer> agent : pair) {
          while (taken.get() < 20 && agent.trySignal(0) != Delivery.REJECTED) {
            taken.incrementAndGet();
          }
        }
      }
    });
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair.add(
          crowded.spawn(
              crowded.defaultConfig().withBlocking(),
              (AgentContext<Integer> context, Integer signals) -> {
                if (signals > 0) {
                  both.countDown();
                  both.await();
                  for (int n = 0; n < signals; n++) {
                    assertTrue(pair.get(other).signal(0).isTaken());
                  }
                  done.countDown();
                }
              }));
    }
    pair.forEach(agent -> agent.signal(10));
    Until.open("both have sent everything", done);
    assertTrue(taken.get() > 0, "nobody took the room");
  }
}
