package io.leanagentic.demo.cluster;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.cluster.Cluster;
import io.leanagentic.cluster.ClusterConfig;
import io.leanagentic.cluster.ClusterEvent;
import io.leanagentic.cluster.Voters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A node in a process of its own. Its arguments are its number from 0, a folder, and the ports of
 * all nodes and voters. It is told on its standard input how far the bars are, and ends with it.
 */
final class DemoNode {

  static final int NODES = 3;

  /** A node that stops for a while shall not be given up for it; its lease is lost much earlier. */
  private static final Duration STABLE_AFTER = Duration.ofSeconds(20);

  private DemoNode() {}

  /** The process. */
  public static void main(String[] args) throws IOException {
    int own = Integer.parseInt(args[0]);
    List<String> addresses = Arrays.stream(args).skip(2).map(port -> "127.0.0.1:" + port).toList();
    AgentRuntime runtime = AgentRuntime.start();
    var voters = Voters.of(addresses.subList(NODES, 2 * NODES).toArray(new String[0]));
    var config =
        ClusterConfig.loopback(Integer.parseInt(args[2 + own]))
            .withName("demo")
            .withSeeds(addresses.subList(0, NODES).toArray(new String[0]))
            .withPatience(Duration.ofSeconds(3), STABLE_AFTER)
            .withVoters(voters.at(addresses.get(NODES + own), Path.of(args[1])));
    Cluster cluster = Cluster.join(runtime, config);
    var ledger =
        cluster.machine(
            "ledger",
            TradeLedger.Command.class,
            TradeLedger.Result.class,
            TradeLedger.State.class,
            TradeLedger::new);
    var node = new NodeContext(cluster, ledger, System.out);
    var _ =
        cluster.listen(event -> {
          if (event instanceof ClusterEvent.Ended(String reason)) {
            node.say("ended", reason);
            Runtime.getRuntime().halt(3);
          }
        });
    List<AgentRef<Analyzer.Play>> analyzers = spawn(runtime, node, own);
    node.say("ready", cluster.self());
    obey(node, analyzers);
    Runtime.getRuntime().halt(0);
  }

  private static List<AgentRef<Analyzer.Play>> spawn(
      AgentRuntime runtime, NodeContext node, int own) {
    Roster roster = Roster.bundled();
    AgentRef<Engine.Look> _ = runtime.spawn("engine", new Engine(node, new Venue(roster)));
    AgentRef<OrderDesk.Message> desk = runtime.spawn("desk", new OrderDesk(node));
    var analyzers = new ArrayList<AgentRef<Analyzer.Play>>();
    for (int i = own; i < roster.size(); i += NODES) {
      int number = i;
      analyzers.add(
          runtime.spawn(
              "analyzer-" + number, () -> new Analyzer(new Trader(roster, number), desk)));
    }
    return analyzers;
  }

  private static void obey(NodeContext node, List<AgentRef<Analyzer.Play>> analyzers)
      throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("sum")) {
        if (node.read(new TradeLedger.Sum()) instanceof TradeLedger.Totals it) {
          node.say(
              "sum", it.open(), it.booked(), it.cash(), it.digest(), it.repeated(), it.refused());
        }
      } else {
        var play = new Analyzer.Play(Double.parseDouble(line));
        analyzers.forEach(it -> it.signal(play));
      }
    }
  }
}
