package io.leanagentic.orchestration.internal.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Threads that are held up for any time between two steps of sending, while slots move: the steps
 * of {@link ShardRouter}, one at a time, in an order drawn from the seed. And twins that leave out
 * a step, which the same judge must catch.
 */
final class ShardSenderTest {
  private static final int KEYS = 4;

  /** What a sender does wrong. */
  private enum Twin {
    NONE,
    /** Does not look at the route again. */
    BLIND,
    /** Sends a copy that does not share the mark. */
    FORGETFUL
  }

  /** One message in {@code seq}'s place. */
  private record Note(int key, int sender, int seq) {}

  @Test
  void aSenderThatIsHeldUpAnywhereKeepsItsOrder() {
    Seeds.each(
        400,
        seed -> {
          assertEquals(List.of(), run(seed, Twin.NONE));
        });
  }

  @Test
  void twinsThatLeaveOutAStepAreCaught() {
    for (Twin twin : List.of(Twin.BLIND, Twin.FORGETFUL)) {
      boolean caught = false;
      for (long seed = 1; seed <= 200 && !caught; seed++) {
        caught = !run(seed, twin).isEmpty();
      }
      assertTrue(caught, twin::name);
    }
  }

  /** What went wrong. */
  private static List<String> run(long seed, Twin twin) {
    var config = RuntimeConfig.defaults().withBudget(1, Duration.ofDays(1));
    try (var simulation = SimulatedRuntime.start(seed, Strategy.random(), config)) {
      return new Run(simulation, twin).go();
    }
  }

  private static final class Run {
    private final SimulatedRuntime simulation;
    private final SplittableRandom random;
    private final Twin twin;
    private final List<String> problems = new ArrayList<>();
    private final Map<List<Integer>, List<Integer>> handled = new HashMap<>();
    private final InProcessShardHost<Integer, Note> group;
    private final List<Sender> senders = new ArrayList<>();

    Run(SimulatedRuntime simulation, Twin twin) {
      this.simulation = simulation;
      this.random = new SplittableRandom(simulation.seed());
      this.twin = twin;
      ShardMap map = ShardMap.empty(64).with("a", 1).with("b", 1);
      AgentConfig agents = AgentConfig.DEFAULT.withCapacity(2 + random.nextInt(6));
      group =
          InProcessShardHost.start(
              simulation.agents(),
              "g",
              map,
              _ -> new Shard(),
              ShardConfig.DEFAULT.withAgents(agents).withHold(1 + random.nextInt(4)));
      for (int i = 0; i < 4; i++) {
        senders.add(new Sender(i));
      }
    }

    List<String> go() {
      List<Await<ShardMove>> moves = new ArrayList<>();
      for (int step = 0; step < 600; step++) {
        switch (random.nextInt(12)) {
          case 0 -> moves.add(move());
          case 1, 2, 3, 4, 5, 6 -> senders.get(random.nextInt(senders.size())).step();
          default -> simulation.turn();
        }
      }
      senders.forEach(Sender::finish);
      simulation.advance(Duration.ofSeconds(10));
      assertTrue(moves.stream().allMatch(Await::isDone), "a handover hangs");
      for (Sender sender : senders) {
        sender.judge();
      }
      return problems;
    }

    private Await<ShardMove> move() {
      List<String> shards = group.map().shards();
      return switch (random.nextInt(3)) {
        case 0 ->
            shards.contains("c")
                ? group.change("c", map -> map.without("c"))
                : group.change("c", map -> map.with("c", 1));
        case 1 -> group.change("a", map -> map.weighing("a", 1 + random.nextInt(3)));
        default -> group.replace("b");
      };
    }

    /** Sends one message at a time, in three steps. */
    private final class Sender {
      private final int number;
      private final int[] taken = new int[KEYS];
      private @Nullable ShardEnvelope envelope;
      private @Nullable Delivery put;
      private boolean sent;

      Sender(int number) {
        this.number = number;
      }

      void step() {
        ShardRouter router = group.router;
        if (envelope == null) { // reads the route
          int key = random.nextInt(KEYS);
          envelope =
              new ShardEnvelope(
                  router.route(router.slot(key)), key, new Note(key, number, taken[key]), null);
          put = null;
          sent = false;
        } else if (put == null) { // puts the envelope
          put = envelope.route.instance.ref.signal(envelope);
        } else { // reads the route again
          Delivery outcome = router.settled(envelope, put, sent);
          sent = sent || outcome.isTaken();
          Route now = router.route(envelope.route.slot);
          if (now == envelope.route || twin == Twin.BLIND) {
            done(outcome);
          } else {
            envelope =
                twin == Twin.FORGETFUL
                    ? new ShardEnvelope(now, envelope.key, envelope.message, null)
                    : envelope.by(now);
            put = null;
          }
        }
      }

      private void done(Delivery outcome) {
        if (outcome.isTaken()) {
          taken[((Note) Objects.requireNonNull(envelope).message).key()]++;
        } else {
          assertFalse(sent, "taken elsewhere, and refused");
        }
        envelope = null;
      }

      void finish() {
        while (envelope != null) {
          step();
        }
      }

      void judge() {
        for (int key = 0; key < KEYS; key++) {
          var expected = IntStream.range(0, taken[key]).boxed().toList();
          var seen = handled.getOrDefault(List.of(key, number), List.of());
          if (!expected.equals(seen)) {
            problems.add("key " + key + " of sender " + number + ": " + seen);
          }
        }
      }
    }

    /** Notes what it handles, and keeps the last of each key and sender as state. */
    private final class Shard implements Behavior<Note>, Handover<Integer, Map<Integer, Integer>> {
      private final Map<Integer, Integer> counts = new HashMap<>();

      @Override
      public void receive(AgentContext<Note> context, Note note) {
        handled
            .computeIfAbsent(List.of(note.key(), note.sender()), _ -> new ArrayList<>())
            .add(note.seq());
        counts.merge(note.key(), 1, Integer::sum);
        int all =
            handled.entrySet().stream()
                .filter(entry -> entry.getKey().getFirst() == note.key())
                .mapToInt(entry -> entry.getValue().size())
                .sum();
        if (!Objects.equals(counts.get(note.key()), all)) {
          problems.add(context.self() + " has not the state of key " + note.key());
        }
      }

      @Override
      public Map<Integer, Integer> exportKeys(Predicate<? super Integer> moving) {
        var leaving = new HashMap<Integer, Integer>();
        for (int key : List.copyOf(counts.keySet())) {
          if (moving.test(key)) {
            leaving.put(key, counts.remove(key));
          }
        }
        return leaving;
      }

      @Override
      public void importKeys(Map<Integer, Integer> state) {
        counts.putAll(state);
      }
    }
  }
}
