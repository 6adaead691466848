package io.leanagentic.demo.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.demo.trading.Options.Analyzers;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.examples.console.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

  @Test
  void nothingMeansTheDefaults() {
    Options options = Options.parse(List.of());
    assertEquals(Optional.of(Path.of("swarm-report.html")), options.report());
    assertEquals(Double.POSITIVE_INFINITY, options.barsPerSecond());
    assertEquals(new Analyzers(256, true), options.analyzers());
    assertTrue(options.color());
    assertFalse(options.help());
  }

  @Test
  void everyOptionIsUnderstood() {
    Options options =
        parse(
            "--instruments ibm,AAPL --bars=1_000 --data prices --on-bad-line skip --agents 100,000"
                + " --seed -7 --speed 2.5 --workers 3 --report out.html --no-color");
    assertEquals(List.of("IBM", "AAPL"), options.instruments());
    assertEquals(OptionalInt.of(1000), options.bars());
    assertEquals(Optional.of(Path.of("prices")), options.data());
    assertTrue(options.skipBadLines());
    assertEquals(new Analyzers(100_000, false), options.analyzers());
    assertEquals(-7, options.seed());
    assertEquals(2.5, options.barsPerSecond());
    assertEquals(OptionalInt.of(3), options.workers());
    assertEquals(Optional.of(Path.of("out.html")), options.report());
    assertFalse(options.color());
    assertEquals(Optional.empty(), parse("--no-report").report());
    assertEquals(new Analyzers(9, true), parse("--agents-per-instrument 9").analyzers());
    assertTrue(parse("--help").help());
    assertEquals(new ReviewPolicy(125, 4), parse("--approvals 4 --review-above 12.5").review());
    assertEquals(OptionalInt.of(77), parse("--fail-engine 77").engineFailsAt());
    assertEquals(OptionalInt.of(78), parse("--new-room 78").newRoomAt());
  }

  @Test
  void everyOptionIsExplained() {
    var names =
        Pattern.compile("--[a-z-]+").matcher(Options.HELP).results().map(r -> r.group()).distinct();
    for (String name : names.toList()) {
      try {
        Options.parse(List.of(name));
      } catch (UsageException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("needs a value"), e::getMessage);
      }
    }
    assertTrue(Options.HELP.lines().allMatch(line -> line.length() <= 80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sped 1 | unknown option \"--sped\"; see --help",
        "fast | unknown option \"fast\"; see --help",
        "--speed | option --speed needs a value; see --help",
        "--speed 0 | option --speed is \"0\"; allowed: max, or bars a second from 0.1 to 1,000,000",
        "--speed NaN | option --speed is \"NaN\"; allowed: max, or bars a second from 0.1 to 1,000,000",
        "--agents 0 | option --agents is \"0\"; allowed: a whole number from 1 to 10,000,000",
        "--agents many | option --agents is \"many\"; allowed: a whole number from 1 to 10,000,000",
        "--agents 1 --agents-per-instrument 2 | options --agents and --agents-per-instrument exclude each other",
        "--workers 2000 | option --workers is \"2000\"; allowed: a whole number from 1 to 1,024",
        "--bars -1 | option --bars is \"-1\"; allowed: a whole number from 1 to 2,147,483,647",
        "--on-bad-line ask | option --on-bad-line is \"ask\"; allowed: stop, skip",
        "--instruments A,,B | option --instruments is \"A,,B\"; allowed: symbols with commas between them",
        "--instruments A,a | option --instruments is \"A,a\"; allowed: each symbol once",
        "--no-color=yes | option --no-color takes no value; given: yes",
        "--review-above -1 | option --review-above is \"-1\"; allowed: a number of percent from 0 to 1000",
        "--review-above NaN | option --review-above is \"NaN\"; allowed: a number of percent from 0 to 1000",
        "--approvals 6 | option --approvals is \"6\"; allowed: a whole number from 1 to 5",
        "--fail-engine soon | option --fail-engine is \"soon\"; allowed: a whole number from 0 to 2,147,483,647",
        "--report= | option --report is \"\"; allowed: a path",
      })
  void nonsenseIsNamedWithWhatIsAllowed(String line, String complaint) {
    var bad = assertThrows(UsageException.class, () -> parse(line));
    assertEquals(complaint, bad.getMessage());
  }

  private static Options parse(String line) {
    return Options.parse(Arrays.asList(line.split(" ")));
  }
}
