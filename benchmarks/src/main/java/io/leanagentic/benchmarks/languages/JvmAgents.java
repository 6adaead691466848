package io.leanagentic.benchmarks.languages;

import io.leanagentic.benchmarks.harness.WarmUp;
import io.leanagentic.benchmarks.micro.agents.FanIn;
import io.leanagentic.benchmarks.micro.agents.OneToOne;
import io.leanagentic.benchmarks.micro.agents.PingPong;
import io.leanagentic.benchmarks.micro.agents.Ring;
import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.rival.PekkoFanIn;
import io.leanagentic.benchmarks.micro.rival.PekkoOneToOne;
import io.leanagentic.benchmarks.micro.rival.PekkoPingPong;
import io.leanagentic.benchmarks.micro.rival.PekkoRing;
import io.leanagentic.benchmarks.micro.rival.PekkoSpawning;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The questions asked of our agents and of Pekko's actors: the programs of the JMH benchmarks,
 * measured and printed as those of the other languages. A process of its own for each question.
 */
public final class JvmAgents {
  private static final int CHILDREN = 20_000;
  private static final int ITEMS = 200_000;
  private static final int STROKES = 100_000;
  private static final int LAPS = 100;
  private static final int EACH = 100;
  private static final int CROWD = 200_000;

  private final String question;
  private final WarmUp warmUp;
  private final int rounds;

  private JvmAgents(String question, long warmUpMillis, int rounds) {
    this.question = question;
    this.warmUp = new WarmUp(TimeUnit.MILLISECONDS.toNanos(warmUpMillis));
    this.rounds = rounds;
  }

  /** Contender, question, least milliseconds to warm up, rounds. */
  public static void main(String[] arguments) throws Exception {
    var asked =
        new JvmAgents(arguments[1], Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
    if (arguments[0].equals(Contender.OURS.key)) {
      asked.ours();
    } else {
      asked.pekko();
    }
    System.exit(0);
  }

  private void ours() throws Exception {
    switch (question) {
      case "spawn" -> {
        var program = new Spawning();
        measure(CHILDREN, () -> program.spawn(CHILDREN), program::end);
      }
      case "first" -> {
        var program = new Spawning();
        measure(CHILDREN, () -> program.spawnAndSignal(CHILDREN), program::end);
      }
      case "signal" -> {
        var program = new OneToOne();
        measure(ITEMS, () -> program.signal(ITEMS), () -> {});
      }
      case "ping-pong" -> {
        var program = new PingPong();
        measure(STROKES, () -> program.play(STROKES), () -> {});
      }
      case "ring" -> {
        var program = new Ring();
        measure(LAPS * Ring.SIZE, () -> program.pass(LAPS), () -> {});
      }
      case "fan-in" -> {
        var program = new FanIn();
        measure(EACH * FanIn.PRODUCERS, () -> program.produce(EACH), () -> {});
      }
      case "idle" -> {
        var program = new Spawning();
        idle(refs -> program.spawnInto(Spawning.Kind.LAMBDA, refs));
      }
      default -> throw new IllegalArgumentException("no question " + question);
    }
  }

  private void pekko() throws Exception {
    switch (question) {
      case "spawn" -> {
        var program = new PekkoSpawning();
        measure(CHILDREN, () -> program.spawn(CHILDREN), program::end);
      }
      case "first" -> {
        var program = new PekkoSpawning();
        measure(CHILDREN, () -> program.spawnAndTell(CHILDREN), program::end);
      }
      case "signal" -> {
        var program = new PekkoOneToOne();
        measure(ITEMS, () -> program.tell(ITEMS), () -> {});
      }
      case "ping-pong" -> {
        var program = new PekkoPingPong();
        measure(STROKES, () -> program.play(STROKES), () -> {});
      }
      case "ring" -> {
        var program = new PekkoRing();
        measure(LAPS * Ring.SIZE, () -> program.pass(LAPS), () -> {});
      }
      case "fan-in" -> {
        var program = new PekkoFanIn();
        measure(EACH * FanIn.PRODUCERS, () -> program.produce(EACH), () -> {});
      }
      case "idle" -> {
        var program = new PekkoSpawning();
        idle(refs -> program.spawnInto(PekkoSpawning.Kind.LAMBDA, refs));
      }
      default -> throw new IllegalArgumentException("no question " + question);
    }
  }

  /** What follows a round, outside of its time. */
  @FunctionalInterface
  private interface After {
    void run() throws Exception;
  }

  /**
   * Runs {@code round} as long as it gets faster, then prints how long each of some takes. It
   * checks its count.
   */
  private void measure(int operations, Runnable round, After after) throws Exception {
    boolean warm = false;
    for (int left = rounds; left > 0; ) {
      long begin = System.nanoTime();
      round.run();
      long nanos = System.nanoTime() - begin;
      after.run();
      if (warm) {
        System.out.printf(Locale.ROOT, "%s %.2f ns%n", question, (double) nanos / operations);
        left--;
      } else {
        warm = warmUp.isOverAfter(nanos);
      }
    }
  }

  /** Prints the memory that a second crowd takes, when the first has warmed everything up. */
  private static void idle(Consumer<Object[]> spawn) throws IOException {
    var all = new Object[2][];
    try {
      long before = 0;
      for (int i = 0; i < all.length; i++) {
        before = resident();
        all[i] = new Object[CROWD];
        spawn.accept(all[i]);
      }
      System.out.printf(Locale.ROOT, "idle %.1f bytes%n", (double) (resident() - before) / CROWD);
    } finally {
      Reference.reachabilityFence(all);
    }
  }

  /** The bytes of memory this process has, when all garbage is given back. */
  private static long resident() throws IOException {
    System.gc();
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
