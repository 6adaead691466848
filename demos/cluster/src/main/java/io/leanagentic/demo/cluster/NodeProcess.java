package io.leanagentic.demo.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The process of a node, as the one that has started it sees it. */
final class NodeProcess {

  /** What it does at present. */
  enum State {
    STARTING,
    READY,
    KILLED,
    STOPPED,
    ENDED
  }

  private static final int TAIL = 30;

  private final int number;
  private final List<String> arguments;
  private final Takeovers takeovers;
  private final Deque<String> tail = new ArrayDeque<>();
  private volatile Process process;
  private volatile State state = State.STARTING;
  private volatile long token;
  private volatile long orders;
  private volatile long fills;
  private volatile TradeLedger.Totals totals = TradeLedger.Totals.NONE;
  private volatile String refused = "";

  /** Starts it. */
  NodeProcess(int number, List<String> arguments, Takeovers takeovers) throws IOException {
    this.number = number;
    this.arguments = List.copyOf(arguments);
    this.takeovers = takeovers;
    this.process = begin();
  }

  /** Starts it again, after it was killed. */
  void startAgain() throws IOException {
    state = State.STARTING;
    token = 0;
    orders = 0;
    process = begin();
  }

  private Process begin() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DemoNode.class.getName());
    command.add(Integer.toString(number));
    Path folder = Path.of(arguments.getFirst(), "node-" + number);
    command.add(Files.createDirectories(folder).toString());
    command.addAll(arguments.subList(1, arguments.size()));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread.ofVirtual().name("output of node " + number).start(() -> follow(started));
    return started;
  }

  private void follow(Process of) {
    try (BufferedReader lines = of.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (of == process || state == State.STARTING) {
          hear(line);
        }
      }
    } catch (IOException e) {
      hear("its output ended: " + e.getMessage());
    }
    if (of == process && state != State.KILLED) {
      state = State.ENDED;
    }
  }

  private void hear(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "#ready" -> state = State.READY;
      case "#orders" -> orders = Long.parseLong(words[1]);
      case "#lease" -> token = Long.parseLong(words[1]);
      case "#filled" -> filled(Long.parseLong(words[1]), Long.parseLong(words[2]));
      case "#refused" -> {
        refused = "its token " + words[1] + " was refused, the newest is " + words[2];
        token = 0;
      }
      case "#sum" -> {
        long[] sum = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        totals = new TradeLedger.Totals((int) sum[0], sum[1], sum[2], sum[3], sum[4], sum[5]);
      }
      default -> keep(line);
    }
  }

  private void filled(long by, long all) {
    fills = all;
    if (all > 0) {
      takeovers.filled(by, number);
    }
  }

  private synchronized void keep(String line) {
    tail.add(line);
    if (tail.size() > TAIL) {
      tail.remove();
    }
  }

  /** What it has said last that was for nobody. */
  synchronized List<String> tail() {
    return List.copyOf(tail);
  }

  /** Tells it something; one that is gone does not get it. */
  void tell(String line) {
    if (state == State.READY) {
      try {
        process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
      } catch (IOException e) {
        keep("it was not told \"" + line + "\": " + e.getMessage());
      }
    }
  }

  /** Ends it as a power failure does. */
  void kill() {
    state = State.KILLED;
    token = 0;
    process.destroyForcibly();
  }

  /** It does nothing until {@link #goOn}. */
  void stop() throws IOException, InterruptedException {
    state = State.STOPPED;
    refused = "";
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
    state = State.READY;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = List.of("kill", signal, Long.toString(process.pid()));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(command + " has failed with " + code);
    }
  }

  /** Ends it, and waits for that. */
  void end() throws InterruptedException {
    kill();
    process.waitFor();
  }

  int number() {
    return number;
  }

  State state() {
    return state;
  }

  /** Of the engine that has the lease, as far as this node knows; 0 if it has it not. */
  long token() {
    return token;
  }

  /** Orders that its analyzers have placed since it started. */
  long orders() {
    return orders;
  }

  /** Fills of its engine, since it got the lease last. */
  long fills() {
    return fills;
  }

  TradeLedger.Totals totals() {
    return totals;
  }

  /** Which token of it was refused; empty if none was since it was stopped. */
  String refused() {
    return refused;
  }
}
