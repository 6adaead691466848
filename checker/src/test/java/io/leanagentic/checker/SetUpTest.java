package io.leanagentic.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.checker.Compilation.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However it is set up, the checker checks or the compilation fails: it is never silent. With the
 * javac of this JDK as a process of its own; {@link MavenSetUpTest} does the same with Maven.
 */
class SetUpTest {
  static final Source BAD =
      new Source(
          "app/Bad.java",
          """
          package app;
          import io.leanagentic.capability.Sending;
          import java.util.ArrayList;
          class Bad {
            static void send(@Sending Object message) {}
            void t() {
              var list = new ArrayList<StringBuilder>();
              send(list);
              list.clear();
            }
          }
          """);

  private static final Source MODULE =
      new Source("module-info.java", "module app { requires io.leanagentic.capability; }\n");

  private static final Source PROCESSOR =
      new Source(
          "tool/Writes.java",
          """
          package tool;
          import java.io.*;
          import java.util.*;
          import javax.annotation.processing.*;
          import javax.lang.model.SourceVersion;
          import javax.lang.model.element.TypeElement;
          public class Writes extends AbstractProcessor {
            private boolean done;
            @Override public Set<String> getSupportedAnnotationTypes() { return Set.of("*"); }
            @Override public SourceVersion getSupportedSourceVersion() { return SourceVersion.latest(); }
            @Override public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
              if (done) return false;
              done = true;
              try (Writer out = processingEnv.getFiler().createSourceFile("app.Made").openWriter()) {
                out.write("package app; class Made {}");
              } catch (IOException e) { throw new UncheckedIOException(e); }
              return false;
            }
          }
          """);

  @TempDir Path folder;

  private Javac.Result compile(List<Source> sources, String... options)
      throws IOException, InterruptedException {
    return Javac.run(
        Javac.write(Files.createTempDirectory(folder, "src"), sources),
        Files.createDirectories(folder.resolve("out")),
        List.of(options));
  }

  private static void rejects(Javac.Result result) {
    assertFalse(result.succeeded(), result::text);
    assertTrue(result.text().contains("Bad.java:9: error: [CAP101]"), result::text);
  }

  private static String path(Object... parts) {
    var texts = new ArrayList<String>();
    for (Object part : parts) {
      texts.add(part.toString());
    }
    return String.join(File.pathSeparator, texts);
  }

  @Test
  void onTheProcessorPathAndNamed() throws Exception {
    rejects(
        compile(
            List.of(BAD),
            "-cp",
            Compilation.CLASS_PATH,
            "-processorpath",
            Compilation.CHECKER.toString(),
            "-Xplugin:Cap"));
  }

  @Test
  void onTheClassPathItStartsByItself() throws Exception {
    rejects(compile(List.of(BAD), "-cp", path(Compilation.CLASS_PATH, Compilation.CHECKER)));
    rejects(
        compile(
            List.of(BAD), "-proc:none", "-cp", path(Compilation.CLASS_PATH, Compilation.CHECKER)));
  }

  @Test
  void onTheProcessorPathItStartsByItself() throws Exception {
    rejects(
        compile(
            List.of(BAD),
            "-cp",
            Compilation.CLASS_PATH,
            "-processorpath",
            Compilation.CHECKER.toString()));
  }

  @Test
  void inAModule() throws Exception {
    rejects(
        compile(
            List.of(BAD, MODULE),
            "-p",
            Compilation.CLASS_PATH,
            "-processorpath",
            Compilation.CHECKER.toString(),
            "-Xplugin:Cap strict"));
  }

  @Test
  void namedAndAbsentFailsTheCompilation() throws Exception {
    for (List<String> options :
        List.of(
            List.of("-cp", Compilation.CLASS_PATH),
            List.of("-cp", Compilation.CLASS_PATH, "-processorpath", folder.toString()),
            List.of("-p", path(Compilation.CLASS_PATH, Compilation.CHECKER)))) {
      var all = new ArrayList<>(options);
      all.add("-Xplugin:Cap");
      List<Source> sources = options.contains("-p") ? List.of(BAD, MODULE) : List.of(BAD);
      Javac.Result result = compile(sources, all.toArray(String[]::new));
      assertFalse(result.succeeded(), options::toString);
      assertTrue(result.text().contains("plug-in not found: Cap"), result::text);
    }
  }

  @Test
  void besideAnotherProcessor() throws Exception {
    Path tool = Files.createDirectories(folder.resolve("tool"));
    Javac.Result made =
        Javac.run(Javac.write(tool, List.of(PROCESSOR)), tool, List.of("-proc:none"));
    assertTrue(made.succeeded(), made::text);
    Javac.Result result =
        compile(
            List.of(BAD),
            "-cp",
            Compilation.CLASS_PATH,
            "-processorpath",
            path(Compilation.CHECKER, tool),
            "-processor",
            "tool.Writes",
            "-Xplugin:Cap");
    rejects(result);
  }

  /** What a processor writes is left out if asked for, and counted; what somebody wrote is not. */
  @Test
  void generatedFilesAreLeftOutByOption() throws Exception {
    Path tool = Files.createDirectories(folder.resolve("tool"));
    Source processor =
        new Source(
            PROCESSOR.path(),
            PROCESSOR
                .text()
                .replace(
                    "class Made {}", "class Made { static int n; int next() { return ++n; } }"));
    assertTrue(
        Javac.run(Javac.write(tool, List.of(processor)), tool, List.of("-proc:none")).succeeded());
    Path made = Files.createDirectories(folder.resolve("made"));
    Source fine = new Source("app/Fine.java", "package app;\nclass Fine {}\n");
    String[] options = {
      "-cp",
      Compilation.CLASS_PATH,
      "-processorpath",
      path(Compilation.CHECKER, tool),
      "-processor",
      "tool.Writes",
      "-s",
      made.toString(),
      ""
    };
    options[8] = "-Xplugin:Cap strict summary";
    Javac.Result checked = compile(List.of(fine), options);
    assertFalse(checked.succeeded());
    assertTrue(checked.text().contains("Made.java:1: error: [CAP302]"), checked::text);

    options[8] = "-Xplugin:Cap strict summary generated=" + made;
    Javac.Result without = compile(List.of(fine), options);
    assertTrue(without.succeeded(), without::text);
    assertTrue(
        without
            .text()
            .contains(
                "cap: 1 class, 0 errors, 1 trusted assumption (1 generated file below "
                    + made
                    + " left out)"),
        without::text);

    options[8] = "-Xplugin:Cap strict generated=" + folder;
    rejects(compile(List.of(BAD), options));

    options[8] = "-Xplugin:Cap strict strict-trust generated=" + made;
    assertFalse(compile(List.of(fine), options).succeeded());
  }

  @Test
  void aCrashOrABadTableFailsTheCompilation() throws Exception {
    Path table = Files.writeString(folder.resolve("bad.txt"), "nonsense a.B\n");
    for (String option : List.of("fail-on=app.Bad", "tables=" + table)) {
      Javac.Result result =
          compile(
              List.of(BAD),
              "-cp",
              Compilation.CLASS_PATH,
              "-processorpath",
              Compilation.CHECKER.toString(),
              "-Xplugin:Cap " + option);
      assertFalse(result.succeeded(), option);
      assertTrue(result.text().contains("Bad.java:4: error: [CAP"), result::text);
    }
  }

  /** One agent is edited and compiled alone, against the class files of the others. */
  @Test
  void anEditedAgentIsCheckedAlone() throws Exception {
    Path out = folder.resolve("out");
    Source rows =
        new Source(
            "app/Rows.java",
            """
            package app;
            import io.leanagentic.capability.*;
            public class Rows {
              private final StringBuilder all = new StringBuilder();
              @Iso public StringBuilder copy() { return new StringBuilder(all.toString()); }
              public StringBuilder lend() { return all; }
              public static void send(@Sending Object message) {}
            }
            """);
    String agent =
        """
        package app;
        class Agent {
          private final Rows rows = new Rows();
          void flush() { Rows.send(rows.%s()); }
        }
        """;
    String[] options = {
      "-cp",
      path(Compilation.CLASS_PATH, out),
      "-processorpath",
      Compilation.CHECKER.toString(),
      "-Xplugin:Cap strict summary stamp=" + out
    };
    Javac.Result whole =
        compile(List.of(rows, new Source("app/Agent.java", agent.formatted("copy"))), options);
    assertTrue(whole.succeeded(), whole::text);
    List<String> stamp = Files.readAllLines(out.resolve("META-INF/lean-agentic/checked"));
    assertEquals(List.of("app.Agent", "app.Rows"), stamp);

    Javac.Result again =
        compile(List.of(new Source("app/Agent.java", agent.formatted("copy"))), options);
    assertTrue(again.succeeded(), again::text);
    assertTrue(again.text().contains("cap: 1 class, 0 errors"), again::text);

    Javac.Result wrong =
        compile(List.of(new Source("app/Agent.java", agent.formatted("lend"))), options);
    assertFalse(wrong.succeeded());
    assertTrue(wrong.text().contains("Agent.java:4: error: [CAP102]"), wrong::text);
  }
}
