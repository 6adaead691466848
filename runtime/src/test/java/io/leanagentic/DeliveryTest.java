package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.Shared;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a sender to a turn: once, in order, with all that the sender did, one turn at a time. */
final class DeliveryTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int SENDERS = 6;
  private static final int EACH = 3_000;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** The n-th message of a sender. */
  private record Numbered(int sender, int n) {}

  /** Notes what comes from each sender; only its own turn touches it, so plain fields must do. */
  private static final class Order implements Behavior<Numbered> {
    private final int[] next = new int[SENDERS];
    private final CopyOnWriteArrayList<String> wrong;

    Order(CopyOnWriteArrayList<String> wrong) {
      this.wrong = wrong;
    }

    @Override
    public void receive(AgentContext<Numbered> context, Numbered message) {
      if (next[message.sender] != message.n) {
        wrong.add(message + " instead of " + next[message.sender]);
      }
      next[message.sender] = message.n + 1;
    }
  }

  // Order, once.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void messagesOfOneThreadStayInOrder(int workers) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    var wrong = new CopyOnWriteArrayList<String>();
    AgentRef<Numbered> agent =
        runtime.spawn(runtime.defaultConfig().withCapacity(50), () -> new Order(wrong));
    var threads = new ArrayList<Thread>();
    for (int s = 0; s < SENDERS; s++) {
      int sender = s;
      Thread.Builder builder = s % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(
          builder.start(() -> {
            for (int n = 0; n < EACH; n++) {
              var message = new Numbered(sender, n);
              if (!agent.signal(message).isTaken()) { // full: the message is still the sender's
                assertTrue(agent.send(message, LONG).isTaken());
              }
            }
          }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(List.of(), wrong);
    assertEquals(SENDERS * EACH, agent.profile().handled());
    assertEquals(0, runtime.metrics().deadLetters());
  }

  /** Handler agents defer and park, loop agents and those that block wait: all keep their order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void messagesOfOneAgentStayInOrder(int workers) {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    var wrong = new CopyOnWriteArrayList<String>();
    AgentRef<Numbered> agent = runtime.spawn(() -> new Order(wrong));
    for (int s = 0; s < SENDERS; s++) {
      int sender = s;
      switch (s % 3) {
        case 0 -> {
          AgentRef<Integer> handler =
              runtime.spawn((context, n) -> {
                assertTrue(agent.signal(new Numbered(sender, n)).isTaken());
                if (n + 1 < EACH) {
                  assertTrue(context.self().signal(n + 1).isTaken());
                }
              });
          handler.signal(0);
        }
        case 1 -> {
          AgentRef<String> loop =
              runtime.spawn(mailbox -> {
                mailbox.receive();
                for (int n = 0; n < EACH; n++) {
                  assertTrue(agent.signal(new Numbered(sender, n)).isTaken());
                }
              });
          loop.signal("go");
        }
        default -> {
          AgentRef<String> blocking =
              runtime.spawn(
                  runtime.defaultConfig().withBlocking(),
                  (context, word) -> {
                    for (int n = 0; n < EACH; n++) {
                      assertTrue(agent.signal(new Numbered(sender, n)).isTaken());
                    }
                  });
          blocking.signal("go");
        }
      }
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(List.of(), wrong);
    assertEquals(SENDERS * EACH, agent.profile().handled());
  }

  @Test
  void orderHoldsFromSeeds() {
    Seeds.each(
        30,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
          var wrong = new CopyOnWriteArrayList<String>();
          AgentRef<Numbered> agent = runtime.spawn(() -> new Order(wrong));
          for (int s = 0; s < 3; s++) {
            int sender = s;
            AgentRef<Integer> from =
                runtime.spawn((context, n) -> {
                  agent.signal(new Numbered(sender, 2 * n));
                  agent.signal(new Numbered(sender, 2 * n + 1));
                  if (n < 9) {
                    context.self().signal(n + 1);
                  }
                });
            from.signal(0);
          }
          steps.settle();
          assertEquals(List.of(), wrong);
          assertEquals(60, agent.profile().handled());
          assertEquals(0, runtime.metrics().failures());
          runtimes.finish(runtime);
        });
  }

  /** Failures, restarts, resumes and an abort in between: nothing is handled a second time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void noMessageIsHandledTwice(int workers) {
    var config = Runtimes.tiny(workers);
    AgentRuntime runtime =
        runtimes.start(
            config.withAgents(
                config
                    .agents()
                    .withCapacity(8)
                    .withSupervision(
                        Supervision.restart()
                            .withLimit(1_000_000, LONG)
                            .withBackoff(Duration.ZERO, Duration.ZERO)
                            .with(IllegalStateException.class, Directive.RESUME))));
    var events = Events.of(runtime);
    var times = new ConcurrentHashMap<Integer, Integer>();
    int taken = 0;
    for (int round = 0; round < 10; round++) {
      AgentRef<Integer> agent =
          runtime.spawn((context, n) -> {
            times.merge(n, 1, Integer::sum);
            if (n % 7 == 0) {
              throw new IllegalArgumentException("restart");
            }
            if (n % 11 == 0) {
              throw new IllegalStateException("resume");
            }
          });
      int first = round * 1000;
      for (int n = first; n < first + 1000; n++) {
        if (n == first + 900 && round % 2 == 0) {
          agent.abort();
        }
        if (agent.send(n, LONG).isTaken()) {
          taken++;
        }
      }
    }
    Runtimes.awaitQuiet(runtime);
    assertTrue(times.values().stream().allMatch(n -> n == 1), times::toString);
    long aborted =
        events.of(DeadLetter.class).stream()
            .filter(letter -> letter.reason() == DeadLetter.Reason.ABORTED)
            .count();
    assertEquals(taken, times.size() + aborted, "each is handled or a dead letter");
    assertTrue(runtime.metrics().restarts() > 0);
  }

  // Happens-before.

  /** Something without any ordering of its own. */
  @Shared("the signals order it, or the test fails")
  private static final class Plain {
    private static final class Pair {
      int first;
      long second;
    }

    private final Pair[] all;

    Plain(int count) {
      all = new Pair[count];
    }

    void write(int n) {
      var fresh = new Pair();
      fresh.first = n;
      fresh.second = -n;
      all[n] = fresh;
    }

    boolean isStale(int n) {
      Pair seen = all[n];
      return seen == null || seen.first != n || seen.second != -n;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheSenderDidIsSeenByTheTurn(boolean byAgents) throws Exception {
    int count = 20_000;
    AgentRuntime runtime = runtimes.start();
    var plain = new Plain(count);
    var stale = new ConcurrentLinkedQueue<Integer>();
    AgentRef<Integer> reader =
        runtime.spawn((context, n) -> {
          if (plain.isStale(n)) {
            stale.add(n);
          }
        });
    if (byAgents) {
      AgentRef<Integer> writer =
          runtime.spawn((context, n) -> {
            plain.write(n);
            reader.signal(n);
            if (n + 1 < count) {
              context.self().signal(n + 1);
            }
          });
      writer.signal(0);
    } else {
      Until.ended(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < count; n++) {
                  plain.write(n);
                  reader.send(n, LONG);
                }
              }));
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(List.of(), List.copyOf(stale));
    assertEquals(count, reader.profile().handled());
  }

  // Isolation.

  /** Plain state of an agent, and whether a thread is inside; the last message, -1, asks for it. */
  private static final class Guarded {
    private final CopyOnWriteArrayList<String> wrong;
    private final AtomicInteger counted;
    private int count;
    private volatile boolean inside;

    Guarded(CopyOnWriteArrayList<String> wrong, AtomicInteger counted) {
      this.wrong = wrong;
      this.counted = counted;
    }

    void enter(int message) {
      if (inside) {
        wrong.add("a second thread is inside");
      }
      inside = true;
      if (message < 0) {
        counted.addAndGet(count);
      }
      count++;
      inside = false;
    }
  }

  /** Many senders, many workers, turns of two messages that move from worker to worker. */
  @ParameterizedTest
  @ValueSource(strings = {"handler", "loop", "blocking"})
  void oneThreadAtATimeRunsAnAgent(String kind) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(8));
    int agents = 4;
    var wrong = new CopyOnWriteArrayList<String>();
    var counted = new AtomicInteger();
    var refs = new CopyOnWriteArrayList<AgentRef<Integer>>();
    var plain = runtime.defaultConfig().withCapacity(16);
    for (int a = 0; a < agents; a++) {
      var state = new Guarded(wrong, counted);
      refs.add(
          switch (kind) {
            case "handler" -> runtime.spawn(plain, (context, m) -> state.enter(m));
            case "blocking" -> runtime.spawn(plain.withBlocking(), (context, m) -> state.enter(m));
            default -> {
              AgentLoop<Integer> loop =
                  mailbox -> {
                    while (true) {
                      state.enter(mailbox.receive());
                    }
                  };
              yield runtime.spawn(plain, loop);
            }
          });
    }
    var relays = new ArrayList<AgentRef<Integer>>();
    for (int r = 0; r < 4; r++) {
      relays.add(
          runtime.spawn((context, left) -> {
            refs.get(left % agents).signal(left);
            if (left > 0) {
              context.self().signal(left - 1);
            }
          }));
    }
    relays.forEach(relay -> relay.signal(EACH - 1));
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < EACH; n++) {
                  refs.get(n % agents).send(n, LONG);
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    Runtimes.awaitQuiet(runtime);
    refs.forEach(ref -> ref.signal(-1));
    Runtimes.awaitQuiet(runtime);
    assertEquals(List.of(), wrong);
    assertEquals(8 * EACH, counted.get(), "a lost update would be missing");
  }

  // Results.

  @Test
  void eachResultOfASignal() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var events = Events.of(runtime);
    var handled = new CopyOnWriteArrayList<Integer>();
    var config = runtime.defaultConfig().withCapacity(5); // high water at 4
    AgentRef<Integer> agent = runtime.spawn(config, (context, n) -> handled.add(n));
    var results = new CopyOnWriteArrayList<Delivery>();
    for (int n = 1; n <= 6; n++) {
      results.add(agent.signal(n));
    }
    assertEquals(
        List.of(
            Delivery.ACCEPTED,
            Delivery.ACCEPTED,
            Delivery.ACCEPTED,
            Delivery.PRESSURED,
            Delivery.PRESSURED,
            Delivery.REJECTED),
        results);
    assertEquals(1, events.count(RuntimeEvent.Rejected.class));

    steps.settle();
    assertEquals(Delivery.ACCEPTED, agent.signal(7));
    agent.stop();
    assertEquals(Delivery.STOPPED, agent.signal(8));
    steps.settle();
    assertEquals(Delivery.STOPPED, agent.signal(9));
    assertEquals(List.of(1, 2, 3, 4, 5, 7), handled);
    assertEquals(
        List.of(8, 9), events.of(DeadLetter.class).stream().map(DeadLetter::message).toList());
  }

  @Test
  void aSignalToAFullMailboxIsDeferred() {
    var steps = Steps.inOrder();
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1)); // capacity 1
    var handled = new CopyOnWriteArrayList<Integer>();
    AgentRef<Integer> agent = runtime.spawn((context, n) -> handled.add(n));
    var results = new CopyOnWriteArrayList<Delivery>();
    AgentRef<Integer> sender =
        runtime.spawn((context, count) -> {
          for (int n = 0; n < count; n++) {
            results.add(agent.signal(n));
          }
        });
    sender.signal(6);
    steps.settle();
    assertEquals(Delivery.PRESSURED, results.getFirst(), "the only place");
    assertEquals(List.of(Delivery.DEFERRED), results.subList(1, 6).stream().distinct().toList());
    assertEquals(List.of(0, 1, 2, 3, 4, 5), handled);
    var taken = EnumSet.of(Delivery.ACCEPTED, Delivery.PRESSURED, Delivery.DEFERRED);
    for (Delivery delivery : Delivery.values()) {
      assertEquals(taken.contains(delivery), delivery.isTaken(), delivery::name);
    }
  }

  @Test
  void aMailboxThatDropsSaysWhat() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var events = Events.of(runtime);
    var handled = new CopyOnWriteArrayList<String>();
    var small = MailboxConfig.ofCapacity(2);
    AgentRef<String> newest =
        runtime.spawn(
            runtime.defaultConfig().withMailbox(small.withOverflow(OverflowPolicy.DROP_NEWEST)),
            (context, word) -> handled.add(word));
    AgentRef<String> oldest =
        runtime.spawn(
            runtime.defaultConfig().withMailbox(small.withOverflow(OverflowPolicy.DROP_OLDEST)),
            (context, word) -> handled.add(word));
    assertTrue(newest.signal("a").isTaken());
    assertTrue(newest.signal("b").isTaken());
    assertEquals(Delivery.DROPPED, newest.signal("c"));
    assertTrue(oldest.signal("x").isTaken());
    assertTrue(oldest.signal("y").isTaken());
    assertTrue(oldest.signal("z").isTaken(), "the oldest goes, not this one");
    assertFalse(Delivery.DROPPED.isTaken());
    assertEquals(
        List.of("c DROPPED_NEWEST", "x DROPPED_OLDEST"),
        events.of(DeadLetter.class).stream().map(d -> d.message() + " " + d.reason()).toList());
    steps.settle();
    assertEquals(List.of("a", "b", "y", "z"), handled.stream().sorted().toList());
    assertEquals(0, runtime.metrics().rejected());
    assertEquals(2, runtime.metrics().deadLetters());
  }

  /** Stop and abort race with senders: what was taken is handled or a dead letter, never both. */
  @Test
  void endsRaceWithSenders() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(4));
    var random = new SplittableRandom(5);
    for (int round = 0; round < 300; round++) {
      AgentRef<Integer> agent =
          runtime.spawn(runtime.defaultConfig().withCapacity(4), (context, n) -> {});
      var begun = new CountDownLatch(1);
      var sender =
          Thread.ofVirtual()
              .start(() -> {
                begun.countDown();
                for (int n = 0; n < 1_000_000 && agent.signal(n) != Delivery.STOPPED; n++) {}
              });
      Until.open("the sender has begun", begun);
      if (random.nextBoolean()) {
        agent.stop();
      } else {
        agent.abort();
      }
      Until.ended(sender);
      assertEquals(Delivery.STOPPED, agent.signal(1));
    }
  }
}
