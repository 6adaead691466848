package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.Supervision;
import io.leanagentic.orchestration.ShardWorld.Note;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A shard that ran, and then can never begin again, holds up nobody but its own keys. */
final class ShardStuckTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Three shards, of which {@code b} cannot begin while it is broken. */
  private static final class Group implements AutoCloseable {
    final ShardWorld world = new ShardWorld();
    final AtomicBoolean broken = new AtomicBoolean();
    final SimulatedRuntime simulation;
    private final SplittableRandom random;
    int refused;
    final ShardGroup<Integer, Note> shards;

    Group(long seed, Supervision supervision) {
      simulation = SimulatedRuntime.start(seed);
      random = new SplittableRandom(seed);
      shards =
          ShardGroup.start(
              simulation.agents(),
              "g",
              ShardMap.of(List.of("a", "b", "c")),
              shard -> {
                if (shard.equals("b") && broken.get()) {
                  throw new IllegalStateException("no database for " + shard);
                }
                return world
                .new Shard(
                    false,
                    (note, _) -> {
                      if (shard.equals("b") && broken.get()) {
                        throw new IllegalStateException("the database of " + shard + " is gone");
                      }
                    });
              },
              ShardConfig.DEFAULT.withAgents(AgentConfig.DEFAULT.withSupervision(supervision)));
      send(200);
      simulation.settle();
    }

    void send(int count) {
      for (int i = 0; i < count; i++) {
        Note note = world.next(random.nextInt(40), 0);
        Delivery delivery = shards.signal(note.key(), note);
        world.sent(note, delivery);
        refused += delivery == Delivery.STOPPED ? 1 : 0;
        if (random.nextInt(3) == 0) {
          simulation.turn();
        }
      }
    }

    /** What was taken, and then was a dead letter. */
    long lost() {
      return simulation.agents().metrics().deadLetters() - refused;
    }

    void breakDown(Duration time) {
      broken.set(true);
      send(100);
      simulation.advance(time);
    }

    @Override
    public void close() {
      simulation.close();
    }
  }

  private interface Case {
    void run(Group group);
  }

  private static void each(Case body) {
    var unlimited = Supervision.restart().withLimit(Integer.MAX_VALUE, Duration.ofMinutes(1));
    for (var supervision : List.of(Supervision.restart(), Supervision.stop(), unlimited)) {
      for (var time : List.of(Duration.ZERO, Duration.ofMillis(35), Duration.ofMinutes(3))) {
        Seeds.each(
            2,
            seed -> {
              try (var group = new Group(seed, supervision)) {
                group.breakDown(time);
                body.run(group);
              }
            });
      }
    }
  }

  @Test
  void itCanBeRemovedAndWhatWasTakenIsHandled() {
    each(group -> {
      var heavier = group.shards.reweigh("a", 2);
      var gone = group.shards.remove("b");
      group.send(50);
      group.simulation.advance(LONG);
      assertEquals("a", heavier.join().shard());
      assertEquals("b", gone.join().shard());
      assertEquals(List.of("a", "c"), group.shards.map().shards());
      group.send(100);
      group.simulation.settle();
      group.world.judge();
    });
  }

  @Test
  void othersChangeMeanwhileAndItComesBack() {
    each(group -> {
      var added = group.shards.add("d", 1);
      var left = group.shards.remove("c");
      group.send(50);
      group.simulation.advance(LONG);
      assertEquals("d", added.join().shard());
      assertTrue(left.isDone());
      assertEquals(List.of("a", "b", "d"), group.shards.map().shards());
      group.broken.set(false);
      group.simulation.advance(LONG);
      group.send(100);
      group.simulation.settle();
      group.world.judge();
    });
  }

  @Test
  void itsReplacementFailsAndIsTriedAgain() {
    each(group -> {
      Await<ShardMove> replaced = group.shards.replace("b");
      group.simulation.advance(LONG);
      assertThrows(AwaitException.class, replaced::join);
      group.broken.set(false);
      group.simulation.advance(LONG);
      group.shards.replace("b").join();
      group.send(100);
      group.simulation.settle();
      group.world.judge();
    });
  }

  @Test
  void aStateThatCannotBeTakenIsGivenUpForTheNextChangeAndThatIsSaid() {
    each(group -> {
      var heavier = group.shards.reweigh("b", 3);
      var next = group.shards.reweigh("c", 2);
      group.simulation.advance(LONG);
      assertEquals("c", next.join().shard());
      var why = assertThrows(AwaitException.class, heavier::join);
      assertTrue(String.valueOf(why.getMessage()).contains("lost their state"), why::toString);
      assertEquals(3, group.shards.map().weight("b"));
      group.broken.set(false);
      group.simulation.advance(LONG);
      group.send(100);
      group.simulation.settle();
      group.world.judge();
    });
  }

  @Test
  void closingItWaitsForNobodyAndCountsWhatIsLost() {
    each(group -> {
      var heavier = group.shards.reweigh("b", 3);
      group.shards.close();
      group.simulation.advance(LONG);
      assertTrue(heavier.isDone());
      assertEquals(group.world.count(), group.world.handledCount() + group.lost(), () -> "neither");
      assertFalse(group.simulation.agents().roots().stream().anyMatch(agent -> agent.isAlive()));
    });
  }
}
