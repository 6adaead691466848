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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RegressTest {
  private static final Measurement BARE = new Measurement(20, 1, 24);

  @Test
  void aRowIsWithinItsBoundsInTimeAndInBytes() {
    var bounds = Regress.bounds(List.of("# comment", "", "Ring all 1.5 26", "Ring one 1 26"));
    var bound = bounds.getFirst();
    assertEquals("Ring", bound.name());
    assertFalse(bound.one());
    assertTrue(bounds.getLast().one());
    assertTrue(bound.holds(new Measurement(29, 1, 24), BARE));
    assertFalse(bound.holds(new Measurement(31, 1, 24), BARE));
    assertFalse(bound.holds(new Measurement(29, 1, 32), BARE));
  }

  @Test
  void aLineThatIsNoBoundIsRefused() {
    for (String line : List.of("Ring 1.5", "Ring some 1.5 26")) {
      assertThrows(IllegalArgumentException.class, () -> Regress.bounds(List.of(line)), line);
    }
  }

  @Test
  void whatChoosesNoRowIsRefused() {
    for (String nothing : List.of("--bad", "Rinng")) {
      var refused =
          assertThrows(
              UsageException.class, () -> Regress.run(Path.of(".."), List.of("Ring", nothing)));
      assertEquals(
          "\""
              + nothing
              + "\" chooses nothing; there are: FanInBenchmark, PingPongBenchmark, RingBenchmark,"
              + " SignalBenchmark, SpawnSignalBenchmark",
          refused.getMessage());
    }
  }

  @Test
  void everyBoundIsOfARowThatTheBareBaselineAnswers() throws IOException {
    var bounds = Regress.bounds(Files.readAllLines(Path.of("regress.txt")));
    var rows =
        BenchmarkRow.all().stream()
            .filter(row -> row.contestants().contains(Contestant.BARE))
            .map(row -> row.benchmark().getSimpleName())
            .collect(Collectors.toSet());
    assertFalse(bounds.isEmpty());
    bounds.forEach(bound -> assertTrue(rows.contains(bound.name()), bound.name()));
  }
}
