package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.Mailbox;
import io.leanagentic.Priority;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Agents woken and spawned from each of the last calls before the end of the stack: none is lost,
 * and the runtime, which counts those at work, comes to rest.
 */
final class EndOfStackTest {
  private static final int ROUNDS = 2;

  /** How many of the last calls do something: more than the runtime needs to do it. */
  private static final int CALLS = 400;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** What is woken or spawned. */
  enum Target {
    STARTING,
    URGENT,
    BLOCKING,
    LOOP
  }

  /** Goes down to the end of the stack, and acts in each call on the way up. */
  @CapUnchecked("used by one agent")
  private static final class Ascent {
    private final IntConsumer act;
    private int next;

    Ascent(IntConsumer act) {
      this.act = act;
    }

    @SuppressWarnings("InfiniteRecursion")
    private int go(long filler) {
      try {
        return go(filler + 1) + 1;
      } catch (StackOverflowError e) {
        if (next < CALLS) {
          act();
          throw e; // so that the next call gets here, too
        }
        return 0;
      }
    }

    private void act() {
      int index = next++;
      try {
        act.accept(index);
      } catch (StackOverflowError e) {
        // whoever parses deep input goes on, too
      }
    }

    void run() {
      go(0);
    }
  }

  private static AgentRef<Integer> spawn(
      AgentRuntime runtime, Target target, AtomicInteger started, AtomicInteger received) {
    return switch (target) {
      case STARTING -> runtime.spawn(AgentConfig.DEFAULT, () -> new Counting(started, received));
      case URGENT ->
          runtime.spawn(
              AgentConfig.DEFAULT.withPriority(Priority.HIGH),
              () -> new Counting(started, received));
      case BLOCKING ->
          runtime.spawn(AgentConfig.DEFAULT.withBlocking(), () -> new Counting(started, received));
      case LOOP ->
          runtime.spawn(
              AgentConfig.DEFAULT,
              (Mailbox<Integer> mailbox) -> {
                started.incrementAndGet();
                for (; ; ) {
                  mailbox.receive();
                  received.incrementAndGet();
                }
              });
    };
  }

  private static final class Counting implements Behavior<Integer> {
    private final AtomicInteger started;
    private final AtomicInteger received;

    Counting(AtomicInteger started, AtomicInteger received) {
      this.started = started;
      this.received = received;
    }

    @Override
    public void onStart(AgentContext<Integer> context) {
      started.incrementAndGet();
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer message) {
      received.incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whoIsWokenFromThereIsAwakeAndCountedOnce(Target target) throws Exception {
    // Without accounting: a signal that is cut off may be delivered and not counted.
    AgentRuntime runtime = runtimes.start(Runtimes.config().withAccounting(false));
    var started = new AtomicInteger();
    var received = new AtomicInteger();
    List<AgentRef<Integer>> made = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      made.add(spawn(runtime, target, started, received));
    }
    @Val List<AgentRef<Integer>> receivers = List.copyOf(made);
    var rounds = new AtomicInteger();
    var accepted = new AtomicInteger();
    AgentRef<String> deep =
        runtime.spawn((context, message) -> {
          new Ascent(
                  i -> {
                    if (receivers.get(i).signal(i) == Delivery.ACCEPTED) {
                      accepted.incrementAndGet();
                    }
                  })
              .run();
          rounds.incrementAndGet();
        });
    for (int round = 1; round <= ROUNDS; round++) {
      Runtimes.awaitQuiet(runtime);
      deep.signal("dive").orThrow();
      int until = round;
      Until.isTrue("the agent has come back", () -> rounds.get() == until);
    }
    Until.isTrue("what was accepted is handled", () -> received.get() >= accepted.get());
    Runtimes.awaitQuiet(runtime);
    int before = received.get();
    for (AgentRef<Integer> receiver : receivers) {
      assertEquals(Delivery.ACCEPTED, receiver.signal(1));
    }
    Until.isTrue("each is awake", () -> received.get() == before + CALLS);
    assertEquals(CALLS, started.get());
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whoIsSpawnedThereStarts(Target target) throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withAccounting(false));
    var started = new AtomicInteger();
    var spawned = new CopyOnWriteArrayList<AgentRef<Integer>>();
    var received = new AtomicInteger();
    var rounds = new AtomicInteger();
    AgentRef<String> deep =
        runtime.spawn((context, message) -> {
          new Ascent(i -> spawned.add(spawn(runtime, target, started, received))).run();
          rounds.incrementAndGet();
        });
    for (int round = 1; round <= ROUNDS; round++) {
      deep.signal("dive").orThrow();
      int until = round;
      Until.isTrue("the agent has come back", () -> rounds.get() == until);
    }
    assertTrue(spawned.size() > ROUNDS, "some were spawned");
    // Those that are there without a reference were spawned as well.
    Until.isTrue("each has started", () -> started.get() == runtime.metrics().agentsAlive() - 1);
  }
}
