package io.leanagentic.examples;

import io.leanagentic.examples.trading.TradingSwarm;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts a demonstration by name; without a name, the trading swarm. */
public final class Demo {

  /** A demonstration: takes its arguments and says with which code the program ends. */
  private interface Program {
    int run(List<String> arguments, PrintStream out, PrintStream err);
  }

  private record Entry(String description, Program program) {}

  private static final String FIRST = "trading";

  private static final Map<String, Entry> PROGRAMS =
      new TreeMap<>(
          Map.of(
              FIRST,
              new Entry(
                  "a swarm of agents trades twenty years of real prices",
                  (arguments, out, err) -> new TradingSwarm(out, err).run(arguments))));

  private Demo() {}

  /** Runs the demonstration named first, or the trading swarm, with the other arguments. */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--list"))) {
      PROGRAMS.forEach((name, entry) -> out.printf("%-12s %s%n", name, entry.description()));
      return 0;
    }
    boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    String name = named ? arguments.getFirst() : FIRST;
    Entry entry = PROGRAMS.get(name);
    if (entry == null) {
      err.println(
          "unknown demonstration \"%s\"; allowed: %s"
              .formatted(name, String.join(", ", PROGRAMS.keySet())));
      return 2;
    }
    List<String> rest = named ? arguments.subList(1, arguments.size()) : arguments;
    if (rest.contains("--help") || rest.contains("-h")) {
      out.println("usage: ./demo [" + name + "] [options], or ./demo --list");
      out.println();
    }
    return entry.program().run(rest, out, err);
  }
}
