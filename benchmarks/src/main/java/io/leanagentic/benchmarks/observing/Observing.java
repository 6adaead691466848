package io.leanagentic.benchmarks.observing;

import io.leanagentic.benchmarks.harness.ChildProcess;
import io.leanagentic.benchmarks.harness.CoreDistance;
import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.Statistics;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measures what it costs the agents to be observed. */
public final class Observing {
  private static final String HELP =
      """
      Usage: ./bench --observe [DOOR...]

        ./bench --observe          all doors, about 6 minutes; the table goes to docs/guide/08-observing.md
        ./bench --observe page     those with that in their name; printed only

      Doors: observer, console, page, stalled, connections. The load runs with and without one, in turns.
      """;
  static final String BEGIN = "<!-- doors: written by ./bench --observe -->";
  static final String END = "<!-- end of doors -->";

  private Observing() {}

  /** The blocks of one door: millions of messages a second without it, and what it takes. */
  record Line(Door door, List<Double> rates, List<Double> slower, List<Double> processor) {}

  /**
   * Runs it as {@code given} says.
   *
   * @return the exit code
   * @throws UsageException if a word of it names no door
   */
  public static int run(Path root, List<String> given, LocalDate date) throws IOException {
    if (given.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    List<Door> doors = Arrays.asList(Door.values());
    UsageException.unlessAllChoose(given, doors.stream().map(Door::word).toList());
    Path scratch = Files.createDirectories(root.resolve("benchmarks/target/results/observing"));
    var distance = new CoreDistance();
    var lines = new ArrayList<Line>();
    for (Door door : doors) {
      if (given.isEmpty() || given.stream().anyMatch(door.word()::contains)) {
        distance.look();
        System.out.println(door.title + " ...");
        Path log = scratch.resolve(door.word() + ".txt");
        int exit =
            ChildProcess.run(
                ChildProcess.command(List.of("-Xmx2g"), Windows.class, door.word()),
                Path.of(""),
                log,
                Long.MAX_VALUE);
        if (exit != 0) {
          System.out.println("failed; see " + log);
          return 1;
        }
        lines.add(parse(door, Files.readAllLines(log)));
      }
    }
    String table = "%s; %s; %s.\n\n%s".formatted(date, Machine.here(root), distance, table(lines));
    System.out.println("\n" + table);
    if (given.isEmpty()) {
      GeneratedSection.replace(root.resolve("docs/guide/08-observing.md"), BEGIN, END, table);
      System.out.println("The table is in docs/guide/08-observing.md.");
    }
    return 0;
  }

  static Line parse(Door door, List<String> log) throws IOException {
    var line = new Line(door, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String text : log) {
      if (text.startsWith(Windows.BLOCK)) {
        String[] numbers = text.substring(Windows.BLOCK.length()).split(" ", -1);
        line.rates.add(Double.valueOf(numbers[0]));
        line.slower.add(Double.valueOf(numbers[1]));
        line.processor.add(Double.valueOf(numbers[2]));
      }
    }
    if (line.rates.size() != Windows.BLOCKS) {
      throw new IOException("%d of %d blocks".formatted(line.rates.size(), Windows.BLOCKS));
    }
    return line;
  }

  static String table(List<Line> lines) {
    var text =
        new StringBuilder(
            """
            | Open | messages/s without, million | slower by | more processor time a message |
            |---|---|---|---|
            """);
    for (Line line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %s | %s |%n",
              line.door.title,
              Statistics.median(line.rates),
              percent(line.slower),
              percent(line.processor)));
    }
    return text.toString();
  }

  /** The median, and between which all are. */
  private static String percent(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f)",
        Statistics.median(values),
        Collections.min(values),
        Collections.max(values));
  }
}
