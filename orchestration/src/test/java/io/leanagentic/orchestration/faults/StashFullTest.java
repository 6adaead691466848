package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shards that change while threads and agents send faster than they work. */
@Timeout(300)
final class StashFullTest {
  private static final int AGENTS = 8;
  private static final int BURST = 5;
  private static final int HOLD = 4;

  @Test
  void aHandoverEndsWhateverSendersDoAndHoldIsABound() throws Exception {
    var stop = new AtomicBoolean();
    var threads = new ArrayList<Thread>();
    try (var runtime = AgentRuntime.start()) {
      ShardGroup<Integer, Integer> group =
          ShardGroup.start(
              runtime,
              "g",
              ShardMap.of(List.of("s0")),
              _ -> (context, message) -> {},
              ShardConfig.DEFAULT.withHold(HOLD).withAgents(AgentConfig.DEFAULT.withCapacity(16)));
      for (int i = 0; i < 2; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int n = 0; !stop.get(); n++) {
                    if (!group.signal(n % 200, n).isTaken()) {
                      Thread.onSpinWait();
                    }
                  }
                }));
      }
      for (int i = 0; i < AGENTS; i++) {
        AgentRef<Integer> agent =
            runtime.spawn((context, n) -> {
              for (int k = 0; k < BURST; k++) {
                group.signal((n + k) % 200, n);
              }
              if (!stop.get()) {
                context.self().signal(n + BURST);
              }
            });
        agent.signal(i * 50);
      }
      for (int i = 1; i <= 40; i++) {
        for (var move :
            List.of(group.add("s" + i, 1), group.replace("s" + i), group.remove("s" + (i - 1)))) {
          move.stage().toCompletableFuture().get(100, TimeUnit.SECONDS);
        }
        for (var load : group.loads()) {
          assertTrue(
              load.waiting() <= HOLD + AGENTS * BURST + threads.size(),
              () -> "on hold: " + load.waiting());
        }
      }
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      stop.set(true);
    }
  }
}
