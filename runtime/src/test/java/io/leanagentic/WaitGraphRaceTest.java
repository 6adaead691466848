package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents on two workers begin to await each other, and are answered, at the same moment. */
final class WaitGraphRaceTest {
  private static final Duration LONG = Duration.ofHours(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** A question if it has a reply; and how often it is still to be asked on. */
  private record Step(int left, @Nullable Reply<Integer> reply) {}

  /** Agents that answer at once, then ask the next one and await its answer. */
  @Val
  private static final class Ring {
    private final CopyOnWriteArrayList<AgentRef<Step>> agents = new CopyOnWriteArrayList<>();
    private final AtomicInteger cycles = new AtomicInteger();
    private final CountDownLatch ends;

    private Ring(int ends) {
      this.ends = new CountDownLatch(ends);
    }

    static Ring of(AgentRuntime runtime, int size, int ends) {
      var ring = new Ring(ends);
      for (int i = 0; i < size; i++) {
        int next = (i + 1) % size;
        ring.agents.add(runtime.spawn((context, step) -> ring.act(context, step, next)));
      }
      return ring;
    }

    private void act(AgentContext<Step> context, Step step, int next) {
      if (step.reply() != null) {
        step.reply().send(step.left());
      }
      if (step.left() == 0) {
        ends.countDown();
        return;
      }
      Await<Integer> answer = agents.get(next).ask(reply -> new Step(step.left() - 1, reply), LONG);
      context.await(
          answer,
          value -> {},
          failure -> {
            if (failure instanceof AwaitCycleException) {
              cycles.incrementAndGet();
              ends.countDown(); // its question is cancelled, and so is skipped
            }
          });
    }
  }

  @Test
  void aCycleThatAllCloseAtOnceIsFound() {
    AgentRuntime runtime = runtimes.start();
    Seeds.each(
        1_000,
        seed -> {
          int size = 2 + (int) (seed % 3);
          var ring = Ring.of(runtime, size, size);
          ring.agents.forEach(agent -> agent.signal(new Step(1, null)));
          Until.open("nobody awaits for ever", ring.ends);
          ring.agents.forEach(AgentRef::stop);
        });
  }

  @Test
  void chainsThatMoveAreNoCycle() {
    AgentRuntime runtime = runtimes.start();
    Seeds.each(
        20,
        seed -> {
          // Of three, two await at most.
          var ring = Ring.of(runtime, 3, 2);
          ring.agents.get(0).signal(new Step(2_000, null));
          ring.agents.get(1).signal(new Step(2_000, null));
          Until.open("both chains come to their end", ring.ends);
          assertEquals(0, ring.cycles.get());
          ring.agents.forEach(AgentRef::stop);
        });
  }
}
