package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A node in a process of its own, with a counter and a witness; it ends with its standard input.
 */
final class FarNode implements AutoCloseable {
  private final String name;
  private final Process process;

  private FarNode(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Of all nodes; that a node is gone is found out in two seconds, and it is given up in four. */
  static ClusterConfig config() {
    return ClusterConfig.loopback(0)
        .withName("processes")
        .withJoinTimeout(LONG)
        .withPatience(Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  /** Starts it; what it publishes ends with {@code name}, and what it prints is in a file. */
  static FarNode start(String name, String seed) throws IOException {
    String classPath =
        String.join(
            File.pathSeparator,
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""));
    File log = File.createTempFile("node-" + name, ".log", new File("target"));
    log.deleteOnExit();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                FarNode.class.getName(),
                name,
                seed)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    return new FarNode(name, process);
  }

  /** Its counter, as {@code cluster} sees it. */
  AgentRef<Counter.Message> counter(Cluster cluster) {
    return cluster.lookup("counter/" + name, Counter.Message.class, LONG).join();
  }

  /** Its witness, as {@code cluster} sees it. */
  AgentRef<Witness.Message> witness(Cluster cluster) {
    return cluster.lookup("witness/" + name, Witness.Message.class, LONG).join();
  }

  /** Ends it as a power failure does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It does nothing until {@link #goOn}. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = List.of("kill", signal, Long.toString(process.pid()));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IOException(command + " has failed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process: a name, and the seed. */
  public static void main(String[] args) throws Exception {
    AgentRuntime runtime = AgentRuntime.start();
    Cluster cluster = Cluster.join(runtime, config().withSeeds(args[1]));
    cluster.publish("counter/" + args[0], Counter.Message.class, runtime.spawn(new Counter()));
    cluster.publish(
        "witness/" + args[0], Witness.Message.class, runtime.spawn(new Witness(cluster)));
    while (System.in.read() >= 0) {
      // until the tests have ended, however
    }
    Runtime.getRuntime().halt(0);
  }
}
