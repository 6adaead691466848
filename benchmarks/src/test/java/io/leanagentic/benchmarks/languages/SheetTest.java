package io.leanagentic.benchmarks.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SheetTest {
  private final Sheet sheet = new Sheet(List.of(Contender.OURS, Contender.GO, Contender.RUST));

  @Test
  void onlyLinesWithTheQuestionAndItsUnitCount() {
    var lines =
        List.of("go: warning", "ring 41.50 ns", "ring 7 bytes", "idle 3.0 ns", "ring 40 ns");
    assertEquals(List.of(41.5, 40.0), Sheet.parse(Question.RING, lines));
  }

  @Test
  void aCellHasTheMedianOfTheProcessesAndTheirRange() {
    sheet.add(Question.RING, Contender.OURS, List.of(20.0, 30.0, 90.0));
    sheet.add(Question.RING, Contender.OURS, List.of(40.0, 50.0));
    sheet.add(Question.RING, Contender.OURS, List.of(1200.0));
    assertEquals("45.0 (30.0..1,200)", sheet.cell(Question.RING, Contender.OURS));
    assertEquals("not measured", sheet.cell(Question.RING, Contender.GO));
  }

  @Test
  void rowsAreComparedWithTheBestOfTheOthersAndLostOnesMarked() {
    sheet.add(Question.RING, Contender.OURS, List.of(20.0));
    sheet.add(Question.RING, Contender.GO, List.of(30.0));
    sheet.add(Question.RING, Contender.RUST, List.of(50.0));
    sheet.add(Question.IDLE, Contender.OURS, List.of(20.0));
    sheet.add(Question.IDLE, Contender.RUST, List.of(10.0));
    sheet.add(Question.SPAWN, Contender.RUST, List.of(10.0));
    assertEquals(
        """
        | | lean-agentic | Go goroutines | Rust tokio tasks | best of the others / ours |
        |---|---|---|---|---|
        | spawn, ns | **not measured** | not measured | 10.0 (10.0..10.0) | |
        | ring of 1000, hop, ns | **20.0 (20.0..20.0)** | 30.0 (30.0..30.0) | 50.0 (50.0..50.0) | 1.5× (Go goroutines) |
        | idle, each, bytes | **20.0 (20.0..20.0)** | not measured | 10.0 (10.0..10.0) | **0.5× (Rust tokio tasks), lost** |
        """,
        sheet.table());
  }

  @Test
  void everyProgramKnowsEveryQuestion() throws IOException {
    var sources =
        List.of(
            "languages/go/agents.go",
            "languages/rust/agents.rs",
            "languages/erlang/agents.erl",
            "languages/caf/agents.cpp",
            "java/io/leanagentic/benchmarks/languages/JvmAgents.java");
    for (String source : sources) {
      String text = Files.readString(Path.of("src/main").resolve(source));
      for (Question question : Question.values()) {
        assertTrue(text.contains("\"" + question.key + "\""), source + ": " + question.key);
      }
    }
  }
}
