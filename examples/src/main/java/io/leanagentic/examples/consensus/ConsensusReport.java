package io.leanagentic.examples.consensus;

import io.leanagentic.examples.consensus.Seat.Condition;
import io.leanagentic.examples.console.Format;
import io.leanagentic.examples.console.Style;
import io.leanagentic.examples.console.TextTable;
import io.leanagentic.examples.console.TextTable.Cell;
import io.leanagentic.orchestration.QuorumResult.Impossible;
import io.leanagentic.orchestration.QuorumResult.Reached;
import io.leanagentic.orchestration.QuorumResult.TimedOut;
import io.leanagentic.orchestration.Vote;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The rounds as text, 80 columns wide. */
final class ConsensusReport {

  private static final int METER = 30;

  private final PrintStream out;
  private final Style style;

  ConsensusReport(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  void announce(int nodes, long seed, int workers) {
    line("");
    line("  " + style.heading("lean-agentic") + style.faint(" · quorum consensus"));
    line("");
    line(
        "  %s %d nodes, %s edges · seed %d · %d %s"
            .formatted(
                style.faint("mesh          "),
                nodes,
                Format.count((long) nodes * (nodes - 1) / 2),
                seed,
                workers,
                workers == 1 ? "worker" : "workers"));
    line("");
  }

  void show(int number, Round round) {
    Scenario scenario = round.scenario();
    line("  " + style.heading(number + "  " + scenario.title()));
    line("     " + style.strong(scenario.question()) + style.faint("  " + scenario.text()));
    Duration longest = longest(round);
    scenario.seats().forEach(seat -> line("       " + row(round, seat, longest)));
    line("     " + decision(round));
    line("");
  }

  private static Duration longest(Round round) {
    return round.memories().values().stream()
        .flatMap(memory -> memory.took().stream())
        .max(Duration::compareTo)
        .orElse(Duration.ofMillis(1));
  }

  private String row(Round round, Seat seat, Duration longest) {
    String name = seat.name() + " ".repeat(Math.max(1, 10 - seat.name().length()));
    var vote = round.voteOf(seat.name());
    var memory = round.memories().get(seat.name());
    if (vote.isPresent() && memory != null && memory.took().isPresent()) {
      Duration took = memory.took().get();
      double share = Math.min(1, (double) took.toNanos() / longest.toNanos());
      String note = seat.condition() == Condition.LIAR ? style.alarm("  lies") : "";
      return name
          + vote(vote.get())
          + style.meter(share, METER)
          + "%11s".formatted(Format.nanos(took.toNanos()))
          + note;
    }
    return name + vote("-") + style.faint(whyNot(round, seat));
  }

  private static String whyNot(Round round, Seat seat) {
    if (seat.condition() == Condition.CRASHED) {
      return "crashed before it was asked";
    }
    Node.Memory memory = round.memories().get(seat.name());
    if (memory == null || !memory.asked()) {
      return "not asked";
    }
    return seat.condition() == Condition.CUT_OFF ? "cut off" : "not needed any more, let go";
  }

  private String vote(String vote) {
    String padded = vote + " ".repeat(Math.max(1, 6 - vote.length()));
    return style.signed(vote.equals("yes") ? 1 : vote.equals("no") ? -1 : 0, padded);
  }

  private String decision(Round round) {
    String after = style.faint("  after " + Format.nanos(round.result().elapsed().toNanos()));
    return switch (round.result()) {
      case Reached<String> reached ->
          style.signed(1, "decided: ")
              + style.strong(reached.value())
              + ", said by "
              + reached.inFavour().size()
              + after
              + liars(reached);
      case Impossible<String> impossible ->
          style.signed(-1, "refused: ")
              + said(impossible.votes())
              + ": enough cannot come any more"
              + after;
      case TimedOut<String> late ->
          style.alarm("no decision: ") + late.votes().size() + " votes when time was up" + after;
    };
  }

  private String liars(Reached<String> reached) {
    if (reached.against().isEmpty() || reached.value().equals("yes")) {
      return "";
    }
    String who =
        reached.against().stream()
            .map(vote -> vote.voter().name() + " said " + vote.value())
            .collect(Collectors.joining(", "));
    return style.letters("\n     ") + style.alarm("liars:   ") + who;
  }

  private static String said(List<Vote<String>> votes) {
    return votes.stream()
        .collect(Collectors.groupingBy(Vote::value, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  void summarize(List<Round> rounds) {
    var table = new TextTable(style, "Rounds", "outcome", "votes", "missing", "failed", "elapsed");
    for (Round round : rounds) {
      var result = round.result();
      table.add(
          List.of(
              Cell.of(round.scenario().title()),
              Cell.of(
                  switch (result) {
                    case Reached<String> reached -> reached.value();
                    case Impossible<String> _ -> "refused";
                    case TimedOut<String> _ -> "none";
                  }),
              Cell.of(Format.count(result.votes().size())),
              Cell.of(Format.count(result.missing().size())),
              Cell.of(Format.count(result.failed().size())),
              Cell.of(Format.nanos(result.elapsed().toNanos()))));
    }
    table.lines().forEach(this::line);
    line("");
  }

  private void line(String text) {
    out.println(style.letters(text));
  }
}
