package io.leanagentic.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The machine of a run; what cannot be found out is "unknown". */
public record Machine(String processor, int cores, String system, String jdk, String commit) {
  private static final long SECONDS = 10;

  /** What can be found out here; {@code root} is the folder of the repository. */
  public static Machine here(Path root) {
    return new Machine(
        findProcessor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        findCommit(root));
  }

  /** As {@code AMD EPYC, 2 cores, Linux 6.1 amd64, OpenJDK ..., commit a1b2c3d}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s, %d cores, %s, %s, commit %s", processor, cores, system, jdk, commit);
  }

  private static String findProcessor() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return output(Path.of("."), "sysctl", "-n", "machdep.cpu.brand_string");
    }
    return "unknown processor";
  }

  /** The short hash; with {@code -changed} if the sources are not those of the commit. */
  private static String findCommit(Path root) {
    String hash = output(root, "git", "rev-parse", "--short=7", "HEAD");
    if (hash.equals("unknown")) {
      return hash;
    }
    String changes = output(root, "git", "status", "--porcelain", "-uno", "--", "*.java", "*.xml");
    return changes.isEmpty() ? hash : hash + "-changed";
  }

  private static String output(Path folder, String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? text
          : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
