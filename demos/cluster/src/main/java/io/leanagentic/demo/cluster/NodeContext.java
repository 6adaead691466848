package io.leanagentic.demo.cluster;

import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.ReplicatedMachine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the agents of a node share. */
record NodeContext(
    Cluster cluster,
    ReplicatedMachine<TradeLedger.Command, TradeLedger.Result> ledger,
    PrintStream out) {

  /** In front of lines that are for the process that has started this one. */
  static final String MARK = "#";

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Has a command applied; tries again until it was, since one that comes twice does no harm. */
  TradeLedger.Result submit(TradeLedger.Command command) {
    return insist(() -> ledger.submit(command, PATIENCE));
  }

  /** Asks the ledger, as long as it takes. */
  TradeLedger.Result read(TradeLedger.Command question) {
    return insist(() -> ledger.read(question, PATIENCE));
  }

  private TradeLedger.Result insist(Supplier<Await<TradeLedger.Result>> attempt) {
    while (true) {
      try {
        return attempt.get().join();
      } catch (AwaitTimeoutException e) {
        say("again", e);
      }
    }
  }

  /** Tells the process that has started this one. */
  void say(String what, Object... values) {
    String text = Arrays.stream(values).map(Object::toString).collect(Collectors.joining(" "));
    String line = (MARK + what + " " + text).replace('\n', ' ');
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
