package io.leanagentic.demo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.examples.console.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line. */
final class ClusterOptionsTest {

  @Test
  void optionsAreRead() {
    assertEquals(new ClusterOptions(false, 20, true), ClusterOptions.parse(List.of()));
    assertEquals(
        new ClusterOptions(true, 45, false),
        ClusterOptions.parse(List.of("--seconds", "45", "--no-color", "--help")));
    assertEquals(600, ClusterOptions.parse(List.of("--seconds=600")).seconds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seconds=9", "--seconds=601", "--seconds=", "--seconds=x", "--seconds"})
  void aBadNumberOfSecondsIsRefused(String argument) {
    var refused = assertThrows(UsageException.class, () -> ClusterOptions.parse(List.of(argument)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("option --seconds "), message);
  }

  @Test
  void anUnknownOptionIsRefused() {
    var refused =
        assertThrows(UsageException.class, () -> ClusterOptions.parse(List.of("--console")));
    assertEquals("unknown option \"--console\"; see --help", refused.getMessage());
  }
}
