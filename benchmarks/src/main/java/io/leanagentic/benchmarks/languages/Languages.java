package io.leanagentic.benchmarks.languages;

import com.typesafe.config.ConfigFactory;
import io.leanagentic.benchmarks.harness.ChildProcess;
import io.leanagentic.benchmarks.harness.CoreDistance;
import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.JvmFlags;
import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run: prepares the programs, then asks a process of each contender in turn, and writes the
 * table.
 */
public final class Languages {
  private static final String BEGIN = "<!-- languages: written by ./bench --languages -->";
  private static final String END = "<!-- end of languages -->";
  private static final long SECONDS = 60;

  /** So that what the process has is close to what it needs. */
  private static final List<String> IDLE_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-Xmn16m",
          "-Xmx4g",
          "-XX:MinHeapFreeRatio=1",
          "-XX:MaxHeapFreeRatio=2");

  private final Path root;
  private final Options options;
  private final LocalDate date;
  private final Path scratch;
  private final Machine machine;
  private final CoreDistance distance = new CoreDistance();
  private final Map<Contender, Toolchain> toolchains = new EnumMap<>(Contender.class);
  private final Sheet sheet;
  private final List<String> failed = new ArrayList<>();

  private Languages(Path root, Options options, LocalDate date) throws IOException {
    this.root = root;
    this.options = options;
    this.date = date;
    machine = Machine.here(root);
    scratch = Files.createDirectories(root.resolve("benchmarks/target/languages"));
    sheet = new Sheet(options.contenders());
  }

  /**
   * Runs it as {@code arguments} say.
   *
   * @return the exit code
   * @throws UsageException if they mean nothing
   */
  public static int run(Path root, List<String> arguments, LocalDate date) throws IOException {
    if (arguments.contains("--help")) {
      System.out.print(Options.HELP);
      return 0;
    }
    return new Languages(root, Options.of(arguments), date).all();
  }

  private int all() throws IOException {
    for (Contender contender : options.contenders()) {
      prepare(contender);
    }
    distance.look();
    System.out.println(headline());
    long started = System.nanoTime();
    List<Question> questions = options.questions();
    for (Question question : questions) {
      var time = Duration.ofNanos(System.nanoTime() - started);
      System.out.printf(
          "[%d/%d, %d:%02d] %s, %s%n",
          questions.indexOf(question) + 1,
          questions.size(),
          time.toMinutes(),
          time.toSecondsPart(),
          question.title,
          question.unit);
      ask(question);
    }
    String table = headline() + "\n\n" + sheet.table();
    System.out.println("\n" + table);
    failed.forEach(System.out::println);
    boolean page = options.complete() && failed.isEmpty();
    Path folder = page ? root.resolve("benchmarks/results") : scratch;
    String name = "%s-%s-%dcore-languages.json".formatted(date, machine.commit(), machine.cores());
    Files.writeString(folder.resolve(name), sheet.json(headline()));
    if (page) {
      GeneratedSection.replace(root.resolve("docs/benchmarks.md"), BEGIN, END, table);
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private void prepare(Contender contender) throws IOException {
    Toolchain toolchain =
        contender.tools().isEmpty()
            ? new Toolchain.Ready("", "")
            : Toolchain.prepare(contender.tools().get(), Shell.in(copied(contender)));
    toolchains.put(contender, toolchain);
    if (toolchain instanceof Toolchain.Missing(String reason)) {
      failed.add("%s: %s".formatted(contender.title, reason));
      System.out.println(failed.getLast());
    }
  }

  /** A copy of the sources, so that what building leaves is not among them. */
  private Path copied(Contender contender) throws IOException {
    Path from = root.resolve("benchmarks/src/main/languages").resolve(contender.key);
    Path to = scratch.resolve(contender.key);
    try (Stream<Path> sources = Files.walk(from)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(source));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  /** One process of each contender, then the next of each: what the host does hits all alike. */
  private void ask(Question question) throws IOException {
    List<Contender> asked = new ArrayList<>(options.contenders());
    asked.removeIf(contender -> toolchains.get(contender) instanceof Toolchain.Missing);
    for (int fork = 1; fork <= options.forks(); fork++) {
      for (Contender contender : List.copyOf(asked)) {
        distance.look();
        Path log = scratch.resolve("%s-%s-%d.txt".formatted(contender.key, question.key, fork));
        int code = process(contender, question, log);
        List<Double> rounds = Sheet.parse(question, Files.readAllLines(log));
        if (code == 0 && !rounds.isEmpty()) {
          sheet.add(question, contender, rounds);
        } else {
          failed.add(
              "failed: %s of %s; see %s"
                  .formatted(question.key, contender.title, root.relativize(log)));
          asked.remove(contender);
        }
      }
    }
    for (Contender contender : asked) {
      System.out.printf("  %-18s %s%n", contender.title, sheet.cell(question, contender));
    }
  }

  private int process(Contender contender, Question question, Path log) throws IOException {
    var arguments =
        List.of(
            question.key, String.valueOf(options.warmUpMillis()), String.valueOf(options.rounds()));
    var command = new ArrayList<String>();
    Path folder = scratch;
    if (contender.tools().isPresent()
        && toolchains.get(contender) instanceof Toolchain.Ready(String prefix, _)) {
      folder = scratch.resolve(contender.key);
      String run = contender.tools().get().run();
      command.addAll(List.of("sh", "-c", prefix + "exec " + run + " \"$@\"", "sh"));
    } else {
      command.add(ChildProcess.java());
      command.addAll(question == Question.IDLE ? IDLE_FLAGS : JvmFlags.TIME);
      command.addAll(
          List.of(
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
              JvmAgents.class.getName(),
              contender.key));
    }
    command.addAll(arguments);
    return ChildProcess.run(command, folder, log, SECONDS);
  }

  private String headline() {
    var versions = new ArrayList<String>();
    toolchains.forEach((contender, toolchain) -> {
      if (contender == Contender.PEKKO) {
        versions.add("Pekko " + ConfigFactory.load().getString("pekko.version"));
      } else if (toolchain instanceof Toolchain.Ready(_, String version) && !version.isEmpty()) {
        versions.add(version);
      }
    });
    return "%s; %s; %s; %s; %s; JVM flags: time %s, idle %s."
        .formatted(
            date,
            machine,
            String.join(", ", versions),
            distance,
            options,
            String.join(" ", JvmFlags.TIME),
            String.join(" ", IDLE_FLAGS));
  }
}
