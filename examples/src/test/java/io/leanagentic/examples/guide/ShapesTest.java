package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.drawing.TopologyDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on topologies shows. */
@Timeout(60)
final class ShapesTest {
  private static final Path GUIDE = Path.of("../docs/guide");

  @Test
  void aRingHasNeighboursRoutesAndCloses() {
    assertEquals(List.of("c a", "b c d e", "a c d e f"), Shapes.ring());
  }

  @Test
  void whoEndsIsLeftOut() {
    assertEquals(0, Shapes.live());
  }

  @Test
  void answersAreCombinedOnTheWayUp() {
    assertEquals("21 of 4, missing []", Shapes.sum());
  }

  @Test
  void theGuideShowsThesePictures() throws IOException {
    var names = IntStream.rangeClosed(1, 10).mapToObj(i -> "agent-" + i).toList();
    Map<String, Topology<String>> all = new HashMap<>(Shapes.shapes(names));
    all.put("graph", ordered());
    for (var each : all.entrySet()) {
      Path file = GUIDE.resolve("pictures/" + each.getKey() + ".svg");
      String svg = Shapes.picture(each.getValue());
      if (Boolean.getBoolean("snippets.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, svg);
      }
      assertEquals(svg, Files.readString(file), "to refresh it: -Dsnippets.update=true");
    }
  }

  /** The graph, with its members in an order that does not vary. */
  private static Topology<String> ordered() {
    var graph = Shapes.graph();
    Map<String, List<String>> edges = new java.util.LinkedHashMap<>();
    for (String name : List.of("feed", "parser", "book", "news", "desk", "risk")) {
      edges.put(name, graph.neighbours(name));
    }
    return Topology.graph(edges);
  }

  @Test
  void theGuideShowsThisMermaid() throws IOException {
    String mermaid = TopologyDrawing.of(ordered(), name -> name).mermaid();
    assertTrue(
        Files.readString(GUIDE.resolve("topologies.md")).contains("```mermaid\n" + mermaid + "```"),
        mermaid);
  }
}
