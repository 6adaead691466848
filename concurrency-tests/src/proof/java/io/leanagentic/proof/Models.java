package io.leanagentic.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Models of protocols, whose states SPIN visits all. */
final class Models implements Proof {
  /*
   * A model says in its first comment what its bound is, and which mutants it has: macros that break it, each of which
   * SPIN must find to fail. Its lines name the code that they stand for: `@ Class.member`.
   */
  private static final Pattern BOUND = Pattern.compile("^ \\* bound: (.*)$", Pattern.MULTILINE);
  private static final Pattern MUTANTS = Pattern.compile("^ \\* mutants: (.*)$", Pattern.MULTILINE);
  private static final Pattern STATES = Pattern.compile("(\\d+) states, stored");
  private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
  private static final int MEGABYTES = 2_000;
  private static final int DEPTH = 1_000_000;
  private static final int MINUTES = 5;

  private final Path folder;

  /** The models in {@code folder}. */
  Models(Path folder) {
    this.folder = folder;
  }

  @Override
  public String tool() {
    return "spin";
  }

  @Override
  public List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pml"))
          .map(name -> name.replace(".pml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("there are no models in " + folder, e);
    }
  }

  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".pml"));
  }

  /** The names of programs that are needed and not installed. */
  static List<String> missing() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("spin", "gcc")
        .filter(program ->
            Stream.of(path.split(":", -1))
                .noneMatch(place -> Files.isExecutable(Path.of(place).resolve(program))))
        .toList();
  }

  @Override
  public List<Verdict> prove(List<String> names, Effort effort, Path output)
      throws IOException, InterruptedException {
    var missing = missing();
    var verdicts = new ArrayList<Verdict>();
    for (var name : names) {
      var text = text(name);
      var bound = first(BOUND, text);
      if (!missing.isEmpty()) {
        var problem =
            String.join(" and ", missing) + " not found; on Debian: apt-get install spin gcc";
        verdicts.add(new Verdict(name, tool(), bound, 0, 0, problem, "not tried"));
        continue;
      }
      long begin = System.nanoTime();
      var real = search(name, "", output.resolve(name));
      var survivors = new ArrayList<String>();
      for (var mutant : first(MUTANTS, text).split(" ", -1)) {
        var found = search(name, mutant, output.resolve(name + "-" + mutant));
        if (!ERRORS.matcher(found).find() || found.contains("errors: 0")) {
          survivors.add(mutant + " not caught");
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      verdicts.add(
          new Verdict(
              name,
              tool(),
              bound,
              Long.parseLong("0" + first(STATES, real)),
              seconds,
              problem(real),
              String.join(", ", survivors)));
    }
    return verdicts;
  }

  /** What the search of one model says; at most as long as {@link #MINUTES}. */
  private String search(String name, String mutant, Path output)
      throws IOException, InterruptedException {
    Files.createDirectories(output);
    var model = folder.resolve(name + ".pml").toAbsolutePath().toString();
    var generate = new ArrayList<>(List.of("spin", "-a"));
    if (!mutant.isEmpty()) {
      generate.add("-D" + mutant);
    }
    generate.add(model);
    return run(output, generate)
        + run(
            output,
            List.of(
                "gcc",
                "-O2",
                "-w",
                "-DSAFETY",
                "-DCOLLAPSE",
                "-DMEMLIM=" + MEGABYTES,
                "-o",
                "pan",
                "pan.c"))
        + run(output, List.of("./pan", "-m" + DEPTH));
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var log = folder.resolve("log");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return "Search not completed in " + MINUTES + " minutes\n";
    }
    return Files.readString(log);
  }

  /** Why the search does not show that the model holds; empty if it does. */
  private static String problem(String said) {
    if (said.contains("errors: 0") && !said.contains("not completed")) {
      return said.contains("max search depth too small") ? "a path is too long" : "";
    }
    return said.lines()
        .filter(line -> line.startsWith("pan:") || line.contains("rror"))
        .findFirst()
        .orElse(said);
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }
}
