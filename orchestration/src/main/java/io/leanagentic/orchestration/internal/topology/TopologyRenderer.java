package io.leanagentic.orchestration.internal.topology;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A topology as text for other tools, and as an image. */
public final class TopologyRenderer {
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

  private final Layout layout;
  private final List<String> labels;

  /** A picture with one label for each place. */
  public TopologyRenderer(Layout layout, List<String> labels) {
    this.layout = layout;
    this.labels = labels.stream().map(label -> UNPRINTABLE.matcher(label).replaceAll(" ")).toList();
  }

  /** In the language of Graphviz. */
  public String dot() {
    var text = new StringBuilder("graph \"" + layout.title() + "\" {\n");
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i).replace("\\", "\\\\").replace("\"", "\\\"");
      text.append("  n").append(i).append(" [label=\"").append(label).append("\"]\n");
    }
    edges((a, b) -> text.append("  n").append(a).append(" -- n").append(b).append('\n'));
    return text.append("}\n").toString();
  }

  /** In the language of Mermaid. */
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
   * As a page of SVG that needs nothing else, for light and dark backgrounds: each member a box
   * with its label, boxes do not overlap, edges run behind them.
   */
  public String svg() {
    double widest = labels.stream().mapToDouble(TopologyRenderer::width).max().orElse(0);
    double[][] at = new NodePlacement(layout, labels.size(), widest, HEIGHT).places();
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
    text.append("<title>").append(layout.title()).append(" of ").append(labels.size());
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
    boolean first = i == 0 && (layout instanceof Layout.Tree || layout instanceof Layout.Star);
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
    int size = labels.size();
    for (int a = 0; a < size; a++) {
      for (int k = 0; k < layout.degree(size, a); k++) {
        int b = layout.neighbour(size, a, k);
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
