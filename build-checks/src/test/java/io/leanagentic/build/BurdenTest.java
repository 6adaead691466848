package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How much the checker asks of those who write: few words, and hardly an escape. */
class BurdenTest {
  private static final Pattern WORD =
      Pattern.compile("@(?:Iso|Val|Box|Tag|ReadOnly|Sending|Shared|TrustedVal|CapUnchecked)\\b");
  private static final Pattern ESCAPE =
      Pattern.compile("@(?:Shared|TrustedVal|CapUnchecked)\\b|Cap\\.assumeIso\\(|\\(\"cap\"\\)");

  /** What is compiled in strict mode. */
  private static final List<String> MODULES =
      List.of("runtime", "orchestration", "examples", "benchmarks");

  /** Whose tests are, too. */
  private static final List<String> TESTED = List.of("runtime", "orchestration", "examples");

  /** Facts about libraries that a module asks the checker to believe; each line is an escape. */
  private static final Path TABLE = Path.of("..", "benchmarks", "capabilities.txt");

  private record Burden(long lines, long words, long escapes) {
    Burden plus(Burden other) {
      return new Burden(lines + other.lines, words + other.words, escapes + other.escapes);
    }
  }

  private static Burden of(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String code =
        String.join(
            "\n", lines.stream().filter(line -> !line.stripLeading().startsWith("*")).toList());
    return new Burden(
        lines.size(), WORD.matcher(code).results().count(), ESCAPE.matcher(code).results().count());
  }

  @Test
  void wordsAndEscapesAreFew() throws IOException {
    long believed =
        Files.readAllLines(TABLE).stream().filter(line -> !line.matches("#.*|\\s*")).count();
    assertTrue(believed > 0);
    Burden sum = sum(MODULES, "main").plus(new Burden(0, 0, believed));
    assertTrue(sum.lines >= 10_000, sum::toString);
    assertTrue(sum.words * 100 < sum.lines, sum::toString);
    assertTrue(sum.escapes * 1_000 <= sum.lines, sum::toString);
  }

  /** Tests look into agents at work, and still have to say so no more often. */
  @Test
  void testsNeedFewToo() throws IOException {
    Burden sum = sum(TESTED, "test");
    assertTrue(sum.lines >= 10_000, sum::toString);
    assertTrue(sum.words * 100 < sum.lines, sum::toString);
    assertTrue(sum.escapes * 1_000 <= sum.lines, sum::toString);
  }

  private static Burden sum(List<String> modules, String part) throws IOException {
    var all = new Burden(0, 0, 0);
    for (String module : modules) {
      var one = new Burden(0, 0, 0);
      try (var files = Files.walk(Path.of("..", module, "src", part, "java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          one = one.plus(of(file));
        }
      }
      System.out.println("burden of " + module + "/" + part + ": " + one);
      all = all.plus(one);
    }
    return all;
  }
}
