package io.leanagentic.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** Each of them is a part of every name. */
  @Test
  void aWordThatSaysNothingDoesNotChooseEverything() {
    for (String word : List.of("", " ", "-")) {
      var refused =
          assertThrows(UsageException.class, () -> Bench.answers(List.of(Pattern.compile(word))));
      assertEquals(
          "no benchmark matches \"" + word + "\"; --list names them", refused.getMessage());
      assertThrows(
          UsageException.class, () -> UsageException.unlessAllChoose(List.of(word), List.of("a")));
    }
  }

  /** Beside {@code --list}, by which nothing is measured if it is not refused after all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-bm xyz",
        "-tu xyz",
        "-t x",
        "-f x",
        "-r x",
        "-prof nothing",
        "-p agents=0",
        "-p agents=x",
        "--nothing",
        "[",
        "nothing"
      })
  void whatMeansNothingIsRefused(String line) throws IOException {
    var given = new ArrayList<>(List.of(line.split(" ")));
    given.add("--list");
    assertEquals(2, Bench.run(given));
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
