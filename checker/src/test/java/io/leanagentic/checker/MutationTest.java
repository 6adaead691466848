package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Outcome;
import io.leanagentic.checker.Programs.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is needed: without it, named programs get another verdict. */
class MutationTest {
  /** The programs that depend on a rule; two or more where the rule has several parts. */
  private static final Map<String, List<String>> WITNESSES =
      Map.ofEntries(
          Map.entry("R0", List.of("accept/escapes/Trusted.java")),
          Map.entry("R1", List.of("S132", "R19", "B36")),
          Map.entry("R2", List.of("S26", "J28")),
          Map.entry("R3", List.of("D08", "J34", "reject/messages/ClassMessage.java")),
          Map.entry("R4", List.of("W14", "R19", "reject/aliasing/TwoHops.java")),
          Map.entry("R5", List.of("A07", "C61", "J35")),
          Map.entry("R6", List.of("C15", "C67", "reject/tries/CatchSeesTheMove.java")),
          Map.entry("R7", List.of("J19", "J20", "J24")),
          Map.entry("R8", List.of("B10", "B37", "J01")),
          Map.entry("R9", List.of("J09", "reject/statics/Counter.java")),
          Map.entry("R10", List.of("J13", "reject/sinks/ExecutorTask.java")),
          Map.entry("R11", List.of("S22", "W01", "V42")),
          Map.entry("R12", List.of("V60", "I30")),
          Map.entry("R13", List.of("C49", "I31", "reject/switches/RecordOfRecords.java")),
          Map.entry("R14", List.of("I26", "reject/inheritance/DemandsMore.java")),
          Map.entry("R15", List.of("reject/generics/GenericMessage.java")),
          Map.entry("R16", List.of("accept/agents/HandlerOwns.java")),
          Map.entry(
              "R18",
              List.of(
                  "reject/functions/MutableCapture.java",
                  "reject/functions/BoundReference.java",
                  "reject/functions/AnonymousState.java",
                  "reject/functions/NamedClassWithState.java",
                  "reject/functions/ResultOfFunction.java",
                  "reject/functions/ValOfFunction.java",
                  "accept/functions/ValOfFunction.java")));

  private static Outcome compile(List<Program> programs, String rule) {
    return CasesTest.compile(programs, "Cap strict mutate=" + rule);
  }

  static Stream<String> rules() {
    return WITNESSES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void withoutTheRuleAProgramGetsAnotherVerdict(String rule) {
    List<Program> programs = new ArrayList<>();
    for (Program program : CasesTest.programs()) {
      if (WITNESSES.getOrDefault(rule, List.of()).contains(program.id())) {
        programs.add(program);
      }
    }
    assertEquals(WITNESSES.getOrDefault(rule, List.of()).size(), programs.size());
    Outcome outcome = compile(programs, rule);
    for (Program program : programs) {
      assertNotEquals(
          program.expected(), CasesTest.found(outcome, program), () -> rule + " " + program.id());
    }
  }

  /** R17 counts; its witness is the count. */
  @Test
  void withoutTheCountEscapesAreSilent() {
    List<Program> programs =
        Programs.own().stream().filter(p -> p.id().equals("accept/escapes/Trusted.java")).toList();
    assertTrue(counted(CasesTest.compile(programs, "Cap")));
    assertFalse(counted(compile(programs, "R17")));
  }

  private static boolean counted(Outcome outcome) {
    return outcome.findings().stream()
        .anyMatch(finding -> finding.message().matches("cap: .* [1-9]\\d* trusted assumptions.*"));
  }
}
