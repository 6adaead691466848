package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signals = handled + waiting + dead letters, for systems in which everything goes wrong at once.
 * The runtime's books are compared with what the test itself counted.
 */
final class AccountingTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static RuntimeConfig config(int workers) {
    var config = Runtimes.tiny(workers); // ring 4, budget 2, capacity 1
    return config.withAgents(
        config
            .agents()
            .withSupervision(
                Supervision.restart()
                    .withLimit(5, LONG)
                    .withBackoff(Duration.ofMillis(1), Duration.ofMillis(5))
                    .with(IllegalStateException.class, Directive.RESUME)
                    .with(UnsupportedOperationException.class, Directive.STOP)));
  }

  /** Agents of all kinds that send each other messages until each message's hops are used up. */
  @Val
  private static final class Crowd {
    private static final int AGENTS = 12;

    private final AgentRuntime runtime;
    private final Events events;
    private final CopyOnWriteArrayList<AgentRef<Integer>> agents = new CopyOnWriteArrayList<>();
    private final AtomicLong signals = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();

    Crowd(AgentRuntime runtime) {
      this.runtime = runtime;
      this.events = Events.of(runtime);
    }

    Crowd fill(long seed, boolean threads) {
      var random = new SplittableRandom(seed);
      for (int i = 0; i < AGENTS; i++) {
        var own = new SplittableRandom(random.nextLong());
        var mailbox = runtime.defaultConfig().mailbox();
        var config =
            runtime
                .defaultConfig()
                .withPriority(List.of(Priority.values()).get(random.nextInt(4)))
                .withMailbox(
                    mailbox.withOverflow(List.of(OverflowPolicy.values()).get(random.nextInt(3))));
        agents.add(
            threads && i % 4 == 3
                ? runtime.spawn(config.withBlocking(), (context, left) -> act(context, own, left))
                : runtime.spawn(config, (context, left) -> act(context, own, left)));
      }
      return this;
    }

    private void act(AgentContext<Integer> context, SplittableRandom random, int left) {
      handled.incrementAndGet();
      for (int n = 0; n < 2 && left > 0; n++) {
        signal(agents.get(random.nextInt(AGENTS)), left - 1);
      }
      switch (random.nextInt(60)) {
        case 0 -> throw new IllegalArgumentException("restart");
        case 1, 2 -> throw new IllegalStateException("resume");
        case 3 -> throw new UnsupportedOperationException("stop");
        case 4 -> agents.get(random.nextInt(AGENTS)).abort();
        case 5 -> agents.get(random.nextInt(AGENTS)).stop();
        case 6, 7 -> {
          context.stash(left);
          signals.incrementAndGet(); // it comes back as another message
        }
        case 8, 9, 10 -> context.unstash();
        default -> {}
      }
    }

    void signal(AgentRef<Integer> to, int left) {
      if (to.signal(left) != Delivery.REJECTED) {
        signals.incrementAndGet();
      }
    }

    /** At rest. */
    void check() {
      var books = ((RuntimeCore) runtime).books();
      assertTrue(books.balance(), books::toString);
      assertEquals(signals.get(), books.signals(), "signals that were not rejected");
      assertEquals(handled.get(), books.handled(), "messages that reached a behavior");
      assertEquals(events.count(DeadLetter.class), books.deadLetters(), "dead letters told");
    }
  }

  @Test
  void theBooksBalanceFromSeeds() {
    var sum = new long[3];
    Seeds.each(
        300,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, config(1));
          var crowd = new Crowd(runtime).fill(seed, false);
          var random = new SplittableRandom(~seed);
          for (int wave = 0; wave < 4; wave++) {
            for (int i = 0; i < 6; i++) {
              crowd.signal(crowd.agents.get(random.nextInt(Crowd.AGENTS)), random.nextInt(6));
            }
            steps.settle();
            crowd.check();
            steps.advance(Duration.ofMillis(random.nextInt(3))); // some are back from a restart
            crowd.check();
          }
          steps.finish();
          crowd.check();
          sum[0] += crowd.handled.get();
          sum[1] += runtime.metrics().deadLetters();
          sum[2] += runtime.metrics().restarts();
          runtimes.finish(runtime);
        });
    if (Long.getLong("leanagentic.seed") == null) {
      String happened = Arrays.toString(sum); // however few the seeds
      assertTrue(sum[0] > 0 && sum[1] > 0 && sum[2] > 0, happened);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void theBooksBalanceOnWorkers(int workers) {
    Seeds.each(
        20,
        seed -> {
          AgentRuntime runtime = runtimes.start(config(workers));
          var crowd = new Crowd(runtime).fill(seed, true);
          for (int i = 0; i < Crowd.AGENTS; i++) {
            crowd.signal(crowd.agents.get(i), 7);
          }
          Runtimes.awaitQuiet(runtime);
          Runtimes.checkBooks(runtime);
          runtimes.finish(runtime); // ends what waits for a restart, and checks again
          crowd.check();
        });
  }
}
