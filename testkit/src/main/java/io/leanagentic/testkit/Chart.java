package io.leanagentic.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The last part of a schedule as a message-sequence chart. */
final class Chart {
  private static final String TEST = "(test)";
  private static final int MOST_TURNS = 60;
  private static final int MOST_TEXT = 60;

  private final List<Row> rows = new ArrayList<>();
  private Row row = new Row(0, TEST, null, new ArrayList<>());
  private int dropped;

  /** A turn, or what the test does before the next one, and what is sent meanwhile. */
  private record Row(long turn, String agent, @Nullable String insteadOf, List<Sent> sent) {}

  private record Sent(String to, String message) {}

  /** A turn of {@code agent} begins; {@code insteadOf} is who would have run, if it is a switch. */
  void turn(long number, String agent, @Nullable String insteadOf) {
    begin(new Row(number, agent, insteadOf, new ArrayList<>()));
  }

  /**
   * The turn is over: what comes is sent by the test. A turn in which the agent found nothing to do
   * is left out.
   */
  void endTurn(boolean handled) {
    if (!handled && row.sent.isEmpty() && row.insteadOf == null) {
      row = new Row(0, TEST, null, new ArrayList<>());
      return;
    }
    begin(new Row(0, TEST, null, new ArrayList<>()));
  }

  private void begin(Row next) {
    if (!row.sent.isEmpty() || row.turn > 0) {
      rows.add(row);
      if (rows.size() > MOST_TURNS) {
        rows.removeFirst();
        dropped++;
      }
    }
    row = next;
  }

  /** Something is on its way to the agent at {@code to}. */
  void sent(String to, Object message) {
    String text;
    try {
      text = String.valueOf(message).replaceAll("\\s+", " ");
    } catch (RuntimeException e) {
      text = message.getClass().getSimpleName();
    }
    row.sent.add(
        new Sent(to, text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text));
  }

  /** A line for each turn; what it sent is to the right, and switches are marked. */
  String text() {
    endTurn(false);
    int width = rows.stream().mapToInt(each -> each.agent.length()).max().orElse(0);
    var text = new StringBuilder();
    if (dropped > 0) {
      text.append(String.format(Locale.ROOT, "        ... %d rows before%n", dropped));
    }
    for (Row each : rows) {
      var line = new StringBuilder();
      line.append(each.insteadOf == null ? "  " : "* ");
      line.append(each.turn == 0 ? "     " : String.format(Locale.ROOT, "%5d", each.turn));
      line.append(String.format(Locale.ROOT, "  %-" + Math.max(1, width) + "s", each.agent));
      for (int i = 0; i < each.sent.size(); i++) {
        line.append(i == 0 ? "  " : ", ");
        line.append(each.sent.get(i).message).append(" -> ").append(each.sent.get(i).to);
      }
      if (each.insteadOf != null) {
        line.append("  (instead of ").append(each.insteadOf).append(')');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same for Mermaid, which draws it. */
  String mermaid() {
    endTurn(false);
    var names = new LinkedHashSet<String>();
    for (Row each : rows) {
      names.add(each.agent);
      each.sent.forEach(sent -> names.add(sent.to));
    }
    var ids = List.copyOf(names);
    var text = new StringBuilder("sequenceDiagram\n");
    for (int i = 0; i < ids.size(); i++) {
      text.append("  participant p").append(i).append(" as ").append(safe(ids.get(i))).append('\n');
    }
    for (Row each : rows) {
      int from = ids.indexOf(each.agent);
      if (each.insteadOf != null) {
        text.append("  Note over p").append(from).append(": runs instead of ");
        text.append(safe(each.insteadOf)).append('\n');
      }
      for (Sent sent : each.sent) {
        text.append("  p").append(from).append("->>p").append(ids.indexOf(sent.to)).append(": ");
        text.append(safe(sent.message)).append('\n');
      }
    }
    return text.toString();
  }

  /** Without what Mermaid reads as syntax. */
  private static String safe(String text) {
    return text.replaceAll("[;#:<>{}]", " ").strip();
  }
}
