package io.leanagentic.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;

/** Runs benchmarks: JMH's own command line, with a help that says where to begin. */
public final class Bench {
  private static final String HELP =
      """
      Usage: ./bench PATTERN... [OPTION...]

      Runs the benchmarks whose names match one of the patterns (regular expressions).

        ./bench --list               the names of all benchmarks
        ./bench --quick PATTERN...   one fork, three short iterations: does it run? No number to quote.
        ./bench .                    all of them; takes hours

      Every option of JMH is understood, among them:
        -prof gc                     allocation beside time
        -rf json -rff FILE           the result as a file
        -f N  -wi N  -i N            forks, warm-up iterations, iterations
        -p NAME=VALUE                one value of a parameter
        -h                           all options
      """;

  private static final List<String> QUICK =
      List.of("-f", "1", "-wi", "2", "-w", "500ms", "-i", "3", "-r", "500ms");

  private Bench() {}

  /** Without arguments, or with {@code --help}, prints the help. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0 || List.of(arguments).contains("--help")) {
      System.out.print(HELP);
    } else {
      Main.main(forJmh(List.of(arguments)).toArray(String[]::new));
    }
  }

  /** Translates our two options into those of JMH. */
  static List<String> forJmh(List<String> arguments) {
    var translated = new ArrayList<String>();
    for (var argument : arguments) {
      switch (argument) {
        case "--list" -> translated.add("-l");
        case "--quick" -> translated.addAll(QUICK);
        default -> translated.add(argument);
      }
    }
    return translated;
  }
}
