package io.leanagentic.benchmarks.savina;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void everyOptionIsUnderstood() {
    assertEquals(
        new Options(List.of("bank"), 2, 1, 4, true),
        parse("--quick --only Bank --forks 2 --iterations 4 --resume"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bad | unknown option \"--bad\"",
        "--only | --only has no value",
        "--forks x | option --forks is \"x\"; allowed: a whole number from 1",
        "--warmup 0 | option --warmup is \"0\"; allowed: a whole number from 1",
      })
  void nonsenseIsNamedWithWhatIsAllowed(String line, String complaint) {
    assertEquals(complaint, assertThrows(UsageException.class, () -> parse(line)).getMessage());
  }

  @Test
  void aNameOfNoProgramIsRefused() {
    String message =
        assertThrows(UsageException.class, () -> parse("--only bank --only chess")).getMessage();
    assertTrue(message != null && message.startsWith("\"chess\" chooses nothing; there"), message);
  }

  private static Options parse(String line) {
    return Options.of(Arrays.asList(line.split(" ")));
  }
}
