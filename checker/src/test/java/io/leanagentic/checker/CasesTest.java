package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Finding;
import io.leanagentic.checker.Compilation.Outcome;
import io.leanagentic.checker.Compilation.Source;
import io.leanagentic.checker.Programs.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program gives exactly its verdict: the code on its line, or no diagnostic at all. */
class CasesTest {
  private static Outcome table;
  private static Outcome own;

  static List<Program> programs() {
    List<Program> all = new ArrayList<>(Programs.table());
    all.addAll(Programs.own());
    return all;
  }

  static Outcome compile(List<Program> programs, String plugin) {
    List<Source> sources = new ArrayList<>(Programs.support());
    programs.forEach(program -> sources.add(program.source()));
    return Compilation.compile(sources, plugin);
  }

  static Map<Long, List<String>> found(Outcome outcome, Program program) {
    Map<Long, List<String>> found = new TreeMap<>();
    for (Finding finding : outcome.of(program.source().path())) {
      if (finding.message().startsWith("cap: ")) {
        continue; // The count of trusted assumptions.
      }
      found
          .computeIfAbsent(finding.line(), line -> new ArrayList<>())
          .add(finding.code().isEmpty() ? finding.message() : finding.code());
    }
    return found;
  }

  @BeforeAll
  static void compileAll() {
    table = compile(Programs.table(), "Cap");
    own = compile(Programs.own(), "Cap strict");
  }

  private static Outcome outcomeOf(Program program) {
    return program.id().contains("/") ? own : table;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void programHasItsVerdict(Program program) {
    assertEquals(
        program.expected(),
        found(outcomeOf(program), program),
        () ->
            program.note()
                + "\n"
                + program.source().text()
                + "\n"
                + outcomeOf(program).of(program.source().path()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptedPrograms")
  void strictModeAcceptsThemToo(Program program) {
    assertEquals(Map.of(), found(strict(), program));
  }

  private static @Nullable Outcome strictOutcome;

  private static Outcome strict() {
    Outcome known = strictOutcome;
    if (known == null) {
      known = compile(acceptedPrograms(), "Cap strict");
      strictOutcome = known;
    }
    return known;
  }

  static List<Program> acceptedPrograms() {
    return programs().stream().filter(Program::accepted).toList();
  }

  @Test
  void supportAndStandInsCompileWithoutDiagnostics() {
    assertTrue(strict().success(), () -> strict().findings().toString());
    assertEquals(
        List.of(),
        strict().findings().stream().filter(f -> !f.message().startsWith("cap: ")).toList());
  }

  @Test
  void thereAreEnoughProgramsOfOurOwn() {
    assertTrue(Programs.own().size() >= 60, () -> Programs.own().size() + " programs");
    assertTrue(Programs.table().size() >= 218);
  }
}
