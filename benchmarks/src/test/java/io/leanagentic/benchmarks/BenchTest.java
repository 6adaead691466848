package io.leanagentic.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptions;

final class BenchTest {
  @Test
  void patternsChooseByNameAndByTitle() {
    assertEquals(List.of("PingPongBenchmark.pekko"), names("^PingPongBenchmark.pekko$"));
    assertTrue(names("fan-in").contains("FanInBenchmark.agents"));
  }

  @Test
  void aPatternThatMatchesNothingIsRefusedAlsoBesideOneThatMatches() {
    var patterns = List.of(Pattern.compile("Ring"), Pattern.compile("pekkko"));
    var refused = assertThrows(UsageException.class, () -> Bench.answers(patterns));
    assertEquals("no benchmark matches \"pekkko\"; --list names them", refused.getMessage());
  }

  @Test
  void commandsOfTheDocumentsAreExplained() throws IOException {
    int commands = 0;
    for (String page : List.of("docs/benchmarks.md", "CONTRIBUTING.md", "benchmarks/README.md")) {
      for (String line : Files.readAllLines(Path.of("..").resolve(page))) {
        if (line.startsWith("./bench")) {
          commands++;
          for (String word : line.replaceFirst(" {2,}.*", "").split(" ", -1)) {
            assertTrue((Bench.HELP + " --help").contains(word), () -> page + ": " + line);
          }
        }
      }
    }
    assertTrue(commands > 5, "commands are no longer found");
  }

  @Test
  void withoutPatternEveryQuestionIsAskedOfUs() {
    var answers = Bench.answers(List.of());
    for (BenchmarkRow row : BenchmarkRow.all()) {
      assertTrue(answers.contains(new Bench.Answer(row, Contestant.OURS)), row.title());
    }
  }

  @Test
  void optionsOfTheCommandLineComeBeforeThoseOfThePlan() throws Exception {
    var row = BenchmarkRow.all().getFirst();
    var given = new CommandLineOptions("-f", "7");
    var plan = Plan.quick().with(given);
    var options = plan.options(row, Contestant.OURS, given, "log");
    assertEquals(7, plan.forks(row));
    assertEquals(1, options.getForkCount().get(), "the columns take turns");
    assertEquals(Plan.quick().measurements(), options.getMeasurementIterations().get());
    assertEquals(
        List.of("^\\Qio.leanagentic.benchmarks.micro.SpawnBenchmark.agents\\E$"),
        options.getIncludes());
    assertFalse(options.getProfilers().isEmpty());
  }

  private static List<String> names(String pattern) {
    return Bench.answers(List.of(Pattern.compile(pattern))).stream()
        .map(answer -> answer.row().name(answer.contestant()))
        .toList();
  }
}
