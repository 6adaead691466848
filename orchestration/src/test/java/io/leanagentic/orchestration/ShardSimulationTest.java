package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.orchestration.ShardWorld.Note;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Shards that come, go, are replaced and end while messages come; turn by turn, from seeds. */
@CapUnchecked("agents share one model with the test; one thread runs all")
final class ShardSimulationTest {
  private static final int KEYS = 24;
  private static final int SENDERS = 3;

  @Test
  void orderHoldsAndNothingIsLostOrDoubled() {
    Simulation.seeds(300, seed -> run(seed, false));
  }

  @Test
  void shardsThatEndLoseNothing() {
    Simulation.seeds(300, seed -> run(seed, true));
  }

  private static void run(long seed, boolean deadly) {
    // Turns of few messages, and none that ends by the wall clock.
    var config = RuntimeConfig.defaults().withBudget(1 + (int) (seed % 3), Duration.ofDays(1));
    try (var simulation = new Simulation(seed, config)) {
      var run = new Run(simulation, deadly);
      run.go();
      run.finish();
    }
  }

  /** One group, its senders, and what happens to it. */
  private static final class Run {
    private final Simulation simulation;
    private final SplittableRandom random;
    private final boolean deadly;
    private final ShardWorld world = new ShardWorld();
    private final ShardGroup<Integer, Note> group;
    private final CopyOnWriteArrayList<AgentRef<Integer>> senders = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Await<ShardMove>> moves = new CopyOnWriteArrayList<>();
    private int names;

    Run(Simulation simulation, boolean deadly) {
      this.simulation = simulation;
      this.random = simulation.random;
      this.deadly = deadly;
      AgentConfig agents =
          AgentConfig.DEFAULT
              .withCapacity(1 + random.nextInt(8))
              .withOverdraft(1 + random.nextInt(6));
      ShardMap map = ShardMap.empty(128);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        map = map.with("s" + names++, 1 + random.nextInt(3));
      }
      group =
          ShardGroup.start(
              simulation.runtime(),
              "g",
              map,
              _ -> world.new Shard(!deadly),
              ShardConfig.DEFAULT.withAgents(agents).withHold(1 + random.nextInt(6)));
      if (!deadly) { // who ends takes what is in its outbox along
        world.then =
            (note, shard) -> {
              if (note.sender() <= SENDERS && random.nextInt(3) == 0) {
                send(shard);
              }
            };
      }
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(
            simulation
                .runtime()
                .spawn(
                    agents,
                    (context, count) -> {
                      for (int n = 0; n < count; n++) {
                        send(sender);
                      }
                    }));
      }
    }

    private void send(int sender) {
      int key = random.nextInt(1 + random.nextInt(KEYS));
      Note note = world.next(key, sender);
      world.sent(note, group.signal(key, note));
    }

    void go() {
      for (int step = 0; step < 400; step++) {
        switch (random.nextInt(deadly ? 12 : 10)) {
          case 0 -> moves.add(change());
          case 1, 2 -> send(SENDERS);
          case 3, 4, 5 -> senders.get(random.nextInt(SENDERS)).trySignal(1 + random.nextInt(4));
          case 10 -> end();
          default -> {
            for (int turns = random.nextInt(8); turns > 0; turns--) {
              simulation.turn();
            }
          }
        }
      }
    }

    private Await<ShardMove> change() {
      List<String> shards = group.map().shards();
      String one = shards.get(random.nextInt(shards.size()));
      int kind = random.nextInt(5);
      if (shards.size() < 6 && (kind < 2 || shards.size() == 1)) {
        return group.add("s" + names++, 1 + random.nextInt(3));
      }
      return switch (kind) {
        case 2 -> group.reweigh(one, 1 + random.nextInt(5));
        case 3 -> group.replace(one);
        default -> group.remove(one);
      };
    }

    private void end() {
      if (!world.agents.isEmpty()) {
        var agent = world.agents.get(random.nextInt(world.agents.size()));
        if (random.nextBoolean()) {
          agent.abort();
        } else {
          agent.stop();
        }
      }
    }

    void finish() {
      for (int i = 0; i < 200; i++) {
        simulation.advance(Duration.ofMillis(100));
      }
      assertTrue(moves.stream().allMatch(Await::isDone), "a handover hangs");
      for (var move : moves) {
        assertTrue(move.join().moved() <= 128);
      }
      world.judge();
      for (int key = 0; key < KEYS; key++) { // and it goes on
        Note note = world.next(key, SENDERS);
        world.sent(note, group.signal(key, note));
        simulation.advance(Duration.ofMillis(100));
      }
      world.judge();
      assertEquals(128, group.loads().stream().mapToInt(ShardLoad::slots).sum());
      for (var load : group.loads()) {
        assertEquals(group.map().slots(load.shard()), load.slots());
      }
    }
  }
}
