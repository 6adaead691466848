package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Finding;
import io.leanagentic.checker.Compilation.Outcome;
import io.leanagentic.checker.Compilation.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checker cannot do it says, as an error with a position: it is never silently absent. */
class FailuresTest {
  private static final Source FINE = new Source("a/Fine.java", "package a;\n\nclass Fine {}\n");

  @TempDir Path folder;

  private static Finding onlyError(Outcome outcome) {
    assertFalse(outcome.success());
    List<Finding> errors = outcome.findings().stream().filter(Finding::isError).toList();
    assertEquals(1, errors.size(), errors::toString);
    return errors.getFirst();
  }

  @Test
  void aCrashFailsTheCompilationAndAsksForAReport() {
    Finding error = onlyError(Compilation.compile(List.of(FINE), "Cap fail-on=a.Fine"));
    assertEquals("CAP900", error.code());
    assertEquals("a/Fine.java", error.path());
    assertEquals(3, error.line());
    assertTrue(error.message().contains("Please report this"), error.message());
    assertTrue(error.message().contains("asked to fail"), error.message());
  }

  /**
   * A typo gives the compiler's error only, not the checker's complaints about what has no type.
   */
  @Test
  void whatDoesNotCompileIsTheCompilersToReport() {
    String text =
        """
        package a;
        import io.leanagentic.capability.Iso;
        import io.leanagentic.capability.Message;
        import java.util.function.Function;
        class Wrong {
          record Question(Function<String, String> how) {}
          record Sent(%s what) implements Message {}
          <R> R ask(Function<Function<R, R>, Function<String, String>> question) { return null; }
          Object one = ask(reply -> reply).length(1);
        }
        """;
    for (String type : List.of("int", "Unknown", "StringBuilder")) {
      Outcome outcome =
          Compilation.compile(List.of(new Source("a/Wrong.java", text.formatted(type))), "Cap");
      assertFalse(outcome.success());
      for (Finding each : outcome.findings()) {
        assertEquals("", each.code(), each::toString);
      }
    }
    assertEquals(
        "CAP201",
        onlyError(
                Compilation.compile(
                    List.of(
                        new Source(
                            "a/Wrong.java",
                            text.replaceFirst("Object one.*", "").formatted("StringBuilder"))),
                    "Cap"))
            .code());
  }

  @Test
  void anUnknownOptionIsAnError() {
    Finding error = onlyError(Compilation.compile(List.of(FINE), "Cap stric"));
    assertEquals("CAP002", error.code());
    assertTrue(error.message().contains("unknown option 'stric'"), error.message());
    assertTrue(error.message().contains("allowed are strict"), error.message());
  }

  @Test
  void aPathMayHaveBlanks() throws IOException {
    Path table = Files.createDirectories(folder.resolve("my own tables")).resolve("cap val.txt");
    Files.writeString(table, "val-type com.acme.Money\n");
    for (String options :
        List.of("strict tables=%s", "tables=%s summary", "tables=%s stamp=%s/classes")) {
      var outcome =
          Compilation.compile(
              List.of(FINE), "Cap " + options.formatted(table, folder.resolve("my own")));
      assertEquals(List.of(), outcome.findings().stream().filter(Finding::isError).toList());
    }
    Finding error = onlyError(Compilation.compile(List.of(FINE), "Cap tables=" + table + " stric"));
    assertTrue(error.message().contains("unknown option 'stric'"), error.message());
  }

  @Test
  void contradictingOptionsAreAnError() {
    Finding error = onlyError(Compilation.compile(List.of(FINE), "Cap strict lenient"));
    assertEquals("CAP002", error.code());
    assertTrue(error.message().contains("contradict"), error.message());
  }

  @Test
  void aBadLineOfATableIsAnErrorWithItsNumber() throws IOException {
    Path table = folder.resolve("cap-val.txt");
    Files.writeString(
        table,
        """
        # ours
        val-type com.acme.Money
        immutable com.acme.Name
        fresh com.acme.Factory
        val-type
        """);
    Finding error = onlyError(Compilation.compile(List.of(FINE), "Cap tables=" + table));
    assertEquals("CAP002", error.code());
    assertTrue(
        error.message().contains("cap-val.txt:3: unknown word 'immutable'"), error.message());
    assertTrue(error.message().contains("cap-val.txt:4: expected class#method"), error.message());
    assertTrue(
        error.message().contains("cap-val.txt:5: expected a word and a name"), error.message());
  }

  @Test
  void aMissingTableIsAnError() {
    Finding error =
        onlyError(Compilation.compile(List.of(FINE), "Cap tables=" + folder.resolve("none.txt")));
    assertTrue(error.message().contains("cannot be read"), error.message());
  }

  @Test
  void usersTablesAreBelievedAndCounted() throws IOException {
    Path table = folder.resolve("cap-val.txt");
    Files.writeString(table, "val-type b.Point\n");
    List<Source> sources =
        List.of(
            new Source("b/Point.java", "package b;\npublic class Point { int x; }\n"),
            new Source(
                "b/Moved.java",
                """
                package b;
                import io.leanagentic.capability.Message;
                record Moved(Point to) implements Message {}
                """));
    assertEquals(
        List.of("CAP201"),
        Compilation.compile(sources, "Cap").findings().stream().map(Finding::code).toList());
    Outcome believed = Compilation.compile(sources, "Cap tables=" + table);
    assertTrue(believed.success(), () -> believed.findings().toString());
    assertTrue(
        believed.findings().getFirst().message().contains("1 trusted assumption (cap-val.txt:1)"),
        () -> believed.findings().toString());
  }

  @Test
  void strictTrustMakesEscapesErrors() {
    Source trusting =
        new Source(
            "c/Trusting.java",
            """
            package c;
            import io.leanagentic.capability.TrustedVal;
            @TrustedVal("never written") final class Trusting { int[] data = {1}; }
            """);
    assertTrue(Compilation.compile(List.of(trusting), "Cap").success());
    Finding error = onlyError(Compilation.compile(List.of(trusting), "Cap strict-trust"));
    assertTrue(error.message().contains("1 trusted assumption (Trusting.java:3)"), error.message());
  }

  @Test
  void threadsCanBeForbidden() {
    Source threads =
        new Source(
            "d/Threads.java",
            """
            package d;
            class Threads {
              void t() {
                new Thread(() -> {}).start();
              }
            }
            """);
    assertTrue(Compilation.compile(List.of(threads), "Cap strict").success());
    Outcome outcome = Compilation.compile(List.of(threads), "Cap strict no-threads");
    assertEquals(
        List.of("CAP303"), outcome.findings().stream().map(Finding::code).distinct().toList());
  }
}
