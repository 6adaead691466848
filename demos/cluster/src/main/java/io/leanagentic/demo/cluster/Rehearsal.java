package io.leanagentic.demo.cluster;

import io.leanagentic.demo.cluster.NodeProcess.State;
import io.leanagentic.demo.trading.ledger.Money;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** The three processes, and what happens to them. */
final class Rehearsal {

  /** Something that must happen did not. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
      super(message);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long TICK_MILLIS = 100;

  /** Until both accidents are over, bars slow down here, and wait there. */
  private static final double SLOW = 0.6;

  private static final double HOLD = 0.95;

  private final Picture picture;
  private final double shareOfTick;
  private final Takeovers takeovers = new Takeovers();
  private final List<NodeProcess> nodes;
  private boolean hasBegun;
  private boolean isOver;
  private double share;

  /** Starts the nodes, which are added to {@code nodes}; their logs are in {@code folder}. */
  Rehearsal(Picture picture, int seconds, Path folder, List<NodeProcess> nodes) throws IOException {
    this.picture = picture;
    this.shareOfTick = TICK_MILLIS / 1000.0 / seconds;
    this.nodes = nodes;
    var arguments = new ArrayList<String>();
    arguments.add(folder.toString());
    freePorts(2 * DemoNode.NODES).forEach(port -> arguments.add(Integer.toString(port)));
    for (int i = 0; i < DemoNode.NODES; i++) {
      nodes.add(new NodeProcess(i, arguments, takeovers));
    }
  }

  /** Ports that nobody has at present. */
  private static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Plays it, and returns what the ledger has come to. */
  TradeLedger.Totals play(Reference reference) throws IOException, InterruptedException {
    until("all nodes are ready", () -> nodes.stream().allMatch(it -> it.state() == State.READY));
    picture.say("three processes are one cluster");
    hasBegun = true;
    until("the first fill", () -> takeovers.after(0).isPresent() && share > 0.1);
    killTheEngine();
    double after = Math.min(share + 0.05, HOLD);
    until("more bars", () -> share >= after);
    stopTheEngine();
    isOver = true;
    until("all bars", () -> share >= 1);
    until("the same totals on all nodes", () -> agree(reference));
    return nodes.getFirst().totals();
  }

  private NodeProcess engine() {
    until("an engine", () -> nodes.stream().anyMatch(it -> it.token() > 0));
    return nodes.stream().filter(it -> it.token() > 0).findFirst().orElseThrow();
  }

  private void killTheEngine() throws IOException {
    NodeProcess victim = engine();
    long token = victim.token();
    long begin = System.nanoTime();
    victim.kill();
    picture.say(name(victim) + ", which has the lease with token " + token + ", was killed (-9)");
    awaitSuccessor("killed", token, begin);
    victim.startAgain();
    picture.say(name(victim) + " was started again");
    until(name(victim) + " is back", () -> victim.state() == State.READY);
    picture.say(name(victim) + " is back; its analyzers make their orders again");
  }

  private void stopTheEngine() throws IOException, InterruptedException {
    NodeProcess sleeper = engine();
    long token = sleeper.token();
    long begin = System.nanoTime();
    sleeper.stop();
    picture.say(name(sleeper) + ", which has the lease with token " + token + ", was stopped");
    awaitSuccessor("stopped", token, begin);
    until(
        "the lease is over", () -> System.nanoTime() - begin > Engine.TTL.plusSeconds(1).toNanos());
    sleeper.goOn();
    picture.say(name(sleeper) + " goes on");
    until("its token is refused", () -> !sleeper.refused().isEmpty());
    picture.say(name(sleeper) + " tried to fill orders: " + sleeper.refused());
  }

  private void awaitSuccessor(String how, long token, long begin) {
    until("another engine", () -> takeovers.after(token).isPresent());
    var first = takeovers.after(token).orElseThrow();
    picture.say(
        String.format(
            Locale.ROOT,
            "node %d took over, with token %d: its first fill came %.1f s after the other was %s",
            first.node() + 1,
            first.token(),
            (first.nanos() - begin) / 1e9,
            how));
  }

  private boolean agree(Reference reference) {
    nodes.forEach(it -> it.tell("sum"));
    TradeLedger.Totals first = nodes.getFirst().totals();
    return first.booked() >= reference.orders()
        && first.open() == 0
        && nodes.stream().allMatch(it -> it.totals().equals(first));
  }

  private static String name(NodeProcess node) {
    return "node " + (node.number() + 1);
  }

  /** Lets time pass until something is so. */
  private void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new FailedException("waited " + PATIENCE.toSeconds() + " s in vain for: " + what);
      }
      for (NodeProcess node : nodes) {
        if (node.state() == State.ENDED) {
          throw new FailedException(name(node) + " has ended by itself");
        }
      }
      pass();
    }
  }

  private void pass() {
    if (hasBegun) {
      double step = isOver || share < SLOW ? shareOfTick : shareOfTick / 4;
      share = Math.min(share + step, isOver ? 1 : HOLD);
      nodes.forEach(it -> it.tell(Double.toString(share)));
    }
    picture.show(nodes, share);
    try {
      Thread.sleep(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("it was interrupted");
    }
  }

  /** What it has come to, in words. */
  static String text(Roster roster, long cash, long fills) {
    return String.format(
        Locale.ROOT, "$%s after %,d fills", Money.dollars(roster.capital() + cash), fills);
  }
}
