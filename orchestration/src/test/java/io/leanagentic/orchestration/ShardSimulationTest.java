package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Shared;
import io.leanagentic.orchestration.ShardWorld.Note;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Shards that come, go, are replaced and end while messages come; turn by turn, from seeds. */
final class ShardSimulationTest {
  private static final int KEYS = 24;
  private static final int SENDERS = 3;

  @Test
  void orderHoldsAndNothingIsLostOrDoubled() {
    Seeds.each(300, seed -> run(seed, false));
  }

  @Test
  void shardsThatEndLoseNothing() {
    Seeds.each(300, seed -> run(seed, true));
  }

  private static void run(long seed, boolean deadly) {
    // Turns of few messages, and none that ends by the wall clock.
    var config = RuntimeConfig.defaults().withBudget(1 + (int) (seed % 3), Duration.ofDays(1));
    try (var simulation = SimulatedRuntime.start(seed, Strategy.random(), config)) {
      var run = new Run(simulation, deadly);
      run.begin();
      run.go();
      run.finish();
    }
  }

  /** One group, its senders, and what happens to it. */
  @Shared("one thread runs the test and all its agents")
  private static final class Run {
    private final SimulatedRuntime simulation;
    private final SplittableRandom random;
    private final boolean deadly;
    private final ShardWorld world = new ShardWorld();
    private final AtomicReference<ShardGroup<Integer, Note>> started = new AtomicReference<>();
    private final CopyOnWriteArrayList<AgentRef<Integer>> senders = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Await<ShardMove>> moves = new CopyOnWriteArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    Run(SimulatedRuntime simulation, boolean deadly) {
      this.simulation = simulation;
      this.random = new SplittableRandom(simulation.seed());
      this.deadly = deadly;
    }

    /** Begins; all that is left to chance comes from one seed, in one thread. */
    void begin() {
      AgentConfig agents = AgentConfig.DEFAULT.withCapacity(1 + nextInt(8));
      ShardMap map = ShardMap.empty(128);
      for (int i = 1 + nextInt(3); i > 0; i--) {
        map = map.with("s" + names.getAndIncrement(), 1 + nextInt(3));
      }
      started.set(
          ShardGroup.start(
              simulation.agents(),
              "g",
              map,
              _ -> world.new Shard(!deadly, this::then),
              ShardConfig.DEFAULT.withAgents(agents).withHold(1 + nextInt(6))));
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(
            simulation
                .agents()
                .spawn(
                    agents,
                    (context, count) -> {
                      for (int n = 0; n < count; n++) {
                        send(sender);
                      }
                    }));
      }
    }

    private void then(Note note, int shard) {
      // Who ends takes what is in its outbox along.
      if (!deadly && note.sender() <= SENDERS && nextInt(3) == 0) {
        send(shard);
      }
    }

    private ShardGroup<Integer, Note> group() {
      return Objects.requireNonNull(started.get());
    }

    private int nextInt(int bound) {
      return random.nextInt(bound);
    }

    private void send(int sender) {
      int key = nextInt(1 + nextInt(KEYS));
      Note note = world.next(key, sender);
      world.sent(note, group().signal(key, note));
    }

    void go() {
      for (int step = 0; step < 400; step++) {
        switch (nextInt(deadly ? 12 : 10)) {
          case 0 -> moves.add(change());
          case 1, 2 -> send(SENDERS);
          case 3, 4, 5 -> senders.get(nextInt(SENDERS)).trySignal(1 + nextInt(4));
          case 10 -> end();
          default -> {
            for (int turns = nextInt(8); turns > 0; turns--) {
              simulation.turn();
            }
          }
        }
      }
    }

    private Await<ShardMove> change() {
      List<String> shards = group().map().shards();
      String one = shards.get(nextInt(shards.size()));
      int kind = nextInt(5);
      if (shards.size() < 6 && (kind < 2 || shards.size() == 1)) {
        return group().add("s" + names.getAndIncrement(), 1 + nextInt(3));
      }
      return switch (kind) {
        case 2 -> group().reweigh(one, 1 + nextInt(5));
        case 3 -> group().replace(one);
        default -> group().remove(one);
      };
    }

    private void end() {
      if (!world.agents.isEmpty()) {
        var agent = world.agents.get(nextInt(world.agents.size()));
        if (random.nextBoolean()) {
          agent.abort();
        } else {
          agent.stop();
        }
      }
    }

    /** A change is made, or fails since its new agent ended, or since an earlier one failed. */
    private void check(Await<ShardMove> move) {
      move.whenDone((moved, failure) -> {
        assertTrue(moved == null || moved.moved() <= 128);
        assertTrue(failure == null || deadly, () -> String.valueOf(failure));
      });
    }

    void finish() {
      for (int i = 0; i < 200; i++) {
        simulation.advance(Duration.ofMillis(100));
      }
      assertTrue(moves.stream().allMatch(Await::isDone), "a handover hangs");
      moves.forEach(this::check);
      world.judge();
      for (int key = 0; key < KEYS; key++) { // and it goes on
        Note note = world.next(key, SENDERS);
        world.sent(note, group().signal(key, note));
        simulation.advance(Duration.ofMillis(100));
      }
      world.judge();
      assertEquals(128, group().loads().stream().mapToInt(ShardLoad::slots).sum());
      for (var load : group().loads()) {
        assertEquals(group().map().slots(load.shard()), load.slots());
      }
    }
  }
}
