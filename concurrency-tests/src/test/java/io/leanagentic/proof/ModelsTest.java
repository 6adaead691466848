package io.leanagentic.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the models stand for code that exists. */
final class ModelsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern MAPPED = Pattern.compile("/\\* @ (\\w+)\\.(\\w+) \\*/");

  @TempDir Path folder;

  @Test
  void whatLinesStandForExists() throws IOException {
    var models = new Models(ROOT.resolve("concurrency-tests/models"));
    assertTrue(models.names().size() >= 6, () -> models.names().toString());
    for (var name : models.names()) {
      var text = models.text(name);
      assertTrue(MAPPED.matcher(text).results().count() >= 6, name + " maps too few lines");
      assertEquals(List.of(), missing(text), name);
      for (var mutant : text.replaceAll("(?s).* mutants: (.*?)\n.*", "$1").split(" ", -1)) {
        assertTrue(
            Pattern.compile("^#ifn?def " + mutant + "$", Pattern.MULTILINE).matcher(text).find(),
            name + " has no " + mutant);
      }
    }
  }

  @Test
  void aLineWhoseCodeWasRenamedIsReported() throws IOException {
    assertEquals(
        List.of("MailboxHead.gone", "Gone.goIdle"),
        missing("/* @ MailboxHead.gone */ /* @ MailboxHead.goIdle */ /* @ Gone.goIdle */"));
  }

  @Test
  void aModelThatFailsIsReported() throws Exception {
    assumeTrue(Models.missing().isEmpty(), "./prove says what to install");
    var models = Files.createDirectory(folder.resolve("models"));
    Files.writeString(
        models.resolve("bad.pml"),
        """
        /*
         * bound: none
         * mutants: NOTHING
         */
        init { assert(false) }
        """);
    Files.writeString(
        models.resolve("tame.pml"),
        """
        /*
         * bound: none
         * mutants: NOTHING
         */
        init { assert(true) }
        """);
    var verdicts =
        new Models(models).prove(List.of("bad", "tame"), Proof.Effort.QUICK, folder.resolve("out"));
    assertFalse(verdicts.getFirst().holds(), () -> Prove.table(verdicts));
    assertTrue(verdicts.getLast().holds(), () -> Prove.table(verdicts));
    assertEquals("NOTHING not caught", verdicts.getLast().control());
  }

  /** What lines of {@code model} name, and no class of the project has. */
  private static List<String> missing(String model) throws IOException {
    var missing = new ArrayList<String>();
    for (var mapped : MAPPED.matcher(model).results().toList()) {
      var declaration = Pattern.compile("[ .]" + mapped.group(2) + "( =|;|\\(| \\{)");
      if (!declaration.matcher(source(mapped.group(1))).find()) {
        missing.add(mapped.group(1) + "." + mapped.group(2));
      }
    }
    return missing;
  }

  private static String source(String type) throws IOException {
    try (Stream<Path> runtime = Files.walk(ROOT.resolve("runtime/src/main"));
        Stream<Path> orchestration = Files.walk(ROOT.resolve("orchestration/src/main"))) {
      return Stream.concat(runtime, orchestration)
          .filter(file -> file.getFileName().toString().equals(type + ".java"))
          .map(ModelsTest::read)
          .map(text -> text.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", ""))
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
