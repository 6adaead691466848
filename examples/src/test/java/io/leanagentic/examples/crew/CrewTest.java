package io.leanagentic.examples.crew;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.testkit.SimulatedRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crew with a model that misbehaves by plan, in virtual time; and once with the server. */
@Timeout(120)
final class CrewTest {
  private static final List<String> TOPICS =
      IntStream.range(0, 20).mapToObj("topic %02d"::formatted).toList();

  /** Is slow, busy, broken or silent, as the prompt and the time decide. */
  private record MoodyModel(AgentRuntime runtime) implements Model {
    @Override
    public Await<Answer> ask(String prompt, Duration timeout) {
      long now = runtime.config().seams().clock().nanoTime();
      var chance = new SplittableRandom(prompt.hashCode() ^ now);
      Duration takes = Duration.ofMillis(chance.nextInt(400));
      return switch (chance.nextInt(8)) {
        case 3 -> Await.failed(new Busy(Duration.ofSeconds(1)));
        case 5 -> runtime.after(takes).flatMap(x -> Await.failed(new IOException("broken")));
        case 7 -> runtime.<Answer>promise(timeout).await(); // silent
        default -> runtime.after(takes).map(x -> new Answer("yes: " + prompt, 20));
      };
    }
  }

  private static Coordinator.Report run(long seed, int tokens) {
    try (var simulation = SimulatedRuntime.start(seed)) {
      var runtime = simulation.agents();
      return Crew.work(runtime, new MoodyModel(runtime), TOPICS, tokens);
    }
  }

  @Test
  void everyTopicHasAnOutcomeAndMostAreAccepted() {
    long accepted = 0;
    for (long seed = 1; seed <= 20; seed++) {
      var report = run(seed, 1_000);
      assertEquals(20, report.outcomes().size());
      assertEquals(20 * (20 - count(report, "not written")), report.tokensUsed());
      accepted += count(report, "accepted");
    }
    assertTrue(accepted > 200, "accepted: " + accepted);
  }

  private static long count(Coordinator.Report report, String outcome) {
    return report.outcomes().values().stream().filter(it -> it.startsWith(outcome)).count();
  }

  @Test
  void theSameSeedGivesTheSameReport() {
    assertEquals(run(7, 1_000), run(7, 1_000));
  }

  @Test
  void noTopicIsBegunWithoutTokens() {
    var report = run(1, 100);
    assertTrue(report.outcomes().containsValue("no tokens left"), report::toString);
    // What was under way when they ran out is finished: one draft for each of the eight workers.
    assertTrue(report.tokensUsed() < 100 + 8 * 20, report::toString);
    assertNotEquals(0, report.tokensUsed());
  }

  @Test
  void theProgramRunsWithARealServer() {
    var out = new ByteArrayOutputStream();
    assertEquals(0, Crew.run(List.of(), new PrintStream(out, true, UTF_8), System.err));
    assertEquals(41, out.toString(UTF_8).lines().count(), () -> out.toString(UTF_8));
    assertTrue(out.toString(UTF_8).contains(": accepted"), () -> out.toString(UTF_8));
  }

  @Test
  void argumentsThatMeanNothingAreRefused() {
    var err = new ByteArrayOutputStream();
    assertEquals(2, Crew.run(List.of("--fast"), System.out, new PrintStream(err, true, UTF_8)));
    assertEquals("crew: unknown option \"--fast\"; see --help\n", err.toString(UTF_8));
  }
}
