package io.leanagentic.checker;

import io.leanagentic.checker.Compilation.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that must compile and those that must not. */
final class Programs {
  /**
   * One program.
   *
   * @param expected the codes by line; empty if the program must compile without any diagnostic
   */
  record Program(String id, Source source, Map<Long, List<String>> expected, String note) {
    boolean accepted() {
      return expected.isEmpty();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Pattern EXPECT = Pattern.compile("// expect: (CAP\\d{3}(?:, CAP\\d{3})*)");

  private Programs() {}

  /** The rows of the table of cases, each as a class of its own package. */
  static List<Program> table() {
    List<Program> programs = new ArrayList<>();
    List<String> lines = lines(RESOURCES.resolve("cases/capabilities.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      String name = "cases/" + cells[0].toLowerCase(java.util.Locale.ROOT) + "/Case.java";
      String text =
          """
          package cases.%s;
          import io.leanagentic.*;
          import io.leanagentic.capability.*;
          import java.util.*;
          import java.util.function.*;
          import support.*;
          class Case {
            %s
          }
          """
              .formatted(cells[0].toLowerCase(java.util.Locale.ROOT), cells[6]);
      Map<Long, List<String>> expected =
          cells[2].equals("accept") ? Map.of() : Map.of(8L, List.of(cells[3]));
      programs.add(new Program(cells[0], new Source(name, text), expected, cells[5]));
    }
    return programs;
  }

  /** Our own programs: one file each, the expected code in a comment on its line. */
  static List<Program> own() {
    return read("accept", "reject");
  }

  /** Programs against the real runtime; each has a package of its own, so names may repeat. */
  static List<Program> whole() {
    return read("programs/accept", "programs/reject").stream().map(Programs::inPackage).toList();
  }

  private static Program inPackage(Program program) {
    String name = program.source().path().replace(".java", "");
    String text = "package " + name.replace('/', '.') + "; " + program.source().text();
    return new Program(
        program.id(), new Source(name + "/Main.java", text), program.expected(), program.note());
  }

  private static List<Program> read(String... folders) {
    List<Program> programs = new ArrayList<>();
    for (String folder : folders) {
      try (var files = Files.walk(RESOURCES.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          programs.add(read(folder, file));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return programs;
  }

  private static Program read(String folder, Path file) {
    List<String> lines = lines(file);
    Map<Long, List<String>> expected = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = EXPECT.matcher(lines.get(i));
      if (matcher.find()) {
        expected.put((long) i + 1, List.of(matcher.group(1).split(", ")));
      }
    }
    if (folder.endsWith("accept") != expected.isEmpty()) {
      throw new IllegalStateException(file + " is in " + folder + "/ but expects " + expected);
    }
    String path = RESOURCES.relativize(file).toString();
    return new Program(path, new Source(path, String.join("\n", lines) + "\n"), expected, "");
  }

  static List<Source> support() {
    return sources(List.of("support", "standin"));
  }

  /** The same classes, with the run-time sanitizer behind their borders. */
  static List<Source> supportWithNet() {
    List<Source> sources = new ArrayList<>(sources(List.of("support-sanitizer")));
    support().stream().filter(each -> !each.path().equals("support/K.java")).forEach(sources::add);
    return sources;
  }

  private static List<Source> sources(List<String> folders) {
    List<Source> sources = new ArrayList<>();
    for (String folder : folders) {
      Path root = RESOURCES.resolve(folder);
      String prefix = folder.equals("support") ? "support/" : "";
      try (var files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .sorted()
            .forEach(file ->
                sources.add(
                    new Source(prefix + root.relativize(file), String.join("\n", lines(file)))));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return sources;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
