package io.leanagentic.soak;

import io.leanagentic.AgentRef;
import io.leanagentic.AwaitException;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.soak.Message.Question;
import io.leanagentic.soak.Message.Trouble;
import io.leanagentic.soak.Message.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What threads outside do to the crowd until the round is over. */
final class Load {
  private static final int GARBAGE = 200_000;
  private static final int LEAK = 10 << 20;
  private static final Duration PACE = Duration.ofMillis(2);

  private final Crowd crowd;
  private final Options options;
  private final List<byte[]> leak = new ArrayList<>();
  private final AgentRef<Question> calm;

  Load(Crowd crowd, Options options) {
    this.crowd = crowd;
    this.options = options;
    this.calm = crowd.runtime.spawn("calm", (_, question) -> question.reply().send(1));
  }

  /**
   * Runs a round, and returns how long the calm agent took to answer; problems go to the crowd's.
   */
  Latencies run(int round) throws InterruptedException {
    long deadline = System.nanoTime() + options.round().toNanos();
    var random = new SplittableRandom(options.seed() + round);
    var latencies = new Latencies();
    var threads =
        List.of(
            start("signals 1", random.split(), deadline, this::signals),
            start("signals 2", random.split(), deadline, this::signals),
            start("troubles", random.split(), deadline, this::troubles),
            start("asks", random.split(), deadline, (own, until) -> asks(latencies, until)));
    for (Thread thread : threads) {
      if (!thread.join(options.round().plus(options.patience()))) {
        crowd.problems.add("stuck: the thread " + thread.getName() + " does not return");
      }
    }
    return latencies;
  }

  private interface Part {
    void run(SplittableRandom random, long deadline) throws InterruptedException;
  }

  private Thread start(String name, SplittableRandom random, long deadline, Part part) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            part.run(random, deadline);
          } catch (Throwable t) {
            crowd.problems.add("the thread " + name + " failed: " + t);
          }
        });
  }

  private static boolean isOver(long deadline) {
    return System.nanoTime() >= deadline;
  }

  private void signals(SplittableRandom random, long deadline) {
    while (!isOver(deadline)) {
      var work = new Work(random.nextInt(6), random.nextLong());
      AgentRef<Message> to = crowd.any(random);
      switch (random.nextInt(20)) {
        case 0 -> crowd.note(to, to.send(work, Duration.ofMillis(5)), work);
        case 1 -> crowd.note(to, to.trySignal(work), work);
        default -> crowd.signal(to, work);
      }
    }
  }

  private void asks(Latencies latencies, long deadline) {
    while (!isOver(deadline)) {
      long begin = System.nanoTime();
      try {
        calm.ask(Question::new, options.patience()).join();
        latencies.add(System.nanoTime() - begin);
      } catch (AwaitException e) {
        crowd.problems.add("stuck: the calm agent does not answer, " + e.getMessage());
        return;
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private void troubles(SplittableRandom random, long deadline) throws InterruptedException {
    var young = new byte[32][];
    for (int n = 0; !isOver(deadline); n++) {
      byte[] garbage = new byte[GARBAGE];
      young[n % young.length] = garbage; // old enough that only a full look finds it dead
      if (options.plant() == Plant.LEAK && n < LEAK / GARBAGE) {
        leak.add(garbage);
      }
      if (options.plant() == Plant.STUCK && n == 0) {
        crowd.any(random).send(Trouble.HANG, options.patience());
      }
      trouble(random);
      LockSupport.parkNanos(random.nextLong(2 * PACE.toNanos()));
    }
  }

  private void trouble(SplittableRandom random) throws InterruptedException {
    switch (random.nextInt(100)) {
      case 0 -> crowd.trouble(random, Trouble.HOLD);
      case 1 -> crowd.trouble(random, Trouble.OVERFLOW);
      case 2, 3, 4 -> crowd.trouble(random, Trouble.INTERRUPT);
      case 5, 6, 7, 8, 9, 10, 11, 12 -> crowd.trouble(random, Trouble.FAIL);
      case 13, 14, 15, 16, 17, 18, 19, 20, 21, 22 -> {
        int resource = random.nextInt(4);
        try {
          crowd.leases.withLease(
              "resource " + resource,
              LeaseHolder.named("troubles"),
              Duration.ofMinutes(1),
              Duration.ofSeconds(1),
              _ -> {
                crowd.use(resource);
                return 0;
              });
        } catch (AwaitException e) {
          // Held by an agent that has other things to do.
        }
      }
      case 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 -> {
        var answer = crowd.ask(random);
        if (random.nextBoolean()) {
          answer.cancel();
        }
      }
      case 33, 34, 35, 36, 37, 38 -> {
        long element = random.nextLong();
        if (crowd.channel.send(element, Duration.ofMillis(1))) {
          crowd.elements.begun(element, "sent by a thread");
        }
      }
      case 39, 40, 41, 42, 43, 44 ->
          crowd.channel.receive(Duration.ofMillis(1)).ifPresent(crowd.elements::ended);
      default -> crowd.replace(random);
    }
  }
}
