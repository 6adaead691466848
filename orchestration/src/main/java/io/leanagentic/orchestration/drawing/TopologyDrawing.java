package io.leanagentic.orchestration.drawing;

import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.Topology.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A picture of a {@link Topology}: as an image, and in the languages of two other tools.
 *
 * <pre>{@code
 * var drawing = TopologyDrawing.of(Topology.ring(agents), AgentRef::name);
 * Files.writeString(Path.of("ring.svg"), drawing.svg());
 * }</pre>
 *
 * <p>A drawing is a value: it holds the labels and edges of the moment it was made. Any thread may
 * use it. Control characters in labels, and what no XML may contain, become blanks.
 */
public final class TopologyDrawing {
  /** The most edges of a drawing: more cannot be told apart. */
  public static final int MOST_EDGES = 10_000;

  /** What no XML may have, and what breaks lines. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("\\p{Cntrl}|[^\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final int LONGEST = 24;
  private static final double CHARACTER =
      7.3; // of 12 px, in a font whose characters are equally wide
  private static final double HEIGHT = 26;
  private static final double MARGIN = 12;
  private static final String STYLE =
      """
      <style>
        line { stroke: #94a3b8; stroke-width: 1.4 }
        .many line { stroke-opacity: .45; stroke-width: 1 }
        rect { fill: #f8fafc; stroke: #3b82f6; stroke-width: 1.4 }
        text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
               fill: #0f172a; text-anchor: middle; dominant-baseline: central }
        .first rect { fill: #2563eb; stroke: #1d4ed8 }
        .first text { fill: #fff }
        @media (prefers-color-scheme: dark) {
          line { stroke: #64748b }
          rect { fill: #1e293b; stroke: #60a5fa }
          text { fill: #e2e8f0 }
        }
      </style>
      """;

  private final Shape shape;
  private final List<String> labels;

  /** For each place its neighbours, in the topology's order. */
  private final int[][] neighbours;

  private TopologyDrawing(Shape shape, List<String> labels, int[][] neighbours) {
    this.shape = shape;
    this.labels = labels.stream().map(label -> UNPRINTABLE.matcher(label).replaceAll(" ")).toList();
    this.neighbours = neighbours;
  }

  /**
   * A drawing of {@code topology}, in which each member has the text that {@code label} returns for
   * it. The calling thread calls {@code label} once for each member, in their order; whatever it
   * throws comes out of this method.
   *
   * @throws IllegalStateException if the topology has more than {@link #MOST_EDGES} edges
   */
  public static <N> TopologyDrawing of(Topology<N> topology, Function<? super N, String> label) {
    Objects.requireNonNull(topology, "topology");
    Objects.requireNonNull(label, "label");
    long edges = topology.edges();
    if (edges > MOST_EDGES) {
      throw new IllegalStateException(
          "number of edges of a drawing is " + edges + "; allowed: up to " + MOST_EDGES);
    }
    List<String> labels = new ArrayList<>();
    Map<N, Integer> places = HashMap.newHashMap(topology.size());
    for (N member : topology.members()) {
      String text = label.apply(member);
      labels.add(Objects.requireNonNull(text, () -> "label of " + member));
      places.put(member, places.size());
    }
    int[][] neighbours = new int[topology.size()][];
    places.forEach((member, place) ->
        neighbours[place] = topology.neighbours(member).stream().mapToInt(places::get).toArray());
    return new TopologyDrawing(topology.shape(), labels, neighbours);
  }

  /** In DOT, the language of Graphviz. */
  public String dot() {
    var text = new StringBuilder("graph \"" + shape + "\" {\n");
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i).replace("\\", "\\\\").replace("\"", "\\\"");
      text.append("  n").append(i).append(" [label=\"").append(label).append("\"]\n");
    }
    edges((a, b) -> text.append("  n").append(a).append(" -- n").append(b).append('\n'));
    return text.append("}\n").toString();
  }

  /** In the language of Mermaid, which Markdown viewers such as GitHub's show as a picture. */
  public String mermaid() {
    var text = new StringBuilder("graph TD\n");
    for (int i = 0; i < labels.size(); i++) {
      String label =
          labels
              .get(i)
              .replace("#", "#35;")
              .replace("%", "#37;") // begins a comment, or a directive
              .replace("\"", "#quot;")
              .replace("<", "#lt;");
      String shown = label.isEmpty() ? " " : label;
      text.append("  n").append(i).append("[\"").append(shown).append("\"]\n");
    }
    edges((a, b) -> text.append("  n").append(a).append(" --- n").append(b).append('\n'));
    return text.toString();
  }

  /**
   * As an SVG image that needs nothing else, for light and dark backgrounds: each member is a box
   * with its label, boxes do not overlap, and edges run behind them. Of a label of more than 24
   * characters, the box shows the beginning, and its tooltip the whole.
   */
  public String svg() {
    double widest = labels.stream().mapToDouble(TopologyDrawing::width).max().orElse(0);
    double[][] at = new NodePlacement(shape, neighbours, widest, HEIGHT).places();
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (double[] place : at) {
      left = Math.min(left, place[0] - widest / 2 - MARGIN);
      right = Math.max(right, place[0] + widest / 2 + MARGIN);
      top = Math.min(top, place[1] - HEIGHT / 2 - MARGIN);
      bottom = Math.max(bottom, place[1] + HEIGHT / 2 + MARGIN);
    }
    String wide = number(right - left);
    String high = number(bottom - top);
    var text = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    text.append(attribute("width", wide)).append(attribute("height", high));
    text.append(attribute("viewBox", "0 0 " + wide + " " + high)).append(" role=\"img\">\n");
    text.append("<title>").append(shape).append(" of ").append(labels.size());
    text.append("</title>\n").append(STYLE);
    for (double[] place : at) {
      place[0] -= left;
      place[1] -= top;
    }
    long[] count = new long[1];
    edges((a, b) -> count[0]++);
    text.append(count[0] > 3L * labels.size() ? "<g class=\"many\">\n" : "<g>\n");
    edges((a, b) ->
        text.append("<line")
            .append(attribute("x1", number(at[a][0])))
            .append(attribute("y1", number(at[a][1])))
            .append(attribute("x2", number(at[b][0])))
            .append(attribute("y2", number(at[b][1])))
            .append("/>\n"));
    text.append("</g>\n");
    for (int i = 0; i < at.length; i++) {
      text.append(box(i, at[i][0], at[i][1]));
    }
    return text.append("</svg>\n").toString();
  }

  private String box(int i, double x, double y) {
    String label = labels.get(i);
    double width = width(label);
    boolean first = i == 0 && (shape == Shape.TREE || shape == Shape.STAR);
    return (first ? "<g class=\"first\">" : "<g>")
        + (label.length() > LONGEST ? "<title>" + xml(label) + "</title>" : "")
        + "<rect"
        + attribute("x", number(x - width / 2))
        + attribute("y", number(y - HEIGHT / 2))
        + attribute("width", number(width))
        + attribute("height", number(HEIGHT))
        + attribute("rx", number(HEIGHT / 2))
        + "/><text"
        + attribute("x", number(x))
        + attribute("y", number(y))
        + ">"
        + xml(shown(label))
        + "</text></g>\n";
  }

  private static double width(String label) {
    return Math.max(HEIGHT, shown(label).length() * CHARACTER + 20);
  }

  private static String shown(String label) {
    if (label.length() <= LONGEST) {
      return label;
    }
    int end = LONGEST - 1;
    return label.substring(0, Character.isHighSurrogate(label.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  private static String xml(String label) {
    return label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + value + "\"";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Each edge once. */
  private void edges(Edge edge) {
    for (int a = 0; a < neighbours.length; a++) {
      for (int b : neighbours[a]) {
        if (a < b) {
          edge.between(a, b);
        }
      }
    }
  }

  private interface Edge {
    void between(int a, int b);
  }
}
