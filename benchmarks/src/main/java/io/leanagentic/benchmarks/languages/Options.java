package io.leanagentic.benchmarks.languages;

import io.leanagentic.benchmarks.harness.UsageException;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the languages are compared.
 *
 * @param words names of contenders and questions, or parts of them; all if none names one
 * @param quick whether it is only a first look
 * @param forks processes per question and contender
 */
record Options(@Val List<String> words, boolean quick, int forks) {
  static final String HELP =
      """
      Usage: ./bench --languages [--quick] [--forks N] [NAME...]

        ./bench --languages            all contenders, all questions: 3 processes each, about 8 minutes
        ./bench --languages --quick    1 process each, about 2 minutes; prints the table only
        ./bench --languages go rust    these next to ours; prints the table only
        ./bench --languages ring       only the questions with that in their name; prints the table only

      Contenders are pekko, go, rust, erlang and caf; ours is always one. Questions are spawn, first (and first
      message), signal, ping-pong, ring, fan-in and idle.

      The programs of the others are built here, so their compilers and libraries must be installed. What is missing
      is installed, which this command takes as your wish: Debian's golang-go; rustc, cargo and librust-tokio-dev;
      erlang-base; g++ and libcaf-dev. That needs root and apt-get; otherwise the command to run is printed, and the
      others are measured. Nothing else is downloaded. The exit code is 1 if a contender is missing or fails.
      """;

  private static final int FORKS = 3;

  /**
   * Reads {@code arguments}.
   *
   * @throws UsageException if they mean nothing
   */
  static Options of(List<String> arguments) {
    var words = new ArrayList<String>();
    boolean quick = arguments.contains("--quick");
    int forks = quick ? 1 : FORKS;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--forks")) {
        i++;
        forks = number(i == arguments.size() ? "" : arguments.get(i));
      } else if (argument.startsWith("-") && !argument.equals("--quick")) {
        throw new UsageException("unknown option \"" + argument + "\"");
      } else if (!argument.equals("--quick")) {
        words.add(argument);
      }
    }
    UsageException.unlessAllChoose(words, Stream.concat(contenderKeys(), questionKeys()).toList());
    return new Options(List.copyOf(words), quick, forks);
  }

  private static int number(String value) {
    if (value.matches("[1-9][0-9]{0,2}")) {
      return Integer.parseInt(value);
    }
    throw new UsageException(
        "option --forks is \"%s\"; allowed: a whole number from 1 to 999".formatted(value));
  }

  private static Stream<String> contenderKeys() {
    return Arrays.stream(Contender.values()).map(contender -> contender.key);
  }

  private static Stream<String> questionKeys() {
    return Arrays.stream(Question.values()).map(question -> question.key);
  }

  /** Ours, and those that the words choose. */
  List<Contender> contenders() {
    boolean all = contenderKeys().noneMatch(this::names);
    return Arrays.stream(Contender.values())
        .filter(contender -> all || contender == Contender.OURS || names(contender.key))
        .toList();
  }

  /** Those that the words choose. */
  List<Question> questions() {
    boolean all = questionKeys().noneMatch(this::names);
    return Arrays.stream(Question.values()).filter(question -> all || names(question.key)).toList();
  }

  private boolean names(String key) {
    return words.stream().anyMatch(key::contains);
  }

  boolean complete() {
    return words.isEmpty() && !quick;
  }

  int warmUpMillis() {
    return quick ? 300 : 1500;
  }

  int rounds() {
    return quick ? 5 : 10;
  }

  @Override
  public String toString() {
    return "%d process%s of %d ms or more to warm up and %d rounds"
        .formatted(forks, forks == 1 ? "" : "es", warmUpMillis(), rounds());
  }
}
