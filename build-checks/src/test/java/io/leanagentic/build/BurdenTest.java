package io.leanagentic.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much the checker asks of authors, and how much it does not judge: few words, few escapes, and
 * as many exempt lines as the guide says.
 */
final class BurdenTest {
  private static final String GUIDE = "docs/guide/capabilities.md";

  /** A row of the guide: a module, and the share of its lines that are exempt. */
  private static final Pattern EXEMPT = Pattern.compile("\\| `([\\w/-]+)` \\| (\\d+) % \\|.*");

  /** Facts about libraries that a module asks the checker to believe; each line is an escape. */
  private static final String TABLE = "benchmarks/capabilities.txt";

  @TempDir Path root;

  private final Repository repository = Repository.here();

  @Test
  void wordsAndEscapesAreFewInMainSources() throws IOException {
    long believed =
        Repository.lines(repository.root().resolve(TABLE)).stream()
            .filter(line -> !line.matches("#.*|\\s*"))
            .count();
    assertTrue(believed > 0);
    assertFew(sum("main").plus(new Burden(0, 0, 0, believed)));
  }

  /** Tests look into running agents, and still have to say so no more often. */
  @Test
  void wordsAndEscapesAreFewInTests() throws IOException {
    assertFew(sum("test").plus(burden("runtime", "testkit")));
  }

  @Test
  void theGuideSaysHowManyLinesAreExempt() throws IOException {
    var said = exemptByTheGuide();
    assertTrue(said.size() >= 5, said::toString);
    for (var row : said.entrySet()) {
      var burden = burden(row.getKey(), "main");
      long less = row.getValue() - burden.exemptPercent();
      assertTrue(
          less >= 0 && less <= 3,
          () -> GUIDE + " says " + row + " percent, at most 3 too many are right: " + burden);
    }
  }

  @Test
  void exemptLinesAreThoseOfTheDeclarationOrOfThePackage() throws IOException {
    write("a/package-info.java", "@CapUnchecked(\"all\")\npackage a;\n");
    write("a/A.java", "package a;\n\nclass A {}\n");
    write(
        "b/B.java",
        """
        package b;

        class B {
          @CapUnchecked("why")
          @Shared int i;

          // not exempt
          @io.leanagentic.capability.CapUnchecked
          void run() {
            i++;
          }

          /** No @CapUnchecked here. */
          void stop() {}

          @CapUnchecked
          class C {
            @CapUnchecked int i;
          }
        }
        """);
    var sources = new Repository(root).sources();
    assertEquals(new Burden(25, 2 + 3 + 2 + 4 + 4, 6, 6), Burden.of(sources));
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void assertFew(Burden sum) {
    assertTrue(sum.lines() >= 10_000, sum::toString);
    assertTrue(sum.words() * 100 < sum.lines(), sum::toString);
    assertTrue(sum.escapes() * 1_000 <= sum.lines(), sum::toString);
  }

  private Burden sum(String part) throws IOException {
    var sum = Burden.NONE;
    for (var module : exemptByTheGuide().keySet()) {
      sum = sum.plus(burden(module, part));
    }
    return sum;
  }

  private Burden burden(String module, String part) throws IOException {
    var burden = Burden.of(repository.sources(module + "/src/" + part + "/java/"));
    IO.println("burden of " + module + "/" + part + ": " + burden);
    return burden;
  }

  private Map<String, Long> exemptByTheGuide() {
    var said = new TreeMap<String, Long>();
    for (var line : Repository.lines(repository.root().resolve(GUIDE))) {
      var row = EXEMPT.matcher(line);
      if (row.matches()) {
        said.put(row.group(1), Long.valueOf(row.group(2)));
      }
    }
    return said;
  }
}
