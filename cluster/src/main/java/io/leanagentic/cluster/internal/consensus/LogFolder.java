package io.leanagentic.cluster.internal.consensus;

import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.Voters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Where a node keeps its logs: a folder for each machine, and a file that says whose they are. */
final class LogFolder {
  private static final String OWNER = "voters.txt";

  private final Path root;
  private final boolean isTemporary;

  private LogFolder(Path root, boolean isTemporary) {
    this.root = root;
    this.isTemporary = isTemporary;
  }

  /** That of a node alone, which has no other node that would need it. */
  static LogFolder temporary() {
    try {
      return new LogFolder(Files.createTempDirectory("lean-agentic-log"), true);
    } catch (IOException e) {
      throw new ClusterException("no temporary folder can be made for the logs", e);
    }
  }

  boolean isTemporary() {
    return isTemporary;
  }

  /**
   * That of {@code voters}, of which this node is one.
   *
   * @throws ClusterException if it cannot be used
   */
  static LogFolder of(Voters voters) {
    Path root = voters.folder().orElseThrow();
    try {
      Files.createDirectories(root);
      check(root, voters);
      return new LogFolder(root, false);
    } catch (IOException e) {
      throw new ClusterException(
          "the folder of the logs, "
              + root
              + ", cannot be written; allowed: one of this node alone",
          e);
    }
  }

  private static void check(Path root, Voters voters) throws IOException {
    String owner = voters.own().orElseThrow();
    List<String> expected = List.of(owner, "of " + voters.addresses().stream().sorted().toList());
    Path file = root.resolve(OWNER);
    if (!Files.exists(file)) {
      Files.write(file, expected);
    }
    List<String> found = Files.readAllLines(file);
    if (!found.equals(expected)) {
      throw new ClusterException(
          "the logs in "
              + root
              + " are those of the voter "
              + String.join(" ", found)
              + "; allowed: the same voters, and a folder for each of them");
    }
    if (!Files.isWritable(root)) {
      throw new IOException(root + " is not writable");
    }
  }

  Path root() {
    return root;
  }

  /** The folder of {@code machine}, which exists then. */
  Path of(String machine) {
    try {
      return Files.createDirectories(root.resolve(machine));
    } catch (IOException e) {
      throw new ClusterException("no folder can be made in " + root, e);
    }
  }

  /** Deletes it if it was temporary. */
  void close() {
    if (!isTemporary) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // the machine cleans its temporary files sometime
    }
  }
}
