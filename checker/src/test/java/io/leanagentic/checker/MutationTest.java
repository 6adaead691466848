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
          Map.entry("OPT_IN", List.of("accept/escapes/Trusted.java")),
          Map.entry("SENDABILITY", List.of("S132", "R19", "B36")),
          Map.entry("IMMUTABLE_TYPES", List.of("S26", "J28")),
          Map.entry("MESSAGES", List.of("D08", "J34", "reject/messages/ClassMessage.java")),
          Map.entry("REGION_MERGE", List.of("W14", "R19", "reject/aliasing/TwoHops.java")),
          Map.entry("MOVE", List.of("A07", "C61", "J35")),
          Map.entry("CONTROL_FLOW", List.of("C15", "C67", "reject/tries/CatchSeesTheMove.java")),
          Map.entry("LIBRARY_MODEL", List.of("J19", "J20", "J24")),
          Map.entry("CAPTURE", List.of("B10", "B37", "J01")),
          Map.entry("STATICS", List.of("J09", "reject/statics/Counter.java")),
          Map.entry("SINKS", List.of("J13", "reject/sinks/ExecutorTask.java")),
          Map.entry("READ_ONLY", List.of("S22", "W01", "V42")),
          Map.entry("TAGS", List.of("V60", "I30")),
          Map.entry("PATTERNS", List.of("C49", "I31", "reject/switches/RecordOfRecords.java")),
          Map.entry("OVERRIDES", List.of("I26", "reject/inheritance/DemandsMore.java")),
          Map.entry("GENERICS", List.of("reject/generics/GenericMessage.java")),
          Map.entry("HANDLER_OWNERSHIP", List.of("accept/agents/HandlerOwns.java")),
          Map.entry(
              "IMMUTABLE_FUNCTIONS",
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

  /** {@code TRUST_COUNT} counts; its witness is the count. */
  @Test
  void withoutTheCountEscapesAreSilent() {
    List<Program> programs =
        Programs.own().stream().filter(p -> p.id().equals("accept/escapes/Trusted.java")).toList();
    assertTrue(counted(CasesTest.compile(programs, "Cap")));
    assertFalse(counted(compile(programs, "TRUST_COUNT")));
  }

  private static boolean counted(Outcome outcome) {
    return outcome.findings().stream()
        .anyMatch(finding -> finding.message().matches("cap: .* [1-9]\\d* trusted assumptions.*"));
  }
}
