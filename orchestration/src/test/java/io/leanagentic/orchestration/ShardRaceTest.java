package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.ShardWorld.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shards that change under real threads. */
@Timeout(120)
final class ShardRaceTest {
  private static final int KEYS = 64;
  private static final int THREADS = 3;
  private static final int AGENTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void underLoadNothingIsLostOrDoubled() throws Exception {
    for (int round = 0; round < 5; round++) {
      run(round, false);
    }
  }

  @Test
  void shardsThatEndUnderLoadLoseNothing() throws Exception {
    for (int round = 0; round < 5; round++) {
      run(round, true);
    }
  }

  private static void run(int round, boolean deadly) throws Exception {
    var world = new ShardWorld();
    AgentConfig agents = AgentConfig.DEFAULT.withCapacity(4 << (2 * (round % 4)));
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(4))) {
      ShardGroup<Integer, Note> group =
          ShardGroup.start(
              runtime,
              "g",
              ShardMap.of(List.of("a", "b", "c")),
              _ -> world.new Shard(!deadly, (note, shard) -> {}),
              ShardConfig.DEFAULT.withAgents(agents).withHold(16));
      int each = 4_000 * (1 + round % 4); // a small mailbox makes more changes in the time
      var done = new CountDownLatch(THREADS + AGENTS);
      startThreads(world, group, each, done);
      startAgents(runtime, world, group, each, done);
      List<Await<ShardMove>> moves = change(world, group, done, round, deadly);
      assertTrue(done.await(60, TimeUnit.SECONDS));
      for (var move : moves) {
        finish(move, deadly);
      }
      for (String shard : group.map().shards()) { // whoever ended has a successor then
        group.replace(shard).join();
      }
      group.close();
      runtime.shutdown(PATIENCE);
      world.judge();
      assertTrue(world.count() > (deadly ? 0 : each), "sent " + world.count());
      assertEquals(0, runtime.metrics().failures());
    }
  }

  private static void startThreads(
      ShardWorld world, ShardGroup<Integer, Note> group, int each, CountDownLatch done) {
    for (int i = 0; i < THREADS; i++) {
      int sender = i;
      Thread.ofPlatform()
          .start(() -> {
            var random = new SplittableRandom(sender);
            for (int n = 0; n < each; n++) {
              Note note = world.next(random.nextInt(KEYS), sender);
              world.sent(
                  note,
                  random.nextInt(4) == 0
                      ? group.signal(note.key(), note)
                      : group.send(note.key(), note, PATIENCE));
            }
            done.countDown();
          });
    }
  }

  private static void startAgents(
      AgentRuntime runtime,
      ShardWorld world,
      ShardGroup<Integer, Note> group,
      int each,
      CountDownLatch done) {
    for (int i = THREADS; i < THREADS + AGENTS; i++) {
      int sender = i;
      var random = new SplittableRandom(sender);
      AgentRef<Integer> agent =
          runtime.spawn((context, from) -> {
            int n = from;
            Delivery last = Delivery.ACCEPTED;
            for (; n < each && last == Delivery.ACCEPTED && n < from + 100; n++) {
              Note note = world.next(random.nextInt(KEYS), sender);
              last = group.signal(note.key(), note);
              world.sent(note, last);
            }
            if (n < each) {
              context.self().signal(n);
            } else {
              done.countDown();
            }
          });
      agent.send(0, PATIENCE);
    }
  }

  /** Changes the group until all senders are done. */
  private static List<Await<ShardMove>> change(
      ShardWorld world,
      ShardGroup<Integer, Note> group,
      CountDownLatch done,
      int round,
      boolean deadly) {
    var changes = new SplittableRandom(round);
    List<Await<ShardMove>> moves = new ArrayList<>();
    int names = 0;
    while (done.getCount() > 0) {
      List<String> shards = group.map().shards();
      String one = shards.get(changes.nextInt(shards.size()));
      Await<ShardMove> move;
      try {
        move =
            switch (changes.nextInt(4)) {
              case 0 -> group.replace(one);
              case 1 -> group.reweigh(one, 1 + changes.nextInt(4));
              default -> shards.size() > 4 ? group.remove(one) : group.add("s" + names++, 1);
            };
      } catch (IllegalArgumentException | NoSuchElementException undone) {
        assertTrue(deadly, undone::toString); // as isUndone() says
        continue;
      }
      moves.add(move);
      if (changes.nextInt(4) == 0) {
        finish(move, deadly);
      }
      if (deadly && !world.agents.isEmpty() && changes.nextInt(3) == 0) {
        world.agents.get(changes.nextInt(world.agents.size())).abort();
      }
    }
    return moves;
  }

  /** Whether a change makes no sense, as the one that brought its shard was undone meanwhile. */
  private static boolean isUndone(@Nullable Throwable failure) {
    return failure instanceof IllegalStateException
        || failure instanceof IllegalArgumentException
        || failure instanceof NoSuchElementException;
  }

  /** Waits for a change; one whose new agent was aborted before it took anything is undone. */
  private static void finish(Await<ShardMove> move, boolean deadly) {
    try {
      move.join();
    } catch (AwaitException e) {
      if (!deadly || !isUndone(e.getCause())) {
        throw e;
      }
    }
  }
}
