package io.leanagentic.orchestration.drawing;

import static io.leanagentic.orchestration.Topologies.numbers;
import static io.leanagentic.orchestration.Topologies.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.Topology;
import io.leanagentic.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Drawings show every member and edge, whatever the labels. */
final class TopologyDrawingTest {
  private static final int SEEDS = 200;

  @Test
  void eachEdgeIsDrawnOnce() {
    var tree = Topology.hierarchical(2, List.of("root", "a \"1\"", "b"));
    assertEquals(
        """
        graph "tree" {
          n0 [label="root"]
          n1 [label="a \\"1\\""]
          n2 [label="b"]
          n0 -- n1
          n0 -- n2
        }
        """,
        TopologyDrawing.of(tree, name -> name).dot());
    assertEquals(
        """
        graph TD
          n0["root"]
          n1["a #quot;1#quot;"]
          n2["b"]
          n0 --- n1
          n0 --- n2
        """,
        TopologyDrawing.of(tree, name -> name).mermaid());
    assertEquals(
        "graph TD\n  n0[\"#lt;b> #35;1\"]\n",
        TopologyDrawing.of(Topology.mesh(List.of("<b>\n#1")), name -> name).mermaid());
  }

  private record Box(double x, double y, double width, double height) {
    boolean touches(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  private static final Pattern SIZE =
      Pattern.compile("width=\"([\\d.]+)\" height=\"([\\d.]+)\" viewBox=\"0 0 (\\S+) (\\S+)\"");
  private static final Pattern BOX =
      Pattern.compile(
          "<rect x=\"([-\\d.]+)\" y=\"([-\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"");

  @Test
  void anImageHasAllBoxesInsideNoneOverAnotherAndEachEdgeOnce() {
    Seeds.each(
        SEEDS,
        seed -> {
          var random = new SplittableRandom(seed);
          var topology = random(random);
          int letters = 1 + random.nextInt(30);
          var svg = TopologyDrawing.of(topology, n -> "m".repeat(1 + (n * 7) % letters)).svg();
          assertEquals(topology.edges(), svg.split("<line ", -1).length - 1);
          var size = SIZE.matcher(svg);
          assertTrue(size.find(), svg);
          List<Box> boxes = new ArrayList<>();
          for (var box = BOX.matcher(svg); box.find(); ) {
            boxes.add(new Box(number(box, 1), number(box, 2), number(box, 3), number(box, 4)));
          }
          assertEquals(topology.size(), boxes.size());
          for (var a : boxes) {
            assertTrue(a.x >= 0 && a.x + a.width <= number(size, 1), () -> a + " in " + svg);
            assertTrue(a.y >= 0 && a.y + a.height <= number(size, 2), () -> a + " in " + svg);
            for (var b : boxes) {
              assertTrue(a == b || !a.touches(b), () -> a + " over " + b + " in " + svg);
            }
          }
        });
  }

  private static double number(Matcher matcher, int group) {
    return Double.parseDouble(matcher.group(group));
  }

  @Test
  void labelsOfAnImageAreEscapedAndShortened() {
    var svg =
        TopologyDrawing.of(Topology.ring(List.of("<x>", "a&b", "y".repeat(30))), name -> name)
            .svg();
    assertTrue(svg.contains(">&lt;x&gt;</text>") && svg.contains(">a&amp;b</text>"), svg);
    assertTrue(svg.contains("<title>" + "y".repeat(30) + "</title>"), svg);
    assertTrue(svg.contains(">" + "y".repeat(23) + "…</text>") && svg.endsWith("</svg>\n"), svg);
  }

  @Test
  void anyLabelIsDrawn() {
    var odd =
        Topology.mesh(List.of("", "%%{init}%%", "\uFFFE\u0001", "x".repeat(22) + "\uD83D\uDE00y"));
    String mermaid = TopologyDrawing.of(odd, label -> label).mermaid();
    assertTrue(mermaid.contains("n0[\" \"]"), mermaid);
    assertTrue(mermaid.contains("n1[\"#37;#37;{init}#37;#37;\"]"), mermaid);
    String svg = TopologyDrawing.of(odd, label -> label).svg();
    assertEquals(-1, svg.indexOf('\uFFFE'));
    assertFalse(svg.contains("\uD83D…"), "half a character");
  }

  @Test
  void theShapeIsTheTitle() {
    assertTrue(
        TopologyDrawing.of(Topology.graph(Map.of(1, Set.of())), Object::toString)
            .svg()
            .contains("<title>graph of 1</title>"));
  }

  @Test
  void aDeepTreeIsDrawn() {
    int deep = TopologyDrawing.MOST_EDGES;
    var svg = TopologyDrawing.of(Topology.hierarchical(1, numbers(deep)), Object::toString).svg();
    assertEquals(deep, svg.split("<line ", -1).length);
  }

  @Test
  void moreEdgesThanCanBeToldApartAreRefused() {
    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> TopologyDrawing.of(Topology.mesh(numbers(200)), Object::toString));
    assertEquals(
        "number of edges of a drawing is 19900; allowed: up to 10000", failure.getMessage());
  }
}
