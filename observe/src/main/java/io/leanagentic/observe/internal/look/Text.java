package io.leanagentic.observe.internal.look;

import io.leanagentic.extension.Panel;
import io.leanagentic.observe.AgentPage;
import io.leanagentic.observe.AgentRow;
import io.leanagentic.observe.EventRow;
import io.leanagentic.observe.Finding;
import io.leanagentic.observe.Snapshot;
import io.leanagentic.observe.TreeRow;
import io.leanagentic.observe.WorkerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What terminals show. Words of users cannot control the terminal. */
public final class Text {
  private static final String ROW = "%-44s %-24s %-10s %7s %13s %10s %9s%n";
  private static final String WORKER =
      "%-24s %6s %6s %6s %8s %15s %12s %12s %12s %8s %8s %8s  %s%n";
  private static final int WIDEST_NAME = 44;
  private static final int WIDEST_TYPE = 24;

  private Text() {}

  /** The whole in a few lines, and the agents that were asked for. */
  public static String top(Snapshot shot) {
    var text = new StringBuilder(summary(shot)).append('\n');
    text.append(format(ROW, "AGENT", "CLASS", "STATE", "AT WORK", "WAITING", "MESSAGES/S", "EACH"));
    for (AgentRow row : shot.agents()) {
      text.append(
          format(
              ROW,
              end(row.path(), WIDEST_NAME),
              end(row.type(), WIDEST_TYPE),
              row.activity().name().toLowerCase(Locale.ROOT),
              Words.percent(row.busy()),
              Words.number(row.depth()) + "/" + Words.number(row.capacity()),
              Words.number(Math.round(row.perSecond())),
              row.meanNanos() == 0 ? "-" : Words.time(row.meanNanos())));
    }
    return text.toString();
  }

  /**
   * What each worker does and did, since it began; then what others expect of its turns, what a
   * theft costs it, and how long it waits before the next.
   */
  public static String workers(Snapshot shot) {
    var text = new StringBuilder();
    text.append(
        format(
            WORKER, "worker", "run", "search", "sleep", "waiting", "turns", "steals", "stolen",
            "parks", "a turn", "a theft", "waits", "runs"));
    for (WorkerRow row : shot.workers()) {
      text.append(
          format(
              WORKER,
              row.name() + (row.replaced() ? " (replaced)" : ""),
              Words.percent(row.busy()),
              Words.percent(row.searching()),
              Words.percent(row.asleep()),
              Words.number(row.queued()),
              Words.number(row.turns()),
              Words.number(row.steals()),
              Words.number(row.stolen()),
              Words.number(row.parks()),
              Words.time(row.turnNanos()),
              Words.time(row.theftNanos()),
              Words.time(row.patienceNanos()),
              clean(row.running())));
    }
    return text.toString();
  }

  private static String summary(Snapshot shot) {
    var metrics = shot.metrics();
    var workers =
        shot.workers().stream()
            .map(worker -> Words.percent(worker.busy()))
            .collect(Collectors.joining(", "));
    return format(
        "up %s; %s agents; %s messages/s; in mailbox p50 %s, p99 %s; workers at work: %s%n"
            + "%s failures, %s restarts, %s dead letters; %s%n",
        Words.time(metrics.uptime()),
        Words.number(metrics.agentsAlive()),
        Words.number(Math.round(shot.messagesPerSecond())),
        Words.time(shot.waiting().p50()),
        Words.time(shot.waiting().p99()),
        workers,
        Words.number(metrics.failures()),
        Words.number(metrics.restarts()),
        Words.number(metrics.deadLetters()),
        Words.count(shot.findings().size(), "finding", "findings"));
  }

  /** What is wrong, then what happened lately. */
  public static String findings(Snapshot shot) {
    var text = new StringBuilder();
    for (Finding finding : shot.findings()) {
      text.append("! ").append(clean(finding.what())).append('\n');
      finding.evidence().forEach(one -> text.append("  ").append(clean(one)).append('\n'));
      text.append("  Cure: ").append(clean(finding.cure())).append("\n\n");
    }
    if (shot.findings().isEmpty()) {
      text.append("Nothing is wrong.\n");
    }
    return text.toString();
  }

  /** What happened lately, the newest first. */
  public static String events(Snapshot shot) {
    var text = new StringBuilder();
    for (EventRow event : shot.events()) {
      text.append(format("%s  %-12s  %s  ", event.at(), event.kind(), clean(event.agent())))
          .append(clean(event.what()))
          .append('\n');
    }
    return text.isEmpty() ? "Nothing happened.\n" : text.toString();
  }

  /** What libraries show. */
  public static String panels(Snapshot shot) {
    var text = new StringBuilder();
    for (Panel panel : shot.panels()) {
      var lines = new ArrayList<List<String>>(List.of(panel.columns()));
      lines.addAll(panel.rows());
      text.append(clean(panel.title())).append('\n');
      lines.forEach(line -> text.append(format("  %s%n", padded(line, lines))));
      text.append('\n');
    }
    return text.isEmpty() ? "No library shows anything.\n" : text.toString();
  }

  /** The texts of {@code line}, each as wide as the widest of its column. */
  private static String padded(List<String> line, List<List<String>> all) {
    var text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int widest = all.stream().mapToInt(one -> one.get(column).length()).max().orElse(0);
      String cell = clean(line.get(i));
      text.append(cell).repeat(' ', widest - cell.length() + 2);
    }
    return text.toString().stripTrailing();
  }

  /** The supervision tree. */
  public static String tree(Snapshot shot) {
    var text = new StringBuilder();
    for (TreeRow row : shot.tree()) {
      if (row.parent() < 0) {
        branch(row, "", shot.tree(), text);
      }
    }
    return text.isEmpty() ? "There is no agent.\n" : text.toString();
  }

  private static void branch(TreeRow row, String before, List<TreeRow> all, StringBuilder text) {
    String name =
        row.name().isEmpty() ? row.type() + " x " + Words.number(row.agents()) : row.name();
    text.append(before)
        .append(clean(name))
        .append(
            format(
                "  %s/s, %s wait, %.2f at work%s%n",
                Words.number(Math.round(row.perSecond())),
                Words.number(row.depth()),
                row.busy(),
                row.parked() > 0 ? ", " + Words.number(row.parked()) + " parked" : ""));
    for (TreeRow child : all) {
      if (child.parent() == row.id()) {
        branch(child, before + "  ", all, text);
      }
    }
  }

  /** All that is known of one agent. */
  public static String agent(AgentPage page) {
    AgentRow row = page.row();
    var text = new StringBuilder(clean(row.path())).append('\n');
    line(text, "class", row.type());
    line(text, "state", row.activity().name().toLowerCase(Locale.ROOT));
    line(text, "waits for", (row.waitsWhat() + " " + String.join(" ", row.waitsFor())).strip());
    line(text, "spawned with", page.config());
    line(
        text,
        "mailbox",
        format(
            "%s wait of %s, at most %s so far",
            Words.number(row.depth()), Words.number(row.capacity()), Words.number(row.peak())));
    line(
        text,
        "handled",
        format(
            "%s, %s a second, %s each",
            Words.number(row.handled()),
            Words.number(Math.round(row.perSecond())),
            Words.time(row.meanNanos())));
    line(text, "at work", Words.percent(row.busy()) + " of the time");
    line(
        text,
        "put aside",
        format("%s stashed, %s unsent, %s timers", row.stashed(), row.unsent(), row.timers()));
    line(text, "restarts", Words.number(row.restarts()));
    line(text, "last failure", page.lastFailure());
    line(text, "parent", page.parent());
    line(text, "children", String.join(" ", page.children()));
    page.stack().forEach(frame -> line(text, "at", frame));
    return text.toString();
  }

  private static void line(StringBuilder text, String title, String value) {
    if (!value.isEmpty()) {
      text.append(format("  %-13s %s%n", title, clean(value)));
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  /** The end of a long name, which says more than its beginning. */
  private static String end(String name, int widest) {
    String clean = clean(name);
    return clean.length() <= widest ? clean : "..." + clean.substring(clean.length() - widest + 3);
  }

  /** Without what a terminal would obey, or write in the other direction. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
