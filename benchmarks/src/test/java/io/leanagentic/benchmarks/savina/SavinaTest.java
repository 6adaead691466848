package io.leanagentic.benchmarks.savina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SavinaTest {
  private static final int TIMES = 3;

  @TestFactory
  Stream<DynamicTest> everyProgramHasTheRightResult() {
    return Problems.small().stream()
        .flatMap(problem ->
            Stream.of(Contender.values())
                .map(contender ->
                    DynamicTest.dynamicTest(
                        problem.name() + " of " + contender.title, () -> run(contender, problem))));
  }

  private static void run(Contender contender, Problem problem) {
    long expected = problem.expected();
    try (Stage stage = contender.start()) {
      for (int i = 0; i < TIMES; i++) {
        stage.run(problem, expected);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> oneThreadHasTheRightResult() {
    return Problems.small().stream()
        .filter(problem -> problem.inOneThread().isPresent())
        .map(problem ->
            DynamicTest.dynamicTest(
                problem.name(),
                () ->
                    assertEquals(
                        problem.expected(), problem.inOneThread().orElseThrow(), problem::size)));
  }

  @Test
  void smallProgramsAreThePublishedOnes() {
    assertEquals(names(Problems.published()), names(Problems.small()));
  }

  private static List<String> names(List<Problem> problems) {
    return problems.stream().map(Problem::name).toList();
  }
}
