package io.leanagentic.benchmarks.scale;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A curve as SVG: both axes logarithmic, a line per contender. */
public final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final List<String> COLORS =
      List.of("#1565c0", "#e65100", "#2e7d32", "#6a1b9a", "#c62828", "#00838f", "#5d4037");

  private final Curve curve;
  private final Map<String, Map<Long, Double>> values;
  private final StringBuilder svg = new StringBuilder();
  private final double low;
  private final double high;
  private final double first;
  private final double last;

  private Plot(Curve curve, Map<String, Map<Long, Double>> values) {
    this.curve = curve;
    this.values = values;
    double[] all =
        values.values().stream()
            .flatMap(line -> line.values().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    low = Math.pow(10, Math.floor(Math.log10(Math.max(all[0], 0.1))));
    high = Math.pow(10, Math.ceil(Math.log10(Math.max(all[all.length - 1], low * 10))));
    first = curve.points().getFirst();
    last = curve.points().getLast();
  }

  /** Draws it. */
  public static String svg(Curve curve, Map<String, Map<Long, Double>> values) {
    var plot = new Plot(curve, values);
    plot.draw();
    return plot.svg.toString();
  }

  private void draw() {
    add(
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' "
                + "font-family='sans-serif' font-size='12'>",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    add(String.format(Locale.ROOT, "<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT));
    text(LEFT, TOP - 18, "start", curve.title(), "black");
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", curve.axis(), "black");
    for (double y = low; y <= high * 1.01; y *= 10) {
      add(
          String.format(
              Locale.ROOT,
              "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#ddd'/>",
              LEFT,
              y(y),
              WIDTH - RIGHT,
              y(y)));
      text(LEFT - 6, y(y) + 4, "end", number(y), "#555");
    }
    for (double point : curve.points()) {
      text(x(point), HEIGHT - BOTTOM + 18, "middle", number(point), "#555");
    }
    int line = 0;
    for (var entry : values.entrySet()) {
      draw(entry.getKey(), entry.getValue(), COLORS.get(line % COLORS.size()), line);
      line++;
    }
    svg.append("</svg>\n");
  }

  private void draw(String label, Map<Long, Double> line, String color, int number) {
    var points = new StringBuilder();
    line.forEach((x, y) ->
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(x), y(Math.max(y, low)))));
    add(
        String.format(
            Locale.ROOT,
            "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
            points,
            color));
    line.forEach((x, y) ->
        add(
            String.format(
                Locale.ROOT,
                "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>",
                x(x),
                y(Math.max(y, low)),
                color)));
    text(WIDTH - RIGHT + 10, TOP + 10 + 18.0 * number, "start", label, color);
  }

  private double x(double value) {
    double part = first == last ? 0 : Math.log(value / first) / Math.log(last / first);
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - Math.log(value / low) / Math.log(high / low) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    if (value >= 1e6) {
      return number(value / 1e6) + "M";
    }
    if (value >= 1e3) {
      return number(value / 1e3) + "k";
    }
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  private void text(double x, double y, String anchor, String what, String color) {
    String escaped = what.replace("&", "&amp;").replace("<", "&lt;");
    add(
        String.format(
            Locale.ROOT,
            "<text x='%.1f' y='%.1f' text-anchor='%s' fill='%s'>%s</text>",
            x,
            y,
            anchor,
            color,
            escaped));
  }

  private void add(String element) {
    svg.append(element).append('\n');
  }
}
