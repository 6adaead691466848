package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Agents of all three kinds that signal, ask, fail, stop and abort each other with mailboxes that
 * are always full, while threads outside take what room there is. Nobody may wait for ever: no
 * deadline here is shorter than the test's patience.
 */
final class MixedStressTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int AGENTS = 9;

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private record Job(int left, long seed, @Nullable Reply<Integer> reply) {}

  @Val
  private static final class Crowd {
    private final AgentRuntime runtime;
    private final CopyOnWriteArrayList<AgentRef<Job>> agents = new CopyOnWriteArrayList<>();
    private final AtomicLong asks = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();

    Crowd(AgentRuntime runtime) {
      this.runtime = runtime;
    }

    void fill(SplittableRandom random) {
      for (int i = 0; i < AGENTS; i++) {
        agents.add(spawn(i, 1 + random.nextInt(4)));
      }
    }

    private AgentRef<Job> spawn(int i, int capacity) {
      var config =
          runtime
              .defaultConfig()
              .withCapacity(capacity)
              .withSupervision(
                  Supervision.restart()
                      .withLimit(1_000, LONG)
                      .withBackoff(Duration.ZERO, Duration.ofMillis(1)));
      return switch (i % 3) {
        case 0 -> runtime.spawn(config, (AgentContext<Job> context, Job job) -> act(job, context));
        case 1 ->
            runtime.spawn(
                config.withBlocking(), (AgentContext<Job> context, Job job) -> act(job, null));
        default ->
            runtime.spawn(
                config,
                (AgentLoop<Job>)
                    mailbox -> {
                      while (true) {
                        act(mailbox.receive(), null);
                      }
                    });
      };
    }

    /**
     * Handles a job.
     *
     * @param context of an agent that must not block
     */
    private void act(Job job, @Nullable AgentContext<Job> context) {
      var random = new SplittableRandom(job.seed());
      for (int n = random.nextInt(4); job.left() > 0 && n > 0; n--) {
        AgentRef<Job> to = agents.get(random.nextInt(AGENTS));
        long seed = random.nextLong();
        switch (random.nextInt(16)) {
          case 0, 1 -> ask(to, job.left() - 1, seed, context, random.nextBoolean());
          case 2 -> to.trySignal(new Job(job.left() - 1, seed, null));
          default -> to.signal(new Job(job.left() - 1, seed, null));
        }
      }
      if (job.reply() != null) {
        job.reply().send(job.left());
      }
      switch (random.nextInt(80)) {
        case 0 -> end(random, AgentRef::stop);
        case 1 -> end(random, AgentRef::abort);
        case 2, 3, 4 -> throw new IllegalStateException("on purpose");
        default -> {}
      }
    }

    private void ask(
        AgentRef<Job> to, int left, long seed, @Nullable AgentContext<Job> context, boolean alone) {
      asks.incrementAndGet();
      Await<Integer> answer = to.ask(reply -> new Job(left, seed, reply), LONG);
      try {
        if (context == null) {
          answer.join();
        } else if (alone) {
          context.await(answer, value -> {}, failure -> {});
        } else {
          context.onAnswer(answer, value -> {}, failure -> {});
        }
      } catch (AwaitException e) {
        // It ended, failed, or awaits this agent: any answer will do.
      }
    }

    /** Ends an agent of the crowd; another of its kind takes its place. */
    private void end(SplittableRandom random, java.util.function.Consumer<AgentRef<Job>> how) {
      if (ends.incrementAndGet() <= 20) {
        int i = random.nextInt(AGENTS);
        how.accept(agents.set(i, spawn(i, 1 + random.nextInt(4))));
      }
    }
  }

  @Test
  void nobodyWaitsForEver() {
    Seeds.each(
        12,
        seed -> {
          AgentRuntime runtime = runtimes.start(Runtimes.tiny(1 + (int) (seed % 3)));
          var random = new SplittableRandom(seed);
          var crowd = new Crowd(runtime);
          crowd.fill(random);
          var outside =
              Stream.of(random.nextLong(), random.nextLong())
                  .map(own ->
                      Thread.ofPlatform()
                          .start(() -> {
                            var choices = new SplittableRandom(own);
                            for (int n = 0; n < 150; n++) {
                              crowd
                                  .agents
                                  .get(choices.nextInt(AGENTS))
                                  .send(new Job(8, choices.nextLong(), null), LONG);
                            }
                          }))
                  .toList();
          for (Thread thread : outside) {
            thread.join(Duration.ofMinutes(1));
            assertTrue(!thread.isAlive(), "a thread waits for room for ever");
          }
          Runtimes.awaitQuiet(runtime);
          assertTrue(crowd.asks.get() > 0, "nobody asked");
          runtimes.finish(runtime);
        });
  }
}
