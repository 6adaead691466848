package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.ChildProcess;
import io.leanagentic.benchmarks.harness.CoreDistance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which processors a process may use, and whether another process is at work on one of them.
 *
 * @param title as the table has it
 * @param processors their numbers, as {@code taskset} takes them
 * @param neighbour the processor that a busy neighbour keeps for itself as far as it can, or -1
 */
record Placement(String title, List<Integer> processors, int neighbour) {
  private static final int MOST_PAIRS = 12; // looked at in search of a near and a far one

  /**
   * Those that this machine offers: one processor, the nearest and the farthest pair if there is a
   * choice, all, and all with a busy neighbour on the last. Only all, if processes cannot be
   * placed.
   *
   * @param say hears what is looked at, since that takes some seconds on a large machine
   */
  static List<Placement> here(Consumer<String> say) throws IOException {
    List<Integer> all = allowed();
    if (all.isEmpty() || !canPlace()) {
      say.accept("processes cannot be placed here: needs Linux and taskset, of util-linux");
      return List.of(new Placement("all processors", List.of(), -1));
    }
    var distances = new LinkedHashMap<List<Integer>, Double>();
    if (all.size() > 2) {
      for (List<Integer> pair : pairs(all)) {
        say.accept("looking how far processors " + pair + " are apart");
        distances.put(pair, distance(pair));
      }
    }
    return of(all, distances);
  }

  /** As {@link #here}, for processors whose pairs are {@code distances} ns apart. */
  static List<Placement> of(List<Integer> all, Map<List<Integer>, Double> distances) {
    var placements = new ArrayList<Placement>();
    placements.add(new Placement("one processor", List.of(all.getFirst()), -1));
    if (!distances.isEmpty()) {
      var nearest = Collections.min(distances.entrySet(), Map.Entry.comparingByValue());
      var farthest = Collections.max(distances.entrySet(), Map.Entry.comparingByValue());
      placements.add(pair("two near", nearest));
      placements.add(pair("two far", farthest));
    }
    if (all.size() > 1) {
      placements.add(new Placement("all processors", all, -1));
      placements.add(new Placement("all, one with a busy neighbour", all, all.getLast()));
    }
    return placements;
  }

  private static Placement pair(String title, Map.Entry<List<Integer>, Double> pair) {
    return new Placement(
        String.format(Locale.ROOT, "%s, %.0f ns apart", title, pair.getValue()), pair.getKey(), -1);
  }

  /** The first processor with some of the others, spread over all of them. */
  static List<List<Integer>> pairs(List<Integer> all) {
    int others = all.size() - 1;
    int many = Math.min(others, MOST_PAIRS);
    var pairs = new ArrayList<List<Integer>>();
    for (int i = 0; i < many; i++) {
      pairs.add(List.of(all.getFirst(), all.get(1 + i * others / many)));
    }
    return pairs;
  }

  /** The processors that this process may use; none if the system does not say. */
  private static List<Integer> allowed() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return List.of();
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("Cpus_allowed_list:")) {
        return parse(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return List.of();
  }

  /** Reads {@code 0-2,5}. */
  static List<Integer> parse(String ranges) {
    var numbers = new ArrayList<Integer>();
    for (String range : ranges.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
        numbers.add(i);
      }
    }
    return List.copyOf(numbers);
  }

  private static boolean canPlace() {
    try {
      return output(List.of("taskset", "--version")).contains("taskset");
    } catch (IOException e) {
      return false;
    }
  }

  private static double distance(List<Integer> pair) throws IOException {
    List<String> command = new ArrayList<>(new Placement("", pair, -1).prefix());
    command.addAll(ChildProcess.command(List.of(), CoreDistance.class));
    String text = output(command).strip();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("distance of " + pair + " is '" + text + "', expected a number", e);
    }
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What a command line begins with, so that the command runs there. */
  List<String> prefix() {
    return processors.isEmpty()
        ? List.of()
        : List.of(
            "taskset", "-c", String.join(",", processors.stream().map(String::valueOf).toList()));
  }

  /** A program in {@code folder} that is a JVM which runs there. */
  Path jvm(Path folder) throws IOException {
    Path java = Path.of(ChildProcess.java());
    if (processors.isEmpty()) {
      return java;
    }
    Path script = folder.resolve("java-" + title.replaceAll("[^a-z0-9]+", "-"));
    Files.writeString(
        script, "#!/bin/sh\nexec " + String.join(" ", prefix()) + " '" + java + "' \"$@\"\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
    return script;
  }

  /**
   * Starts the busy neighbour, if there is one; it ends when it is closed, or this process ends.
   */
  Neighbour begin() throws IOException {
    if (neighbour < 0) {
      return () -> {};
    }
    String alive = "kill -0 " + ProcessHandle.current().pid() + " 2>/dev/null";
    String busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
    Process process =
        new ProcessBuilder(
                "taskset",
                "-c",
                String.valueOf(neighbour),
                "sh",
                "-c",
                "while " + alive + "; do " + busy + "; done")
            .start();
    return process::destroy;
  }

  /** A process that computes all the time. */
  interface Neighbour extends AutoCloseable {
    @Override
    void close();
  }
}
