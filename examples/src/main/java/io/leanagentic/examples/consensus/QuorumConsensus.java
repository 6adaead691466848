package io.leanagentic.examples.consensus;

import io.leanagentic.RuntimeConfig;
import io.leanagentic.examples.console.Style;
import io.leanagentic.examples.console.UsageException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/** A mesh of nodes that vote, as a program. */
public final class QuorumConsensus {

  static final String HELP =
      """
      Quorum consensus: the nodes of a mesh vote.

      Ten agents, each connected to every other. One asks all, and a rule says which
      votes suffice: a simple majority, two thirds, a majority although two crashed, an
      agreement although two lie, one that ends by its deadline, and a hedged read that
      asks few at first. The seed decides each node's vote and thinking time: same seed,
      same decisions, on any number of workers.

        --seed N        decides votes, times, and which nodes crash or lie (1)
        --nodes N       from 7 to 100 (10)
        --workers N     threads of the runtime (one for each processor)
        --no-color      plain text, also on a terminal
        --help          this text
      """;

  /** What was asked for. */
  private record Options(boolean help, long seed, int nodes, OptionalInt workers, boolean color) {}

  private final PrintStream out;
  private final PrintStream err;

  /** Writes results to {@code out} and complaints to {@code err}. */
  public QuorumConsensus(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Does what {@code arguments} ask for.
   *
   * @return 0 if it went well, 2 if the arguments mean nothing
   */
  public int run(List<String> arguments) {
    try {
      Options options = parse(arguments);
      if (options.help()) {
        out.print(HELP);
      } else {
        show(options);
      }
      return 0;
    } catch (UsageException e) {
      err.println("quorum-consensus: " + e.getMessage());
      return 2;
    }
  }

  private void show(Options options) {
    RuntimeConfig defaults = RuntimeConfig.defaults();
    RuntimeConfig config = defaults.withWorkers(options.workers().orElse(defaults.workers()));
    var report = new ConsensusReport(out, Style.of(out, options.color(), System.getenv()));
    report.announce(options.nodes(), options.seed(), config.workers());
    List<Scenario> scenarios = Scenarios.draw(options.nodes(), options.seed());
    Round.run(config, scenarios.getFirst()); // loads the classes, so that times are those of votes
    var rounds = new ArrayList<Round>();
    for (Scenario scenario : scenarios) {
      rounds.add(Round.run(config, scenario));
      report.show(rounds.size(), rounds.getLast());
    }
    report.summarize(rounds);
  }

  private static Options parse(List<String> arguments) {
    var options = new Options(false, 1, 10, OptionalInt.empty(), true);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String[] parts = rest.next().split("=", 2);
      String name = parts[0];
      Iterator<String> values = parts.length == 2 ? List.of(parts[1]).iterator() : rest;
      Options o = options;
      options =
          switch (name) {
            case "--help", "-h" -> new Options(true, o.seed, o.nodes, o.workers, o.color);
            case "--no-color" -> new Options(o.help, o.seed, o.nodes, o.workers, false);
            case "--seed" -> {
              long seed = number(name, values, Long.MIN_VALUE, Long.MAX_VALUE);
              yield new Options(o.help, seed, o.nodes, o.workers, o.color);
            }
            case "--nodes" -> {
              int nodes = (int) number(name, values, Scenarios.FEWEST, Scenarios.MOST);
              yield new Options(o.help, o.seed, nodes, o.workers, o.color);
            }
            case "--workers" -> {
              var workers = OptionalInt.of((int) number(name, values, 1, 1024));
              yield new Options(o.help, o.seed, o.nodes, workers, o.color);
            }
            default -> throw new UsageException("unknown option \"" + name + "\"; see --help");
          };
      if (parts.length == 2 && values.hasNext()) {
        throw new UsageException("option " + name + " takes no value; given: " + parts[1]);
      }
    }
    return options;
  }

  private static long number(String name, Iterator<String> values, long least, long most) {
    if (!values.hasNext()) {
      throw new UsageException("option " + name + " needs a value; see --help");
    }
    String value = values.next();
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new UsageException(
        "option %s is \"%s\"; allowed: a whole number from %d to %d"
            .formatted(name, value, least, most));
  }
}
