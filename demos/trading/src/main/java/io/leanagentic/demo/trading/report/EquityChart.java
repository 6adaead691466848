package io.leanagentic.demo.trading.report;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.EquityPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Draws the equity of the swarm and of buy-and-hold, and below how far each is from its peak. */
final class EquityChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 430;
  private static final int LEFT = 62;
  private static final int RIGHT = 14;
  private static final int TOP = 34;
  private static final int BOTTOM = 292;
  private static final int STRIP_TOP = 318;
  private static final int STRIP_BOTTOM = 400;
  private static final int MOST_POINTS = 900;

  /** One curve: logarithm of its equity, and its fall from the peak, at each point drawn. */
  private static final class Curve {
    private final double[] logs;
    private final double[] falls;

    private Curve(int points) {
      logs = new double[points];
      falls = new double[points];
    }
  }

  @Val private final List<EquityPoint> points;
  private final int drawn;
  private final StringBuilder svg = new StringBuilder();

  private EquityChart(@Val List<EquityPoint> points) {
    this.points = points;
    this.drawn = Math.min(points.size(), MOST_POINTS);
  }

  static String draw(@Val List<EquityPoint> points) {
    return new EquityChart(points).svg();
  }

  private String svg() {
    Curve swarm = curve(EquityPoint::equity);
    Curve hold = curve(EquityPoint::benchmark);
    double least = Math.min(least(swarm.logs), least(hold.logs));
    double most = Math.max(most(swarm.logs), most(hold.logs));
    double margin = Math.max(0.02, (most - least) * 0.05);
    // To a whole multiple of 20 %, so that half of it is a round number too.
    double deepest = Math.max(1, Math.ceil(5 * Math.max(most(swarm.falls), most(hold.falls)))) / 5;
    append(
        "<svg viewBox=\"0 0 %d %d\" style=\"min-width: 600px\" role=\"img\" aria-label=\"Equity of the swarm and of buy and hold\">\n",
        WIDTH, HEIGHT);
    moneyAxis(least - margin, most + margin);
    fallAxis(deepest);
    dateAxis();
    line("hold", hold.logs, least - margin, most + margin, BOTTOM, TOP);
    line("swarm", swarm.logs, least - margin, most + margin, BOTTOM, TOP);
    area(swarm.falls, deepest);
    line("holdfall", hold.falls, 0, deepest, STRIP_TOP, STRIP_BOTTOM);
    legend();
    return svg.append("</svg>\n").toString();
  }

  /** The last value of each stretch that one point stands for, and the deepest fall in it. */
  private Curve curve(ToLongFunction<EquityPoint> value) {
    var curve = new Curve(drawn);
    double peak = 0;
    for (int i = 0; i < points.size(); i++) {
      double now = Math.max(1, value.applyAsLong(points.get(i)));
      int at = (int) ((long) i * drawn / points.size());
      peak = Math.max(peak, now);
      curve.logs[at] = Math.log10(now / 100);
      curve.falls[at] = Math.max(curve.falls[at], 1 - now / peak);
    }
    return curve;
  }

  private void moneyAxis(double least, double most) {
    for (double money : steps(least, most)) {
      double y = y(Math.log10(money), least, most, BOTTOM, TOP);
      grid(y);
      label(LEFT - 10, y + 4, "end", "soft", "$" + shortMoney(money));
    }
  }

  /** Round amounts of money between the limits, as many as there is room for. */
  private static List<Double> steps(double least, double most) {
    for (List<Double> leading :
        List.of(
            List.of(1.0),
            List.of(1.0, 3.0),
            List.of(1.0, 2.0, 5.0),
            List.of(1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0))) {
      List<Double> steps = steps(least, most, leading);
      if (steps.size() >= 4) {
        return steps;
      }
    }
    var even = new ArrayList<Double>();
    for (int i = 0; i <= 4; i++) {
      even.add(Math.pow(10, least + (most - least) * i / 4));
    }
    return even;
  }

  private static List<Double> steps(double least, double most, List<Double> leading) {
    var steps = new ArrayList<Double>();
    for (int power = (int) Math.floor(least); power <= most; power++) {
      for (double first : leading) {
        double money = first * Math.pow(10, power);
        if (Math.log10(money) >= least && Math.log10(money) <= most) {
          steps.add(money);
        }
      }
    }
    return steps;
  }

  private void fallAxis(double deepest) {
    for (double share : new double[] {0, 0.5, 1}) {
      double y = STRIP_TOP + share * (STRIP_BOTTOM - STRIP_TOP);
      grid(y);
      label(LEFT - 10, y + 4, "end", "soft", Math.round(-100 * share * deepest) + " %");
    }
  }

  private void dateAxis() {
    int first = points.getFirst().date().getYear();
    int years = points.getLast().date().getYear() - first + 1;
    int every = Math.max(1, (int) Math.ceil(years / 11.0));
    int shown = Integer.MIN_VALUE;
    for (int i = 0; i < points.size(); i++) {
      int year = points.get(i).date().getYear();
      if (year != shown && (year - first) % every == 0) {
        shown = year;
        double x = x((int) ((long) i * drawn / points.size()));
        append(
            "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
            x, x, STRIP_BOTTOM, STRIP_BOTTOM + 5);
        label(x, HEIGHT - 8, i == 0 ? "start" : "middle", "soft", Integer.toString(year));
      }
    }
  }

  private void legend() {
    append("<line class=\"swarm\" x1=\"%d\" x2=\"%d\" y1=\"14\" y2=\"14\"/>\n", LEFT, LEFT + 26);
    label(LEFT + 34, 18, "start", "", "swarm");
    append(
        "<line class=\"hold\" x1=\"%d\" x2=\"%d\" y1=\"14\" y2=\"14\"/>\n", LEFT + 100, LEFT + 126);
    label(LEFT + 134, 18, "start", "", "buy and hold");
  }

  private void line(
      String style, double[] values, double least, double most, double from, double to) {
    append("<path class=\"%s\" d=\"", style);
    for (int i = 0; i < drawn; i++) {
      append("%s%.1f %.1f", i == 0 ? "M" : "L", x(i), y(values[i], least, most, from, to));
    }
    svg.append("\"/>\n");
  }

  private void area(double[] falls, double deepest) {
    append("<path class=\"fall\" d=\"M%.1f %d", x(0), STRIP_TOP);
    for (int i = 0; i < drawn; i++) {
      append("L%.1f %.1f", x(i), y(falls[i], 0, deepest, STRIP_TOP, STRIP_BOTTOM));
    }
    append("L%.1f %dZ\"/>\n", x(drawn - 1), STRIP_TOP);
  }

  private void grid(double y) {
    append(
        "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
        LEFT, WIDTH - RIGHT, y, y);
  }

  private void label(double x, double y, String anchor, String style, String text) {
    append(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" font-size=\"13\" text-anchor=\"%s\">%s</text>\n",
        style, x, y, anchor, Html.escape(text));
  }

  private double x(int point) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * point / Math.max(1, drawn - 1);
  }

  private static double y(double value, double least, double most, double from, double to) {
    return from + (value - least) / (most - least) * (to - from);
  }

  private static double least(double[] values) {
    double least = Double.MAX_VALUE;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static double most(double[] values) {
    double most = -Double.MAX_VALUE;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  private static String shortMoney(double money) {
    return money >= 999_500
        ? trim(money / 1e6) + " M"
        : money >= 1000 ? Math.round(money / 1e3) + " k" : trim(money);
  }

  private static String trim(double number) {
    return String.format(Locale.ROOT, "%.2f", number).replaceFirst("\\.?0+$", "");
  }

  // The annotation that is asked for would be the only reason for a dependency.
  @SuppressWarnings("AnnotateFormatMethod")
  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
