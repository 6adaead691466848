package io.leanagentic.benchmarks.languages;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether the program of a contender can run here. */
sealed interface Toolchain {
  /** It can; {@code prefix} stands before each of its scripts. */
  record Ready(String prefix, String version) implements Toolchain {}

  /** It cannot; {@code reason} says what to do. */
  record Missing(String reason) implements Toolchain {}

  /**
   * A launcher of compilers may come first in the search path and have none; the system's own are
   * behind it.
   */
  List<String> PREFIXES = List.of("", "PATH=/usr/bin:$PATH; export PATH; ");

  /**
   * Finds the tools, installs them if they are missing, and builds the program in the shell's
   * folder.
   */
  static Toolchain prepare(Tools tools, Shell shell) throws IOException {
    Optional<String> prefix = find(tools, shell);
    if (prefix.isEmpty()) {
      Optional<String> reason = install(tools, shell);
      if (reason.isPresent()) {
        return new Missing("not installed: " + reason.get());
      }
      prefix = find(tools, shell);
      if (prefix.isEmpty()) {
        return new Missing("not installed: \"%s\" fails".formatted(tools.check()));
      }
    }
    Shell.Result build = shell.run(prefix.get() + tools.build());
    if (!build.ok()) {
      System.out.println(build.output());
      return new Missing("\"%s\" fails".formatted(tools.build()));
    }
    return new Ready(prefix.get(), shell.run(prefix.get() + tools.version()).output().strip());
  }

  private static Optional<String> find(Tools tools, Shell shell) throws IOException {
    for (String prefix : PREFIXES) {
      if (shell.run(prefix + tools.check()).ok()) {
        return Optional.of(prefix);
      }
    }
    return Optional.empty();
  }

  /** Returns why it did not work, if it did not. */
  private static Optional<String> install(Tools tools, Shell shell) throws IOException {
    String packages = String.join(" ", tools.packages());
    if (!shell.run("command -v apt-get").ok()) {
      return Optional.of("there is no apt-get; it needs Debian's " + packages);
    }
    String command = "apt-get install -y --no-install-recommends " + packages;
    if (!shell.run("test \"$(id -u)\" = 0").ok()) {
      return Optional.of("run \"sudo %s\" and start again".formatted(command));
    }
    System.out.printf("installing %s: %s, to build the program%n", packages, tools.purpose());
    String quiet = "export DEBIAN_FRONTEND=noninteractive; ";
    Shell.Result result = shell.run(quiet + command);
    if (!result.ok()) { // the lists of packages may be missing, or old
      result = shell.run(quiet + "apt-get update && " + command);
    }
    if (!result.ok()) {
      System.out.println(result.output());
      return Optional.of("\"%s\" fails".formatted(command));
    }
    return Optional.empty();
  }
}
