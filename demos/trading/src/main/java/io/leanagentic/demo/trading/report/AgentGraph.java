package io.leanagentic.demo.trading.report;

import io.leanagentic.demo.trading.swarm.Role;
import io.leanagentic.demo.trading.swarm.RoleProfile;
import io.leanagentic.examples.console.Format;
import java.util.List;
import java.util.Locale;

/** Draws which agents send what to which others, with the measurements of each. */
final class AgentGraph {

  private static final int WIDTH = 148;
  private static final int HEIGHT = 86;

  /** A role and the left upper corner of its box. */
  private record Box(Role role, int x, int y) {}

  private static final List<Box> BOXES =
      List.of(
          new Box(Role.MOMENTUM, 92, 8),
          new Box(Role.REVERSION, 262, 8),
          new Box(Role.VOLATILITY, 432, 8),
          new Box(Role.BREAKOUT, 602, 8),
          new Box(Role.REVIEWER, 856, 8),
          new Box(Role.FEED, 6, 176),
          new Box(Role.DESK, 176, 176),
          new Box(Role.TEAM, 346, 176),
          new Box(Role.AGGREGATOR, 516, 176),
          new Box(Role.RISK, 686, 176),
          new Box(Role.EXECUTION, 856, 176),
          new Box(Role.REPORTER, 516, 366),
          new Box(Role.PORTFOLIO, 856, 366));

  private final StringBuilder svg = new StringBuilder();

  private AgentGraph() {}

  static String draw(List<RoleProfile> roles) {
    var graph = new AgentGraph();
    graph.begin();
    graph.edges();
    for (Box box : BOXES) {
      roles.stream()
          .filter(role -> role.role() == box.role())
          .findFirst()
          .ifPresent(role -> graph.box(box, role));
    }
    return graph.svg.append("</svg>\n").toString();
  }

  private void begin() {
    svg.append(
        """
        <svg viewBox="0 0 1010 460" style="min-width: 760px" role="img" aria-label="Agents and the messages between them">
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
          orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
        """);
  }

  private void edges() {
    int middle = 219;
    for (int i = 0; i < 5; i++) {
      int from = 6 + i * 170 + WIDTH;
      edge("M%d %dH%d".formatted(from, middle, from + 20), "");
    }
    // Teams and analyzers: bars up, votes down.
    for (int i = 0; i < 4; i++) {
      int x = 92 + i * 170 + WIDTH / 2;
      svg.append(
          "<path class=\"edge\" marker-start=\"url(#tip)\" marker-end=\"url(#tip)\" d=\"M420 174C420 132 %d 140 %d 96\"/>\n"
              .formatted(x, x));
    }
    label(560, 152, "start", "bars up, votes down");
    // Feed to execution, below the row.
    edge("M110 262V290Q110 298 118 298H900Q908 298 908 290V264", "");
    label(300, 302, "middle", "each bar, to be filled at");
    edge("M952 262V364", "");
    label(944, 318, "end", "fills, with token");
    edge("M856 392H788Q780 392 780 384V264", "");
    label(820, 396, "middle", "statement");
    edge("M856 430H668", "");
    label(760, 434, "middle", "trades, as iso");
    edge("M742 262V318Q742 326 734 326H208Q200 326 200 318V264", " alert");
    label(470, 330, "middle", "alerts, broadcast to all desks");
    edge("M704 262V342Q704 350 696 350H54Q46 350 46 342V264", " back");
    label(300, 354, "middle", "credit for more bars");
    svg.append(
        "<path class=\"edge\" marker-start=\"url(#tip)\" marker-end=\"url(#tip)\" d=\"M800 174C800 110 820 52 854 52\"/>\n");
    label(812, 118, "middle", "large orders, votes");
    label(165, 168, "middle", "by symbol, through shards");
    label(500, 168, "middle", "tallies");
    label(675, 168, "middle", "score");
    label(845, 168, "middle", "orders");
  }

  private void edge(String path, String style) {
    svg.append(
        "<path class=\"edge%s\" marker-end=\"url(#tip)\" d=\"%s\"/>\n".formatted(style, path));
  }

  private void box(Box box, RoleProfile role) {
    svg.append(
        "<rect class=\"box%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"9\"/>\n"
            .formatted(role.role().isVoter() ? " vote" : "", box.x(), box.y(), WIDTH, HEIGHT));
    String number = role.agents() == 1 ? "1 agent" : Format.count(role.agents()) + " agents";
    text(box.x() + 12, box.y() + 21, 13.5, "name", role.role().label());
    text(box.x() + 12, box.y() + 39, 12, "soft", number);
    text(box.x() + 12, box.y() + 56, 12, "soft", Format.count(role.handled()) + " messages");
    text(
        box.x() + 12,
        box.y() + 73,
        12,
        "soft",
        Format.nanos(role.meanNanos()) + " · peak " + Format.count(role.peakDepth()));
  }

  private void label(int x, int y, String anchor, String text) {
    svg.append(
        "<text class=\"edgelabel\" x=\"%d\" y=\"%d\" font-size=\"12\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, Html.escape(text)));
  }

  private void text(int x, int y, double size, String style, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%d\" y=\"%d\" font-size=\"%.1f\">%s</text>%n",
            style,
            x,
            y,
            size,
            Html.escape(text)));
  }
}
