package io.leanagentic.checker.internal.compile;

import io.leanagentic.checker.internal.report.Rule;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the plugin.
 *
 * @param strict rules about statics and threads hold in all code
 * @param lenient results of unknown code count as new
 * @param noThreads starting threads is an error in agents' code
 * @param strictTrust trusted assumptions are errors
 * @param summary the summary is printed even when there is nothing to count
 * @param tables users' tables
 * @param stamp folder of class files in which to list what was checked, or null
 * @param generated folder whose files are left out if a processor wrote them, or null
 * @param disabled rules switched off, for tests of the checker itself
 * @param failOn class on which the checker is to fail, for tests of the checker itself
 * @param problems what could not be understood
 */
public record Options(
    boolean strict,
    boolean lenient,
    boolean noThreads,
    boolean strictTrust,
    boolean summary,
    List<Path> tables,
    @Nullable Path stamp,
    @Nullable Path generated,
    Set<Rule> disabled,
    String failOn,
    List<String> problems) {

  private static final Set<String> FLAGS =
      Set.of("strict", "lenient", "no-threads", "strict-trust", "summary");

  /** Reads the arguments after {@code -Xplugin:Cap}. */
  public static Options parse(String... arguments) {
    Set<String> flags = new java.util.HashSet<>();
    List<Path> tables = new ArrayList<>();
    @Nullable Path stamp = null;
    @Nullable Path generated = null;
    String failOn = "";
    Set<Rule> disabled = EnumSet.noneOf(Rule.class);
    List<String> problems = new ArrayList<>();
    for (String argument : rejoined(arguments)) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      switch (name) {
        case String flag when FLAGS.contains(flag) -> flags.add(name);
        case "tables" -> {
          for (String file : value.split(File.pathSeparator, -1)) {
            tables.add(Path.of(file));
          }
        }
        case "stamp" -> stamp = Path.of(value);
        case "generated" -> generated = Path.of(value);
        case "fail-on" -> failOn = value;
        case "mutate" -> disabled.add(Rule.valueOf(value));
        default ->
            problems.add(
                "unknown option '"
                    + argument
                    + "' of -Xplugin:Cap; allowed are strict, lenient, no-threads, strict-trust,"
                    + " summary, tables=FILE"
                    + File.pathSeparator
                    + "FILE, stamp=FOLDER, generated=FOLDER");
      }
    }
    if (flags.contains("strict") && flags.contains("lenient")) {
      problems.add("options 'strict' and 'lenient' of -Xplugin:Cap contradict each other");
    }
    return new Options(
        flags.contains("strict"),
        flags.contains("lenient"),
        flags.contains("no-threads"),
        flags.contains("strict-trust"),
        flags.contains("summary"),
        tables,
        stamp,
        generated,
        disabled,
        failOn,
        problems);
  }

  /**
   * {@code arguments}, which javac split at blanks, with the paths among them put together again:
   * what follows a path belongs to it up to the last part that has a separator, or with which the
   * path exists.
   */
  private static List<String> rejoined(String... arguments) {
    var all = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.matches("(tables|stamp|generated)=.*")) {
        String longer = argument;
        for (int j = i + 1; j < arguments.length && isNoOption(arguments[j]); j++) {
          longer += " " + arguments[j];
          if (arguments[j].matches(".*[/\\\\].*")
              || new File(longer.substring(longer.indexOf('=') + 1)).exists()) {
            argument = longer;
            i = j;
          }
        }
      }
      all.add(argument);
    }
    return all;
  }

  private static boolean isNoOption(String word) {
    return !FLAGS.contains(word) && word.indexOf('=') < 0;
  }

  /** Tells whether a rule is in force. */
  public boolean enforces(Rule rule) {
    return !disabled.contains(rule);
  }
}
