package io.leanagentic.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.benchmarks.micro.PingPongBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacementTest {
  @TempDir Path folder;

  @Test
  void readsRangesOfProcessors() {
    assertEquals(List.of(0, 1, 2, 5, 7, 8), Placement.parse("0-2,5,7-8"));
    assertEquals(List.of(3), Placement.parse("3"));
  }

  @Test
  void pairsAreSpreadOverAllProcessors() {
    assertEquals(List.of(List.of(0, 1), List.of(0, 2)), Placement.pairs(List.of(0, 1, 2)));
    List<List<Integer>> some = Placement.pairs(IntStream.range(0, 64).boxed().toList());
    assertEquals(12, some.size());
    assertEquals(List.of(0, 1), some.getFirst());
    assertEquals(List.of(0, 58), some.getLast());
  }

  @Test
  void oneProcessorOffersOnePlacement() {
    assertEquals(List.of("one processor"), titles(Placement.of(List.of(0), Map.of())));
  }

  @Test
  void manyProcessorsOfferANearAndAFarPair() {
    List<Placement> placements =
        Placement.of(List.of(0, 1, 2), Map.of(List.of(0, 1), 41.2, List.of(0, 2), 310.0));
    assertEquals(
        List.of(
            "one processor",
            "two near, 41 ns apart",
            "two far, 310 ns apart",
            "all processors",
            "all, one with a busy neighbour"),
        titles(placements));
    assertEquals(List.of("taskset", "-c", "0,2"), placements.get(2).prefix());
    assertEquals(2, placements.getLast().neighbour());
  }

  private static List<String> titles(List<Placement> placements) {
    return placements.stream().map(Placement::title).toList();
  }

  @Test
  void theJvmOfAPlacementRunsThere() throws IOException {
    Path jvm = new Placement("one processor", List.of(3), -1).jvm(folder);
    assertTrue(Files.isExecutable(jvm));
    String script = Files.readString(jvm);
    assertTrue(script.contains("exec taskset -c 3 '"), script);
    assertTrue(script.endsWith("\"$@\"\n"), script);
  }

  @Test
  void withoutProcessorsTheJvmIsTheUsualOne() throws IOException {
    assertEquals(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        new Placement("all processors", List.of(), -1).jvm(folder));
  }

  @Test
  void theTableSaysEachQuestionOnce() {
    BenchmarkRow row =
        BenchmarkRow.all().stream()
            .filter(r -> r.benchmark() == PingPongBenchmark.class)
            .findFirst()
            .orElseThrow();
    var one = new Placement("one processor", List.of(0), -1);
    var all = new Placement("all processors", List.of(0, 1), -1);
    var ours = new Measurement(60, 1, 64);
    var cells =
        Map.of(
            Contestant.OURS, ours,
            Contestant.BARE, new Measurement(40, 1, 64),
            Contestant.PEKKO, new Measurement(90, 1, 113));
    assertEquals(
        """
        | ns | processors | lean-agentic | bare | Pekko typed | ours / bare | Pekko / ours |
        |---|---|---|---|---|---|---|
        | ping-pong, round trip | one processor | **60 ± 1.0 · 64 B** | 40 ± 1.0 · 64 B | 90 ± 1.0 · 113 B | 1.5× | 1.5× |
        |  | all processors | **60 ± 1.0 · 64 B** | failed | failed | | |
        """,
        Placements.table(
            List.of(
                new Placements.Line(row, one, cells),
                new Placements.Line(row, all, Map.of(Contestant.OURS, ours)))));
  }
}
