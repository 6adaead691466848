package io.leanagentic.orchestration.internal.topology;

import java.util.List;
import java.util.Locale;

/** A topology as text for other tools, and as an image. */
public final class Picture {
  private static final int RADIUS = 14;
  private static final int STEP = 84;
  private static final int MARGIN = 60;

  private final Layout layout;
  private final List<String> labels;

  /** A picture with one label for each place. */
  public Picture(Layout layout, List<String> labels) {
    this.layout = layout;
    this.labels = labels;
  }

  /** In the language of Graphviz. */
  public String dot() {
    var text = new StringBuilder("graph \"" + layout.title() + "\" {\n");
    for (int i = 0; i < labels.size(); i++) {
      text.append("  n%d [label=\"%s\"]\n".formatted(i, escaped(labels.get(i), "\\\"", "\\\\")));
    }
    edges((a, b) -> text.append("  n%d -- n%d\n".formatted(a, b)));
    return text.append("}\n").toString();
  }

  /** In the language of Mermaid. */
  public String mermaid() {
    var text = new StringBuilder("graph TD\n");
    for (int i = 0; i < labels.size(); i++) {
      text.append("  n%d[\"%s\"]\n".formatted(i, escaped(labels.get(i), "#quot;", "\\")));
    }
    edges((a, b) -> text.append("  n%d --- n%d\n".formatted(a, b)));
    return text.toString();
  }

  private static String escaped(String label, String quote, String backslash) {
    return label.replace("\\", backslash).replace("\"", quote).replace("\n", " ");
  }

  /** As a page of SVG that needs nothing else, for light and dark backgrounds. */
  public String svg() {
    double[][] at = new double[labels.size()][];
    double width = 0;
    double height = 0;
    for (int i = 0; i < at.length; i++) {
      at[i] = position(i);
      width = Math.max(width, at[i][0] + MARGIN);
      height = Math.max(height, at[i][1] + MARGIN);
    }
    var text =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" role="img">
            <title>%s of %d</title>
            <style>
              line { stroke: #94a3b8; stroke-width: 1.2 }
              circle { fill: #2563eb; stroke: #fff; stroke-width: 2 }
              text { font: 11px system-ui, sans-serif; fill: #334155; text-anchor: middle }
              @media (prefers-color-scheme: dark) {
                line { stroke: #475569 } circle { fill: #60a5fa; stroke: #0f172a }
                text { fill: #cbd5e1 }
              }
            </style>
            """
                .formatted(width, height, layout.title(), labels.size()));
    edges((a, b) ->
        text.append(
            String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                at[a][0],
                at[a][1],
                at[b][0],
                at[b][1])));
    for (int i = 0; i < at.length; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>%n",
              at[i][0],
              at[i][1],
              RADIUS,
              at[i][0],
              at[i][1] + RADIUS + 13,
              xml(labels.get(i))));
    }
    return text.append("</svg>\n").toString();
  }

  private static String xml(String label) {
    return label.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private double[] position(int i) {
    int size = labels.size();
    if (layout instanceof Layout.Tree tree) {
      int level = tree.level(i);
      int lowest = tree.level(size - 1);
      long first = 0;
      long wide = 1;
      for (int l = 0; l < level; l++) {
        first = first * tree.arity() + 1;
        wide *= tree.arity();
      }
      double whole = STEP * Math.min(Math.pow(tree.arity(), lowest), size);
      return new double[] {
        MARGIN + whole * (i - first + 0.5) / wide, MARGIN + (double) STEP * level
      };
    }
    boolean hub = layout instanceof Layout.Star;
    int around = hub ? size - 1 : size;
    double radius = Math.max(70, STEP * around / (2 * Math.PI));
    if (hub && i == 0) {
      return new double[] {MARGIN + radius, MARGIN + radius};
    }
    double angle = 2 * Math.PI * (hub ? i - 1 : i) / Math.max(1, around) - Math.PI / 2;
    return new double[] {
      MARGIN + radius + radius * Math.cos(angle), MARGIN + radius + radius * Math.sin(angle)
    };
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
