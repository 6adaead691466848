package io.leanagentic.demo;

import io.leanagentic.demo.trading.TradingSwarm;
import io.leanagentic.examples.consensus.QuorumConsensus;
import io.leanagentic.examples.crew.Crew;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts a demonstration by name; without a name, the trading swarm. */
public final class Demo {

  /** A demonstration: takes its arguments and returns the exit code. */
  private interface Program {
    int run(List<String> arguments, PrintStream out, PrintStream err);
  }

  private record Entry(String description, Program program) {}

  private static final String FIRST = "trading";

  private static Map<String, Entry> programs() {
    return new TreeMap<>(
        Map.of(
            FIRST,
            new Entry(
                "a swarm of agents trades twenty years of real prices",
                (arguments, out, err) -> new TradingSwarm(out, err).run(arguments)),
            "cluster",
            new Entry(
                "three processes, one ledger: one is killed, another one stops",
                (arguments, out, err) -> elsewhere(err)),
            "crew",
            new Entry("agents call a model over HTTP that is slow, busy or broken", Crew::run),
            "quorum-consensus",
            new Entry(
                "a mesh of ten nodes votes; some crash, lie or are silent",
                (arguments, out, err) -> new QuorumConsensus(out, err).run(arguments))));
  }

  /** Dead letters, which are logged as information, are part of what some demonstrations show. */
  private static final Logger LOG = Logger.getLogger("io.leanagentic");

  /** Read by each runtime that starts: the port of its console. */
  private static final String CONSOLE_PROPERTY = "leanagentic.console";

  private static final String CONSOLE = "--console";
  private static final int LAST_PORT = 65_535;

  /** Bars a second of a swarm that somebody watches, if no other speed is asked for. */
  private static final List<String> SPEED_TO_WATCH = List.of("--speed", "40");

  private Demo() {}

  /** Runs the demonstration named first, or the trading swarm, with the other arguments. */
  public static void main(String[] arguments) {
    LOG.setLevel(Level.WARNING);
    int code = run(List.of(arguments), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--list"))) {
      list(out);
      return 0;
    }
    boolean named = !arguments.isEmpty() && !arguments.getFirst().startsWith("-");
    String name = named ? arguments.getFirst() : FIRST;
    Entry entry = programs().get(name);
    if (entry == null) {
      err.println("unknown demonstration \"" + name + "\"; there are:");
      list(err);
      return 2;
    }
    var rest = new ArrayList<>(named ? arguments.subList(1, arguments.size()) : arguments);
    List<String> console = rest.stream().filter(Demo::opensConsole).toList();
    rest.removeAll(console);
    if (rest.contains("--help") || rest.contains("-h")) {
      String how = name.equals(FIRST) ? "[" + name + "]" : name;
      out.println("usage: ./demo " + how + " [options], or ./demo --list");
      out.println("       --console[=PORT] shows its agents in a browser");
      out.println();
    }
    if (console.isEmpty()) {
      return entry.program().run(rest, out, err);
    }
    if (name.equals(FIRST) && rest.stream().noneMatch(it -> it.startsWith("--speed"))) {
      rest.addAll(SPEED_TO_WATCH);
    }
    return runWatched(console.getLast(), entry.program(), rest, out, err);
  }

  /** Its libraries need the class path, which {@code ./demo} gives to a program of its own. */
  private static int elsewhere(PrintStream err) {
    err.println("the demonstration cluster has a program of its own: run ./demo cluster");
    return 2;
  }

  private static boolean opensConsole(String argument) {
    return argument.equals(CONSOLE) || argument.startsWith(CONSOLE + "=");
  }

  private static int runWatched(
      String console, Program program, List<String> arguments, PrintStream out, PrintStream err) {
    String port = console.equals(CONSOLE) ? "0" : console.substring(CONSOLE.length() + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT) {
      err.println("option " + CONSOLE + " is \"" + port + "\"; allowed: a port, 0 to " + LAST_PORT);
      return 2;
    }
    System.setProperty(CONSOLE_PROPERTY, port);
    try {
      return program.run(arguments, out, err);
    } finally {
      System.clearProperty(CONSOLE_PROPERTY);
    }
  }

  private static void list(PrintStream out) {
    programs().forEach((name, entry) -> out.printf("%-18s %s%n", name, entry.description()));
  }
}
