package io.leanagentic.checker.internal.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Collectors;

/**
 * The pages of {@code docs/rules}. The build packs them into the jar of the checker, so that a
 * project that uses it has them, too.
 */
public final class RulePages {
  /** The command that prints a page, up to its code; empty if this does not run from a jar. */
  private static final String COMMAND = command();

  private RulePages() {}

  /** The page that explains {@code code}, without the comments that name its examples' sources. */
  public static String text(DiagnosticCode code) {
    String file = "/io/leanagentic/checker/rules/" + code + ".md";
    try (InputStream page = RulePages.class.getResourceAsStream(file)) {
      if (page == null) {
        throw new IllegalStateException("the checker was built without " + file);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("<!--"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code code} means, in a few words: the heading of its page. */
  public static String title(DiagnosticCode code) {
    String page = text(code);
    return page.substring(page.indexOf(": ") + 2, page.indexOf('\n'));
  }

  /** How to read the page of {@code code}: by the jar; without one, in the documents. */
  static String pointer(DiagnosticCode code) {
    return COMMAND.isEmpty() ? " See " + code.page() : "\n  Print what it means: " + COMMAND + code;
  }

  private static String command() {
    try {
      CodeSource source = RulePages.class.getProtectionDomain().getCodeSource();
      Path jar = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      if (!jar.toString().endsWith(".jar")) {
        return "";
      }
      // The JVM that compiles can run the jar; the java of the shell may be older.
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      return quoted(java) + " -jar " + quoted(jar) + " ";
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException odd) {
      return ""; // a class loader with locations of its own
    }
  }

  private static String quoted(Path file) {
    return file.toString().indexOf(' ') < 0 ? file.toString() : "\"" + file + "\"";
  }
}
