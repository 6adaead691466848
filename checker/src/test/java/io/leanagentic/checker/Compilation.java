package io.leanagentic.checker;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources with the checker, inside this JVM. */
final class Compilation {
  /** One source file, by its path below the source root. */
  record Source(String path, String text) {}

  /** One diagnostic; {@code code} is empty if it is not one of the checker's. */
  record Finding(
      String path, long line, long column, String code, Diagnostic.Kind kind, String message) {
    boolean isError() {
      return kind == Diagnostic.Kind.ERROR;
    }
  }

  /** What came of a compilation. */
  record Outcome(boolean success, List<Finding> findings) {
    List<Finding> of(String path) {
      return findings.stream().filter(finding -> finding.path().equals(path)).toList();
    }
  }

  static final Path CHECKER = Path.of(System.getProperty("checker.classes", "target/classes"));
  static final String CLASS_PATH =
      System.getProperty("cases.classpath", locationOf(io.leanagentic.capability.Slot.class));

  static String locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private static final Pattern CODE = Pattern.compile("\\[(CAP\\d{3})] ");

  private Compilation() {}

  static Outcome compile(List<Source> sources, String plugin, String... more) {
    Path out = temporaryFolder();
    try {
      return compile(sources, plugin, out, more);
    } finally {
      delete(out);
    }
  }

  static Outcome compile(List<Source> sources, String plugin, Path out, String... more) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var collector = new DiagnosticCollector<JavaFileObject>();
    List<JavaFileObject> files = new ArrayList<>();
    for (Source source : sources) {
      files.add(new Text(source));
    }
    List<String> options =
        new ArrayList<>(
            List.of(
                "-d",
                out.toString(),
                "-cp",
                CLASS_PATH,
                "-proc:none",
                "-Xmaxerrs",
                "2000",
                "--release",
                "25"));
    if (!plugin.isEmpty()) {
      options.addAll(List.of("-processorpath", CHECKER.toString(), "-Xplugin:" + plugin));
    }
    options.addAll(List.of(more));
    try (var manager = compiler.getStandardFileManager(collector, Locale.ROOT, null)) {
      boolean success =
          compiler.getTask(new StringWriter(), manager, collector, options, null, files).call();
      List<Finding> findings = new ArrayList<>();
      for (Diagnostic<? extends JavaFileObject> each : collector.getDiagnostics()) {
        String message = each.getMessage(Locale.ROOT);
        Matcher code = CODE.matcher(message);
        String path = each.getSource() == null ? "" : each.getSource().getName().substring(1);
        findings.add(
            new Finding(
                path,
                each.getLineNumber(),
                each.getColumnNumber(),
                code.find() ? code.group(1) : "",
                each.getKind(),
                message));
      }
      return new Outcome(success, findings);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("cap");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(Source source) {
      super(URI.create("string:///" + source.path()), Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
