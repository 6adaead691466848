package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Publication.Coverage;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How many hear of a message, beside what theory says; from seeds, in virtual time. All runs are
 * made once; the tests look at them, and so does the table of the guide.
 */
final class CoverageTest {
  private static final List<Integer> SIZES = List.of(10, 100, 10_000);
  private static final List<Integer> LOSSES = List.of(0, 10, 20, 30);
  private static final int FANOUT = 3;
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String BEGIN = "<!-- coverage: written by CoverageTest -->";
  private static final String END = "<!-- end of coverage -->";
  private static final CopyOnWriteArrayList<Cell> CELLS = new CopyOnWriteArrayList<>();

  /** The runs with one size and loss. */
  private record Cell(
      int size, int loss, @Val List<Coverage> gossip, @Val List<Coverage> pushPull) {
    boolean isLarge() {
      return size > 1_000;
    }

    /**
     * The share that hear of a message by gossip; in a large group, of one that did not die out.
     */
    double heard() {
      return mean(gossip, Coverage::reached) / size;
    }

    /** What theory says of that. */
    double theory() {
      return isLarge()
          ? ofManyMembers(FANOUT * (1 - loss / 100.0))
          : exact(size, FANOUT, loss / 100.0);
    }

    @Override
    public String toString() {
      return size + " members, " + loss + " % lost";
    }
  }

  @BeforeAll
  static void runAll() {
    for (int size : SIZES) {
      for (int loss : LOSSES) {
        boolean large = size > 1_000; // these take longer, and vary less
        var gossip =
            run(size, new BroadcastStrategy.Gossip(FANOUT), loss, large ? 3 : 20_000 / size);
        if (large) {
          gossip = gossip.stream().filter(each -> each.reached() > size / 10).toList();
        }
        var pushPull =
            run(
                size,
                new BroadcastStrategy.PushPull(FANOUT, PERIOD),
                loss,
                large ? 1 : 1_000 / size);
        CELLS.add(new Cell(size, loss, gossip, pushPull));
      }
    }
  }

  /** Publishes one after the other, each of which finds all relays at rest. */
  @Val
  private static List<Coverage> run(int size, BroadcastStrategy strategy, int loss, int times) {
    List<Publication> publications = new ArrayList<>();
    var config = RuntimeConfig.defaults(); // turns of many messages, which take less time
    try (var simulation = SimulatedRuntime.start(size + loss, Strategy.random(), config)) {
      List<AgentRef<Object>> agents = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        agents.add(simulation.agents().spawn((context, message) -> {}));
      }
      var broadcast =
          Broadcast.start(
              simulation.agents(),
              Topology.mesh(agents),
              BroadcastConfig.of(strategy)
                  .withSeed(loss)
                  .withTransport(Broadcast.losingTransport(loss / 100.0, loss + 1)));
      for (int i = 0; i < times; i++) {
        publications.add(broadcast.publish(i));
        simulation.settle();
        for (int n = 0; n < 100 && strategy instanceof BroadcastStrategy.PushPull; n++) {
          simulation.jump(PERIOD); // all timers of a period at once, which takes less time
          simulation.advance(Duration.ZERO);
        }
      }
    }
    return publications.stream().map(Publication::coverage).toList();
  }

  private static double mean(@Val List<Coverage> runs, ToLongFunction<Coverage> of) {
    return runs.stream().mapToLong(of).average().orElseThrow();
  }

  /** The share s of a large group that solves s = 1 - exp(-fanout * s). */
  private static double ofManyMembers(double fanout) {
    double s = 1;
    for (int i = 0; i < 1_000; i++) {
      s = 1 - Math.exp(-fanout * s);
    }
    return s;
  }

  /**
   * The mean share of a group of any size, exactly. Of k members that have told and n that have
   * heard, one of the n - k that have not told yet tells: {@code fanout} different others, of which
   * losses leave some, of which some are new. It ends when k = n.
   */
  private static double exact(int size, int fanout, double loss) {
    double[] kept = new double[fanout + 1]; // how many of a member's messages are not lost
    for (int i = 0; i <= fanout; i++) {
      kept[i] = choose(fanout, i) * Math.pow(1 - loss, i) * Math.pow(loss, (double) fanout - i);
    }
    double[] heard = new double[size + 1];
    heard[1] = 1;
    double mean = 0;
    for (int told = 0; told <= size; told++) {
      mean += told * heard[told];
      heard[told] = 0; // ended
      double[] next = new double[size + 1];
      for (int n = told + 1; n <= size; n++) {
        for (int arrive = 0; arrive <= fanout; arrive++) {
          for (int fresh = 0; fresh <= Math.min(arrive, size - n); fresh++) {
            double p =
                choose(size - n, fresh) * choose(n - 1, arrive - fresh) / choose(size - 1, arrive);
            next[n + fresh] += heard[n] * kept[arrive] * p;
          }
        }
      }
      heard = next;
    }
    return mean / size;
  }

  private static double choose(int n, int k) {
    double result = 1;
    for (int i = 0; i < k; i++) {
      result *= (double) (n - i) / (i + 1);
    }
    return result;
  }

  @Test
  void infectAndDieIsWhatTheorySays() {
    for (var cell : CELLS) {
      assertEquals(cell.theory(), cell.heard(), 0.02, cell::toString);
    }
  }

  @Test
  void theExactMeanTendsToThatOfManyMembers() {
    assertEquals(ofManyMembers(FANOUT), exact(600, FANOUT, 0), 0.002);
  }

  @Test
  void pushPullReachesAllInSpiteOfLosses() {
    for (var cell : CELLS) {
      for (var coverage : cell.pushPull()) {
        assertTrue(coverage.isComplete(), () -> cell + ": " + coverage);
      }
    }
  }

  @Test
  void itTakesRoundsInTheOrderOfTheLogarithm() {
    for (var cell : CELLS) {
      double bound = 3 * Math.log(cell.size()) / Math.log(2);
      for (var runs : List.of(cell.gossip(), cell.pushPull())) {
        assertTrue(mostRounds(runs) <= bound, cell::toString);
      }
    }
  }

  @Test
  void theGuideShowsTheseRuns() throws IOException {
    Path page = Path.of("../docs/guide/broadcast.md");
    String old = Files.readString(page);
    int begin = old.indexOf(BEGIN) + BEGIN.length();
    int end = old.indexOf(END);
    String shown = old.substring(0, begin) + "\n" + table() + old.substring(end);
    if (Boolean.getBoolean("snippets.update")) {
      Files.writeString(page, shown);
    } else {
      assertEquals(shown, old, "to refresh it: -Dsnippets.update=true");
    }
  }

  private static String table() {
    var text =
        new StringBuilder(
            """
            | members | lost | gossip: heard | theory | rounds | messages per member | push and pull: heard | rounds | messages per member |
            |---|---|---|---|---|---|---|---|---|
            """);
    for (var cell : CELLS) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %,d | %d %% | %.1f %% | %.1f %% | %d | %.1f | %.1f %% | %d | %.1f |\n",
              cell.size(),
              cell.loss(),
              100 * cell.heard(),
              100 * cell.theory(),
              mostRounds(cell.gossip()),
              mean(cell.gossip(), Coverage::sent) / cell.size(),
              100 * mean(cell.pushPull(), Coverage::reached) / cell.size(),
              mostRounds(cell.pushPull()),
              mean(cell.pushPull(), Coverage::sent) / cell.size()));
    }
    return text.toString();
  }

  private static int mostRounds(@Val List<Coverage> runs) {
    return runs.stream().mapToInt(Coverage::rounds).max().orElseThrow();
  }
}
