package io.leanagentic.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where charts of failures go: {@code -Dleanagentic.charts}, or the build's own folder. */
final class ChartFile {
  private ChartFile() {}

  /**
   * Writes {@code chart} for Mermaid; returns a line that names the file, or says why there is
   * none.
   */
  static String write(Class<?> test, Method method, long seed, Chart chart) {
    try {
      Path folder = folder();
      Path file =
          folder.resolve(test.getSimpleName() + "." + method.getName() + "-seed-" + seed + ".mmd");
      Files.createDirectories(folder);
      Files.writeString(file, chart.mermaid());
      return "as a picture, for Mermaid: " + file + "\n";
    } catch (IOException | IllegalArgumentException e) {
      return "no picture: " + e + "\n";
    }
  }

  /** Where the run of {@code test} from {@code seed} is recorded. */
  static Path recording(Class<?> test, Method method, long seed) {
    return folder()
        .resolve(test.getSimpleName() + "." + method.getName() + "-seed-" + seed + ".rec");
  }

  private static Path folder() {
    Path given = Settings.path("leanagentic.charts", "a folder");
    if (given != null) {
      return given;
    }
    Path build = Path.of(Files.isDirectory(Path.of("target")) ? "target" : "build");
    return build.resolve("agent-tests");
  }
}
