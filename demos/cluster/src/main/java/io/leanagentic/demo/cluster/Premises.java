package io.leanagentic.demo.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes and a folder, of which nothing is left at the end, also if that comes by Ctrl-C. */
final class Premises implements AutoCloseable {

  private final Path folder = Files.createTempDirectory("lean-agentic-demo-");
  private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::clear);

  Premises() throws IOException {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path folder() {
    return folder;
  }

  List<NodeProcess> nodes() {
    return nodes;
  }

  private synchronized void clear() {
    try {
      for (NodeProcess node : nodes) {
        node.end();
      }
      if (Files.exists(folder)) {
        try (var files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      System.err.println("cluster: " + folder + " could not be removed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, so the hook runs, and finds nothing.
    }
  }
}
