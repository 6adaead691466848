package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that are measured in a process of their own. */
public final class ChildProcess {
  private ChildProcess() {}

  /** The program of the JVM that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The command that runs {@code program}, with the classes and the JVM of this process. */
  public static List<String> command(
      @Box List<String> flags, Class<?> program, String... arguments) {
    var command = new ArrayList<String>();
    command.add(java());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs {@code command} in {@code folder} and waits for its end; what it prints goes to {@code
   * log}. After {@code seconds} it is ended.
   *
   * @return its exit code
   */
  public static int run(@Box List<String> command, Path folder, Path log, long seconds)
      throws IOException {
    return end(
        new ProcessBuilder(List.copyOf(command))
            .directory(folder.toAbsolutePath().toFile()) // "" is no folder
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        seconds);
  }

  /** Waits for the exit code of {@code process}, which is ended after {@code seconds}. */
  public static int end(Process process, long seconds) throws IOException {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
