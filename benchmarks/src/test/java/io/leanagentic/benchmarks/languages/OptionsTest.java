package io.leanagentic.benchmarks.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.benchmarks.harness.UsageException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
  @Test
  void withoutNamesAllAreAskedEverything() {
    var options = Options.of(List.of());
    assertEquals(List.of(Contender.values()), options.contenders());
    assertEquals(List.of(Question.values()), options.questions());
    assertTrue(options.complete());
  }

  @Test
  void namesChooseContendersNextToOursAndQuestions() {
    var options = parse("--quick rust ring go --forks 2");
    assertEquals(List.of(Contender.OURS, Contender.GO, Contender.RUST), options.contenders());
    assertEquals(List.of(Question.RING), options.questions());
    assertEquals(2, options.forks());
    assertFalse(options.complete());
  }

  @Test
  void namesOfQuestionsOnlyLeaveAllContenders() {
    assertEquals(List.of(Contender.values()), parse("idle").contenders());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bad | unknown option \"--bad\"",
        "--forks | option --forks is \"\"; allowed: a whole number from 1 to 999",
        "--forks 0 | option --forks is \"0\"; allowed: a whole number from 1 to 999",
        "go perl | \"perl\" chooses nothing; there are: ours, pekko, go, rust, erlang, caf, spawn, first, "
            + "signal, ping-pong, ring, fan-in, idle",
      })
  void nonsenseIsNamedWithWhatIsAllowed(String line, String complaint) {
    assertEquals(complaint, assertThrows(UsageException.class, () -> parse(line)).getMessage());
  }

  private static Options parse(String line) {
    return Options.of(Arrays.asList(line.split(" ")));
  }
}
