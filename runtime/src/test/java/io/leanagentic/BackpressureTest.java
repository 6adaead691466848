package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Full mailboxes: who waits, who goes on, in which order, and that nobody waits for ever. */
final class BackpressureTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Many agents, a message at a time, and one that takes it all in: it is not a wake for each. */
  @Test
  void whoWaitedFillsTheRoomInItsTurn() {
    Seeds.each(20, seed -> assertFewParks(seed, 100, 1, 45));
  }

  /**
   * However long the line is, its first agent resumes at low water, not as soon as there is room.
   */
  @Test
  void aLongLineIsServedAtLowWater() {
    Seeds.each(20, seed -> assertFewParks(seed, 1000, 1000, 400));
  }

  /** At most one of {@code messages} parks the agent that sent it. */
  private void assertFewParks(long seed, int capacity, int perTurn, int messages) {
    int senders = 40;
    int each = capacity;
    var steps = new Steps(seed);
    AgentRuntime runtime = runtimes.start(steps);
    var handled = new AtomicInteger();
    AgentRef<String> target =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(capacity),
            (context, message) -> handled.incrementAndGet());
    for (int s = 0; s < senders; s++) {
      AgentRef<Integer> sender =
          runtime.spawn((context, left) -> {
            int sent = 0;
            Delivery delivery = Delivery.ACCEPTED;
            while (sent < Math.min(perTurn, left) && delivery != Delivery.DEFERRED) {
              delivery = target.signal("m");
              sent++;
            }
            if (left > sent) {
              context.self().signal(left - sent);
            }
          });
      sender.signal(each);
    }
    steps.settle();
    assertEquals(senders * each, handled.get());
    long parks = runtime.metrics().agentParks();
    assertTrue(parks < senders * each / messages, () -> parks + " parks");
    runtimes.finish(runtime);
  }

  // Cycles.

  /** Two agents that answer each message with three: far more than their mailboxes take. */
  private static void flood(AgentRuntime runtime, int depth, Runnable rest) {
    var handled = new AtomicLong();
    var pair = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair.add(
          runtime.spawn((context, left) -> {
            handled.incrementAndGet();
            for (int n = 0; left > 0 && n < 3; n++) {
              assertTrue(pair.get(other).signal(left - 1).isTaken());
            }
          }));
    }
    long expected = 0;
    long level = 1;
    for (int i = 0; i <= depth; i++, level *= 3) {
      expected += level;
    }
    pair.getFirst().signal(depth);
    rest.run();
    long all = expected;
    assertEquals(all, handled.get(), () -> runtime.metrics().toString());
    assertTrue(runtime.metrics().cyclesOpened() > 0, "no cycle was opened");
    assertEquals(0, runtime.metrics().deadLetters());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void floodingPairGoesOn(int workers) {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    flood(runtime, 8, () -> Runtimes.awaitQuiet(runtime));
  }

  @Test
  void floodingPairGoesOnFromSeeds() {
    Seeds.each(
        20,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          flood(runtime, 6, steps::settle);
          runtimes.finish(runtime);
        });
  }

  @Test
  void floodingLoopAgentsGoOn() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
    int messages = 300;
    var pair = new CopyOnWriteArrayList<AgentRef<Integer>>();
    var both = new CountDownLatch(1);
    var done = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      AgentLoop<Integer> loop =
          mailbox -> {
            both.await();
            // Each sends everything before it looks at its mailbox.
            for (int n = 0; n < messages; n++) {
              assertTrue(pair.get(other).signal(n).isTaken());
            }
            for (int n = 0; n < messages; n++) {
              assertEquals(n, mailbox.receive());
            }
            done.countDown();
          };
      pair.add(runtime.spawn(loop));
    }
    both.countDown();
    Until.open("both have received everything", done);
    assertTrue(runtime.metrics().cyclesOpened() > 0);
  }

  /** Tokens that all go round a ring, three to an agent. */
  private static void ring(AgentRuntime runtime, int agents, int hops, Runnable rest) {
    var handled = new AtomicLong();
    var ring = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < agents; i++) {
      int next = (i + 1) % agents;
      ring.add(
          runtime.spawn((context, left) -> {
            handled.incrementAndGet();
            if (left > hops) { // the word to begin
              for (int n = 0; n < 3; n++) {
                assertTrue(ring.get(next).signal(hops).isTaken());
              }
            } else if (left > 0) {
              assertTrue(ring.get(next).signal(left - 1).isTaken());
            }
          }));
    }
    for (var agent : ring) {
      assertTrue(agent.send(hops + 1, LONG).isTaken());
    }
    rest.run();
    assertEquals(
        agents + 3L * agents * (hops + 1), handled.get(), () -> runtime.metrics().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void ringOfOneGoesOn(int workers) {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    ring(runtime, 100, 30, () -> Runtimes.awaitQuiet(runtime));
  }

  @Test
  void ringOfOneGoesOnFromSeeds() {
    Seeds.each(
        10,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          ring(runtime, 100, 10, steps::settle);
          assertTrue(runtime.metrics().cyclesOpened() > 0);
          runtimes.finish(runtime);
        });
  }

  /** What an agent of a random graph is told: how many generations of messages are left. */
  private record Spread(int left, long id) {}

  /** A graph of agents that send on at random to each other, with sizes drawn from a seed. */
  private static AtomicLong graph(AgentRuntime runtime, long seed, int messages) {
    var random = new SplittableRandom(seed);
    var unexpected = new AtomicLong();
    var agents = new CopyOnWriteArrayList<AgentRef<Spread>>();
    int count = 2 + random.nextInt(9);
    boolean asks = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      var config = runtime.defaultConfig().withCapacity(1 + random.nextInt(3)).withBurst(500);
      agents.add(
          runtime.spawn(
              config,
              (context, spread) -> {
                var own = new SplittableRandom(spread.id());
                for (int n = own.nextInt(4); spread.left() > 0 && n > 0; n--) {
                  var to = agents.get(own.nextInt(count));
                  var next = new Spread(spread.left() - 1, own.nextLong());
                  if (asks && to != context.self() && own.nextInt(8) == 0) {
                    // Nobody answers but the end of the message; waits close cycles with parked
                    // ones.
                    Await<Terminated> end = to.termination(LONG);
                    context.onAnswer(end, t -> {}, failure -> {});
                    end.cancel();
                  }
                  if (!to.signal(next).isTaken()) {
                    unexpected.incrementAndGet();
                  }
                }
              }));
    }
    for (int i = 0; i < messages; i++) {
      agents.get(random.nextInt(count)).send(new Spread(6, random.nextLong()), LONG);
    }
    return unexpected;
  }

  @Test
  void randomGraphsGoOn() {
    Seeds.each(
        150,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          AtomicLong unexpected = graph(runtime, seed, 5);
          steps.settle();
          assertEquals(0, ((RuntimeCore) runtime).books().waiting(), "messages of parked agents");
          assertEquals(0, unexpected.get(), "signals refused");
          runtimes.finish(runtime);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void randomGraphsGoOnOnWorkers(int workers) {
    Seeds.each(
        15,
        seed -> {
          AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
          AtomicLong unexpected = graph(runtime, seed, 50);
          Runtimes.awaitQuiet(runtime);
          Until.isTrue("nothing waits", () -> ((RuntimeCore) runtime).books().waiting() == 0);
          assertEquals(0, unexpected.get(), "signals refused");
          runtimes.finish(runtime);
        });
  }

  /** Agents that ask each other and handle nothing else meanwhile, some on ways that lead back. */
  private sealed interface Work {
    record Do(int left, long id) implements Work {}

    record Question(Reply<Integer> reply, int left, long id) implements Work {}
  }

  @Test
  void mixedCyclesOfAwaitsAndFullMailboxesEnd() {
    Seeds.each(
        150,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var random = new SplittableRandom(seed);
          var agents = new CopyOnWriteArrayList<AgentRef<Work>>();
          var timeouts = new AtomicInteger();
          int count = 2 + random.nextInt(5);
          for (int i = 0; i < count; i++) {
            agents.add(
                runtime.spawn(
                    runtime.defaultConfig().withBurst(16),
                    (context, work) -> {
                      int left;
                      long id;
                      switch (work) {
                        case Work.Do(int l, long i2) -> {
                          left = l;
                          id = i2;
                        }
                        case Work.Question(var reply, int l, long i2) -> {
                          left = l;
                          id = i2;
                          reply.send(l);
                        }
                      }
                      var own = new SplittableRandom(id);
                      for (int n = own.nextInt(3); left > 0 && n > 0; n--) {
                        agents
                            .get(own.nextInt(count))
                            .signal(new Work.Do(left - 1, own.nextLong()));
                      }
                      if (left > 0 && own.nextInt(3) == 0) {
                        var whom = agents.get(own.nextInt(count));
                        long next = own.nextLong();
                        Await<Integer> answer =
                            whom.ask(reply -> new Work.Question(reply, left - 1, next), LONG);
                        context.await(
                            answer,
                            a -> {},
                            failure -> {
                              if (failure instanceof AwaitTimeoutException) {
                                timeouts.incrementAndGet();
                              }
                            });
                      }
                    }));
          }
          for (int i = 0; i < 5; i++) {
            agents.get(random.nextInt(count)).signal(new Work.Do(6, random.nextLong()));
          }
          steps
              .settle(); // without time: whoever waits for a timeout now would wait for it for real
          assertEquals(0, ((RuntimeCore) runtime).books().waiting(), "messages of waiting agents");
          assertEquals(0, timeouts.get());
          runtimes.finish(runtime);
        });
  }

  @Test
  void growthStaysWithinTheCap() {
    Seeds.each(
        30,
        seed -> {
          int cap = 6;
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1).withGrowthCap(cap));
          var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
          for (int i = 0; i < 4; i++) {
            var random = new SplittableRandom(seed * 10 + i);
            agents.add(
                runtime.spawn((context, left) -> {
                  for (int n = 0; left > 0 && n < 3; n++) {
                    agents.get(random.nextInt(4)).signal(left - 1);
                  }
                }));
          }
          var most = new AtomicInteger();
          runtime.listen(event -> {
            if (event instanceof RuntimeEvent.CycleOpened) {
              int grown = 0;
              for (var agent : agents) {
                grown += ((AgentCell<?>) agent).bound() - 1;
              }
              most.accumulateAndGet(grown, Math::max);
            }
          });
          var events = Events.of(runtime);
          agents.forEach(agent -> agent.signal(6));
          steps.settle();
          assertTrue(most.get() > 0 && most.get() <= cap, () -> "grown by " + most + " of " + cap);
          assertEquals(0, ((RuntimeCore) runtime).books().waiting());
          for (var letter : events.of(RuntimeEvent.DeadLetter.class)) {
            assertEquals(RuntimeEvent.DeadLetter.Reason.GROWTH_CAP, letter.reason());
          }
          for (var agent : agents) {
            assertEquals(1, ((AgentCell<?>) agent).bound(), "growth is given back");
          }
          runtimes.finish(runtime);
        });
  }

  // Order and bounds.

  @Test
  void parkedSenderResumesInOrder() {
    Seeds.each(
        50,
        seed -> {
          var steps = Steps.inOrder();
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var events = Events.of(runtime);
          var handled = new CopyOnWriteArrayList<String>();
          AgentRef<String> target = runtime.spawn((context, message) -> handled.add(message));
          var order = new ArrayList<Integer>();
          new SplittableRandom(seed).ints(0, 12).distinct().limit(12).forEach(order::add);
          for (int i : order) {
            AgentRef<String> sender =
                runtime.spawn("s" + i, (context, message) -> target.signal(context.self().path()));
            sender.signal("go");
          }
          steps.settle();
          assertEquals(12, handled.size());
          List<String> parked =
              events.of(RuntimeEvent.Parked.class).stream()
                  .map(event -> event.agent().path())
                  .distinct()
                  .toList();
          assertFalse(parked.isEmpty());
          handled.retainAll(parked);
          assertEquals(parked, handled, "first parked, first delivered");
          runtimes.finish(runtime);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void deferredSignalsKeepTheirOrder(int workers) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    int senders = 4;
    int rounds = 300;
    var wrong = new AtomicInteger();
    var done = new CountDownLatch(3 * senders * rounds);
    var targets = new CopyOnWriteArrayList<AgentRef<int[]>>();
    for (int t = 0; t < 3; t++) {
      int[] next = new int[senders];
      targets.add(
          runtime.spawn((context, message) -> {
            if (next[message[0]]++ != message[1]) {
              wrong.incrementAndGet();
            }
            done.countDown();
          }));
    }
    for (int s = 0; s < senders; s++) {
      int me = s;
      AgentRef<Integer> sender =
          runtime.spawn((context, n) -> {
            for (var target : targets) {
              assertTrue(target.signal(new int[] {me, n}).isTaken());
            }
            if (n + 1 < rounds) {
              context.self().signal(n + 1);
            }
          });
      sender.signal(0);
    }
    Until.open("all are handled", done);
    assertEquals(0, wrong.get(), "messages out of order");
    assertTrue(runtime.metrics().agentParks() > 0);
  }

  /** An agent that handles "hold" and then nothing until the promise is kept. */
  private static AgentRef<String> held(
      AgentRuntime runtime,
      AgentConfig config,
      Promise<String> promise,
      CopyOnWriteArrayList<String> handled) {
    return runtime.spawn(
        config,
        (context, message) -> {
          handled.add(message);
          if (message.equals("hold")) {
            context.await(promise.await(), answer -> {}, failure -> {});
          }
        });
  }

  @Test
  void mailboxNeverExceedsItsBound() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    Promise<String> promise = runtime.promise(LONG);
    var handled = new CopyOnWriteArrayList<String>();
    var agent = held(runtime, runtime.defaultConfig().withCapacity(5), promise, handled);
    agent.signal("hold");
    steps.settle();
    for (int i = 0; i < 5; i++) {
      assertTrue(agent.signal("m" + i).isTaken());
    }
    assertEquals(Delivery.REJECTED, agent.signal("m5"));
    assertEquals(5, agent.profile().depth());
    promise.reply().send("go on");
    steps.settle();
    assertEquals(List.of("hold", "m0", "m1", "m2", "m3", "m4"), handled);
    assertEquals(1, runtime.metrics().rejected());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void mailboxNeverExceedsItsBoundUnderManySenders(int workers) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    int capacity = 3;
    var taken = new AtomicInteger();
    var handled = new AtomicInteger();
    var most = new AtomicInteger();
    AgentRef<Integer> target =
        runtime.spawn(
            runtime.defaultConfig().withCapacity(capacity),
            (context, message) -> {
              // What senders know to be taken, less what was handled: at most what really waits.
              most.accumulateAndGet(taken.get() - handled.get() - 1, Math::max);
              handled.incrementAndGet();
            });
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 20_000; i++) {
                  if (target.signal(i).isTaken()) {
                    taken.incrementAndGet();
                  }
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(taken.get(), handled.get());
    assertTrue(
        most.get() <= capacity, () -> most + " messages waited; the capacity is " + capacity);
  }

  @Test
  void repliesNeverPark() {
    var steps = new Steps(3);
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
    AgentRef<Reply<String>> answerer = runtime.spawn((context, reply) -> reply.send("yes"));
    var answers = new CopyOnWriteArrayList<String>();
    AgentRef<String> asker =
        runtime.spawn((context, message) ->
            context.onAnswer(answerer.<String>ask(reply -> reply, LONG), answers::add));
    asker.signal("ask");
    steps.step(); // the question is out
    assertTrue(asker.signal("ask too").isTaken());
    assertEquals(Delivery.REJECTED, asker.signal("full now"));
    steps.settle();
    assertEquals(List.of("yes", "yes"), answers);
    assertEquals(0, runtime.metrics().agentParks());
  }

  // Pressure and relief.

  @Test
  void pressureAndReliefAreToldOncePerCrossing() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var events = Events.of(runtime);
    AgentRef<Integer> agent =
        runtime.spawn(runtime.defaultConfig().withCapacity(10), (context, message) -> {});
    for (int round = 1; round <= 3; round++) {
      for (int i = 1; i <= 10; i++) {
        assertEquals(i < 8 ? Delivery.ACCEPTED : Delivery.PRESSURED, agent.signal(i));
      }
      assertEquals(Delivery.REJECTED, agent.signal(11));
      assertEquals(round, events.count(RuntimeEvent.Pressure.class));
      assertEquals(round - 1, events.count(RuntimeEvent.Relief.class));
      steps.settle();
      assertEquals(round, events.count(RuntimeEvent.Relief.class));
    }
    assertTrue(events.of(RuntimeEvent.Pressure.class).stream().allMatch(e -> e.depth() == 8));
    assertTrue(events.of(RuntimeEvent.Relief.class).stream().allMatch(e -> e.depth() <= 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void eachPressureHasItsRelief(int workers) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    var events = Events.of(runtime);
    AgentRef<Integer> agent =
        runtime.spawn(runtime.defaultConfig().withCapacity(4), (context, message) -> {});
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 3; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 5000; i++) {
                  agent.signal(i);
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    Runtimes.awaitQuiet(runtime);
    assertTrue(events.count(RuntimeEvent.Pressure.class) > 0);
    Until.isTrue(
        "each pressure has ended",
        () -> events.count(RuntimeEvent.Pressure.class) == events.count(RuntimeEvent.Relief.class));
  }

  // Threads and loop agents wait in place.

  @Test
  void sendOfAThreadWaitsForRoom() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(1));
    Promise<String> promise = runtime.promise(LONG);
    var handled = new CopyOnWriteArrayList<String>();
    var agent = held(runtime, runtime.defaultConfig(), promise, handled);
    agent.signal("hold");
    Until.isTrue("the agent holds", () -> agent.profile().handled() == 1);
    assertTrue(agent.send("first", LONG).isTaken());
    var results = new CopyOnWriteArrayList<Delivery>();
    var thread = Thread.ofPlatform().start(() -> results.add(agent.send("second", LONG)));
    Until.waiting(thread);
    assertEquals(Delivery.REJECTED, agent.send("third", Duration.ofMillis(1)), "no room in time");
    assertEquals(Delivery.REJECTED, agent.send("third", Duration.ZERO));
    assertEquals(Delivery.REJECTED, agent.signal("third"), "a plain thread does not wait");
    promise.reply().send("go on");
    Until.ended(thread);
    assertTrue(results.getFirst().isTaken());
    Runtimes.awaitQuiet(runtime);
    assertEquals(List.of("hold", "first", "second"), handled);
    assertEquals(3, runtime.metrics().rejected());
  }

  @Test
  void interruptEndsTheWaitOfAThread() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(1));
    Promise<String> promise = runtime.promise(LONG);
    var agent = held(runtime, runtime.defaultConfig(), promise, new CopyOnWriteArrayList<>());
    agent.signal("hold");
    Until.isTrue("the agent holds", () -> agent.profile().handled() == 1);
    agent.signal("fills it");
    var results = new Seen();
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              results.add(agent.send("no room", LONG));
              results.add(Thread.currentThread().isInterrupted());
            });
    Until.waiting(thread);
    thread.interrupt();
    Until.ended(thread);
    assertEquals(List.<Object>of(Delivery.REJECTED, true), results);
    promise.reply().send("go on");
  }

  @Test
  void endOfTheAgentEndsTheWaitOfAThread() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(1));
    Promise<String> promise = runtime.promise(LONG);
    var agent = held(runtime, runtime.defaultConfig(), promise, new CopyOnWriteArrayList<>());
    agent.signal("hold");
    Until.isTrue("the agent holds", () -> agent.profile().handled() == 1);
    agent.signal("fills it");
    var results = new CopyOnWriteArrayList<Delivery>();
    var thread = Thread.ofPlatform().start(() -> results.add(agent.send("too late", LONG)));
    Until.waiting(thread);
    agent.abort();
    Until.ended(thread);
    assertEquals(List.of(Delivery.STOPPED), results);
  }

  @Test
  void manyThreadsShareLittleRoom() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(2));
    var handled = new AtomicInteger();
    AgentRef<Integer> agent = runtime.spawn((context, message) -> handled.incrementAndGet());
    var refused = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 500; i++) {
                  if (!agent.send(i, LONG).isTaken()) {
                    refused.incrementAndGet();
                  }
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(0, refused.get());
    assertEquals(4000, handled.get());
  }

  @Test
  void loopAgentWaitsInPlace() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(1));
    var handled = new CopyOnWriteArrayList<Integer>();
    var done = new CountDownLatch(1);
    AgentRef<Integer> target =
        runtime.spawn((context, message) -> {
          handled.add(message);
          if (message == 499) {
            done.countDown();
          }
        });
    var deferred = new AtomicInteger();
    AgentRef<String> sender =
        runtime.spawn(mailbox -> {
          mailbox.receive();
          for (int i = 0; i < 500; i++) {
            if (target.signal(i) == Delivery.DEFERRED) {
              deferred.incrementAndGet();
            }
          }
        });
    sender.signal("go");
    Until.open("all are handled", done);
    assertEquals(0, deferred.get());
    for (int i = 0; i < 500; i++) {
      assertEquals(i, handled.get(i));
    }
  }

  // Ends.

  @Test
  void aParkedAgentCanBeAborted() {
    Seeds.each(
        20,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var events = Events.of(runtime);
          Promise<String> promise = runtime.promise(LONG);
          var handled = new CopyOnWriteArrayList<String>();
          var target = held(runtime, runtime.defaultConfig(), promise, handled);
          target.signal("hold");
          steps.settle();
          var senders = new ArrayList<AgentRef<String>>();
          for (int s = 0; s < 3; s++) {
            senders.add(
                runtime.spawn(
                    "s" + s,
                    (context, message) -> {
                      target.signal(context.self().path() + 1);
                      target.signal(context.self().path() + 2);
                    }));
            senders.getLast().signal("go");
          }
          steps.settle();
          senders.get(1).abort();
          steps.settle();
          assertFalse(senders.get(1).isAlive());
          promise.reply().send("go on");
          steps.settle();
          int letters = events.count(RuntimeEvent.DeadLetter.class);
          assertEquals(1 + 6 - letters, handled.size());
          assertTrue(letters >= 1, "what waited in the outbox of the aborted agent");
          assertTrue(handled.contains("/s02") && handled.contains("/s22"), handled::toString);
          runtimes.finish(runtime);
        });
  }

  @Test
  void theEndOfTheTargetFreesThoseParkedOnIt() {
    Seeds.each(
        20,
        seed -> {
          boolean abort = seed % 2 == 0;
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var events = Events.of(runtime);
          Promise<String> promise = runtime.promise(LONG);
          var target =
              held(runtime, runtime.defaultConfig(), promise, new CopyOnWriteArrayList<>());
          target.signal("hold");
          steps.settle();
          var wentOn = new CopyOnWriteArrayList<String>();
          for (int s = 0; s < 3; s++) {
            AgentRef<String> sender =
                runtime.spawn(
                    runtime.defaultConfig().withCapacity(2),
                    (context, message) -> {
                      if (message.equals("go")) {
                        target.signal("1");
                        target.signal("2");
                      } else {
                        wentOn.add(message);
                      }
                    });
            sender.signal("go");
            sender.signal("next");
          }
          steps.settle();
          assertEquals(List.of(), wentOn);
          if (abort) {
            target.abort();
          } else {
            target.stop();
            promise.reply().send("go on");
          }
          steps.settle();
          assertEquals(List.of("next", "next", "next"), wentOn);
          assertFalse(target.isAlive());
          // A stop comes behind what was taken, an abort does not.
          assertEquals(abort ? 6 : 0, events.count(RuntimeEvent.DeadLetter.class));
          runtimes.finish(runtime);
        });
  }

  /**
   * Without care the parent waits for its child, and the child for room in its parent's mailbox.
   */
  @Test
  void aChildParkedOnItsEndingParentEnds() {
    Seeds.each(
        50,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          AgentRef<String> parent =
              runtime.spawn((context, message) -> {
                AgentRef<String> self = context.self();
                for (int c = 0; message.equals("go") && c < 3; c++) {
                  AgentRef<String> child =
                      context.spawn((own, word) -> {
                        for (int i = 0; i < 4; i++) {
                          self.signal("from a child");
                        }
                      });
                  child.signal("go");
                }
                if (message.equals("go")) {
                  self.stop();
                }
              });
          parent.signal("go");
          steps.settle();
          assertFalse(parent.isAlive());
          runtimes.finish(runtime);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void abortsAmongParkedAgentsLeaveTheOthersGoing(int workers) {
    Seeds.each(
        10,
        seed -> {
          AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
          var random = new SplittableRandom(seed);
          var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
          for (int i = 0; i < 12; i++) {
            agents.add(
                runtime.spawn((context, left) -> {
                  var own = new SplittableRandom(left * 31L + context.self().hashCode());
                  for (int n = 0; left > 0 && n < 3; n++) {
                    agents.get(own.nextInt(12)).signal(left - 1);
                  }
                }));
          }
          for (int i = 0; i < 12; i++) {
            agents.get(i).signal(7);
          }
          for (int i = 0; i < 6; i++) {
            var one = agents.get(random.nextInt(12));
            if (random.nextBoolean()) {
              one.abort();
            } else {
              one.stop();
            }
          }
          Runtimes.awaitQuiet(runtime);
          Until.isTrue("nothing waits", () -> ((RuntimeCore) runtime).books().waiting() == 0);
          runtimes.finish(runtime);
        });
  }
}
