package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.internal.report.DiagnosticCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that uses the checker has no {@code docs/rules}: the jar prints its pages. */
class ExplainTest {
  private static final Path PAGES = Path.of("..", "docs", "rules");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int explain(String... arguments) {
    return Explain.run(print(out), print(err), arguments);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream of) {
    return of.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Test
  void thePageOfACodeIsPrinted() {
    assertEquals(0, explain("CAP101"));
    assertTrue(text(out).startsWith("# CAP101: Used after it moved\n\n## Bad\n"), text(out));
    assertTrue(text(out).contains("```java\nvoid flush(AgentRef<List<X>> out) {\n"), text(out));
    assertFalse(text(out).contains("<!--"), text(out));
  }

  @Test
  void severalCodesMayBeGivenInAnyCase() {
    assertEquals(0, explain("cap101", "Cap304"));
    assertTrue(text(out).contains("# CAP101: "), text(out));
    assertTrue(text(out).contains("# CAP304: "), text(out));
  }

  @Test
  void withoutACodeAllAreListed() {
    for (String[] arguments : new String[][] {{}, {"--help"}}) {
      out.reset();
      assertEquals(0, explain(arguments));
      for (DiagnosticCode code : DiagnosticCode.values()) {
        String heading = firstLine(code);
        assertTrue(text(out).contains("  " + heading.substring(2).replace(":", " ")), text(out));
      }
    }
  }

  private static String firstLine(DiagnosticCode code) {
    try {
      return Files.readAllLines(PAGES.resolve(code + ".md")).getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anUnknownCodeIsRefusedWithTheKnownOnes() {
    assertEquals(2, explain("CAP999"));
    assertEquals("", text(out));
    String known =
        String.join(
            ", ", Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::name).toList());
    assertEquals("code is 'CAP999'; allowed: " + known + "\n", text(err));
  }

  /** The command that a message ends with is run as it stands. */
  @Test
  void theMessageOfACompilationSaysHowToPrintItsPage() throws Exception {
    Path jar = jar(Files.createDirectories(folder.resolve("my repository")).resolve("checker.jar"));
    Javac.Result compiled =
        Javac.run(
            Javac.write(folder.resolve("src"), List.of(SetUpTest.BAD)),
            Files.createDirectories(folder.resolve("out")),
            List.of(
                "-cp",
                Compilation.CLASS_PATH,
                "-processorpath",
                jar.toString(),
                "-Xplugin:Cap strict"));
    var command =
        Pattern.compile(
                "^ +Print what it means: \"?(.*?)\"? -jar \"(.*)\" (.*)$", Pattern.MULTILINE)
            .matcher(compiled.text());
    assertTrue(command.find(), compiled::text);
    assertEquals(jar, Path.of(command.group(2)));
    Javac.Result explained =
        Javac.process(command.group(1), "-jar", command.group(2), command.group(3));
    assertEquals(0, explained.exit(), explained::text);
    assertTrue(explained.text().startsWith("# CAP101: "), explained::text);
  }

  /** A jar of the classes under test, whose main class is that of the build. */
  private static Path jar(Path jar) throws IOException {
    var mainClass =
        Pattern.compile("<mainClass>(.*)</mainClass>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(mainClass.find());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass.group(1));
    try (var to = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.walk(Compilation.CHECKER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = Compilation.CHECKER.relativize(file).toString().replace('\\', '/');
        if (!name.equals("META-INF/MANIFEST.MF")) {
          to.putNextEntry(new JarEntry(name));
          Files.copy(file, to);
        }
      }
    }
    return jar;
  }
}
