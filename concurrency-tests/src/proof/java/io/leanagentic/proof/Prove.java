package io.leanagentic.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The program behind {@code ./prove}. */
public final class Prove {
  static final String USAGE =
      """
      usage: ./prove [--quick] [--list] [NAME...]

      Proves what the runtime's concurrency rests on, each thing within a bound that the table states:

        jcstress   the orderings of docs/internals/memory-ordering.md, on this machine's processors
        lincheck   that each operation of a structure takes effect at one moment, with switches of two threads
        spin       protocols, as models whose states are all visited; needs Debian's packages spin and gcc

      Each proof has a control: a twin that is broken on purpose, and must be caught. What is proven, and what is not,
      is in docs/internals/proofs.md. About six minutes on two cores.

        NAME       proves only what is so named, or whose name begins so, or all of a tool
        --quick    a few seconds for each
        --list     prints the names

      The exit code is 1 if something does not hold, or a control was not caught.
      """;

  private static final List<Proof> TOOLS =
      List.of(
          new Orderings(),
          new Linearizability(),
          new Models(Path.of(System.getProperty("prove.models", "models"))));

  private Prove() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws Exception {
    System.exit(
        run(List.of(arguments), Path.of(System.getProperty("prove.folder", "target/prove"))));
  }

  /** Returns the exit code. */
  static int run(List<String> arguments, Path folder) throws IOException, InterruptedException {
    var effort = Proof.Effort.FULL;
    boolean list = false;
    var wanted = new ArrayList<String>();
    for (var argument : arguments) {
      switch (argument) {
        case "--help", "-h" -> {
          IO.print(USAGE);
          return 0;
        }
        case "--quick" -> effort = Proof.Effort.QUICK;
        case "--list" -> list = true;
        default -> {
          if (argument.startsWith("-")) {
            System.err.println("prove: unknown option \"" + argument + "\"; see ./prove --help");
            return 2;
          }
          if (argument.isBlank()
              || TOOLS.stream().allMatch(tool -> names(tool, List.of(argument)).isEmpty())) {
            System.err.println("prove: nothing is named \"" + argument + "\"; see ./prove --list");
            return 2;
          }
          wanted.add(argument);
        }
      }
    }
    var verdicts = new ArrayList<Verdict>();
    for (var tool : TOOLS) {
      var names = names(tool, wanted);
      if (list) {
        names.forEach(name -> IO.println(tool.tool() + "  " + name));
      } else if (!names.isEmpty()) {
        System.err.println(tool.tool() + ": " + String.join(", ", names) + " ...");
        verdicts.addAll(tool.prove(names, effort, folder.resolve(tool.tool())));
      }
    }
    if (!list) {
      IO.print(table(verdicts));
    }
    return verdicts.stream().allMatch(it -> it.holds() && it.isControlled()) ? 0 : 1;
  }

  private static List<String> names(Proof tool, List<String> wanted) {
    return tool.names().stream()
        .filter(name ->
            wanted.isEmpty()
                || wanted.stream().anyMatch(it -> it.equals(tool.tool()) || name.startsWith(it)))
        .toList();
  }

  static String table(List<Verdict> verdicts) {
    var text = new StringBuilder();
    text.append(
        "%-30s %-9s %-32s %14s %8s  %-8s %s%n"
            .formatted("what", "tool", "bound", "samples", "seconds", "verdict", "control"));
    for (var it : verdicts) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-30s %-9s %-32s %,14d %8.1f  %-8s %s%n",
              it.name(),
              it.tool(),
              it.bound(),
              it.samples(),
              it.seconds(),
              it.holds() ? "holds" : "FAILS",
              it.isControlled() ? "caught" : it.control().toUpperCase(Locale.ROOT)));
      if (!it.holds()) {
        text.append("  ").append(it.problem().replace("\n", "\n  ")).append('\n');
      }
    }
    return text.toString();
  }
}
