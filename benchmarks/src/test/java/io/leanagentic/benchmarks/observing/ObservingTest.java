package io.leanagentic.benchmarks.observing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ObservingTest {
  private static List<String> blocks(int count) {
    var log = new ArrayList<String>(List.of("something that the JVM says"));
    for (int i = 0; i < count; i++) {
      log.add("block 12.500000 -0.%d00000 1.%d00000".formatted(i, i));
    }
    return log;
  }

  @Test
  void aLineHasTheMedianAndTheRange() throws IOException {
    Observing.Line line = Observing.parse(Door.PAGE, blocks(Windows.BLOCKS));

    String table = Observing.table(List.of(line));

    String last = "| one page open | 12.5 | -0.1 % (-0.2 to 0.0) | 1.1 % (1.0 to 1.2) |\n";
    assertTrue(table.replace("-0.0)", "0.0)").endsWith(last), table);
  }

  @Test
  void aProcessThatDidNotFinishIsNoResult() {
    var e =
        assertThrows(
            IOException.class, () -> Observing.parse(Door.PAGE, blocks(Windows.BLOCKS - 1)));

    assertEquals("2 of 3 blocks", e.getMessage());
  }

  @Test
  void whoNamesNoDoorIsToldWhichThereAre() {
    var e =
        assertThrows(
            UsageException.class,
            () -> Observing.run(Path.of(""), List.of("window"), LocalDate.EPOCH));

    assertEquals(
        "\"window\" chooses nothing; there are: observer, console, page, stalled, connections",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"OBSERVER", "CONSOLE", "PAGE", "STALLED"})
  void eachDoorOpensAndCloses(Door door) throws IOException {
    try (var runtime = AgentRuntime.start()) {
      for (int i = 0; i < 2; i++) {
        try (var _ = door.open(runtime)) {
          assertTrue(runtime.metrics().agentsAlive() >= 0);
        }
      }
    }
  }
}
