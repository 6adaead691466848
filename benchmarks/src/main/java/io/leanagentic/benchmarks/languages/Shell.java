package io.leanagentic.benchmarks.languages;

import io.leanagentic.benchmarks.harness.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs scripts in one folder. */
@FunctionalInterface
interface Shell {
  /** What a script left: its exit code, and what it printed. */
  record Result(int code, String output) {
    boolean ok() {
      return code == 0;
    }
  }

  /** Waits for the end of {@code script}. */
  Result run(String script) throws IOException;

  /** Runs them by {@code sh} in {@code folder}. */
  static Shell in(Path folder) {
    return script -> {
      Process process =
          new ProcessBuilder(List.of("sh", "-c", script))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(ChildProcess.end(process, Long.MAX_VALUE), output);
    };
  }
}
