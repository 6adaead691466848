package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Outcome;
import io.leanagentic.checker.Compilation.Source;
import io.leanagentic.checker.Programs.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs as somebody writes them who has not read the checker, against the real runtime and its
 * primitives: those that cannot race compile, those that can do not.
 */
class WholeProgramsTest {
  private static Path libraries;
  private static final Map<String, Outcome> OUTCOMES = new TreeMap<>();

  @BeforeAll
  static void compileAll() throws IOException {
    libraries = Compilation.temporaryFolder();
    String path =
        Compilation.CLASS_PATH
            + File.pathSeparator
            + Compilation.locationOf(org.jspecify.annotations.Nullable.class);
    for (String module : List.of("runtime", "orchestration")) {
      path += File.pathSeparator + compileModule(module, path);
    }
    for (String plugin : List.of("Cap", "Cap strict")) {
      List<Source> sources = Programs.whole().stream().map(Program::source).toList();
      OUTCOMES.put(plugin, Compilation.compile(sources, plugin, "-cp", path));
    }
  }

  /** Sealed types that span packages need their module. */
  private static Path compileModule(String module, String path) throws IOException {
    List<Source> sources = new ArrayList<>();
    Path root = Path.of("..", module, "src", "main", "java");
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.add(new Source(root.relativize(file).toString(), Files.readString(file)));
      }
    }
    Path out = Files.createDirectory(libraries.resolve(module));
    Outcome outcome = Compilation.compile(sources, "", out, "-p", path);
    assertTrue(outcome.success(), () -> outcome.findings().toString());
    return out;
  }

  @AfterAll
  static void cleanUp() {
    Compilation.delete(libraries);
  }

  static Stream<Program> programs() {
    return Programs.whole().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void programHasItsVerdict(Program program) {
    OUTCOMES.forEach((plugin, outcome) ->
        assertEquals(
            program.expected(),
            CasesTest.found(outcome, program),
            () -> plugin + "\n" + outcome.of(program.source().path())));
  }
}
