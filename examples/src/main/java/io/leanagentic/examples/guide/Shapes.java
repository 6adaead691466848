package io.leanagentic.examples.guide;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Aggregate;
import io.leanagentic.orchestration.LiveTopology;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.TreeAggregation;
import io.leanagentic.orchestration.drawing.TopologyDrawing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which agents are neighbours. */
final class Shapes {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Shapes() {}

  // region stations
  /** How much a station has counted. */
  record HowMany(Reply<Integer> reply) {}

  private static List<AgentRef<HowMany>> stations(AgentRuntime runtime, String... names) {
    List<AgentRef<HowMany>> stations = new ArrayList<>();
    for (String name : names) {
      stations.add(runtime.spawn(name, (context, ask) -> ask.reply().send(name.length())));
    }
    return stations;
  }

  // endregion

  static List<String> ring() {
    try (var runtime = AgentRuntime.start()) {
      // region ring
      var agents = stations(runtime, "a", "b", "c", "d", "e", "f");
      var b = agents.get(1);
      var e = agents.get(4);
      Topology<AgentRef<HowMany>> ring = Topology.ring(agents); // a b c d e f
      List<AgentRef<HowMany>> beside = ring.neighbours(b); // c a
      List<AgentRef<HowMany>> way = ring.route(b, e); // b c d e
      Topology<AgentRef<HowMany>> closed = ring.without(b); // a c d e f: a and c are neighbours
      // endregion
      return List.of(names(beside), names(way), names(closed.members()));
    }
  }

  private static String names(List<AgentRef<HowMany>> agents) {
    return String.join(" ", agents.stream().map(AgentRef::name).toList());
  }

  // region shapes
  static Map<String, Topology<String>> shapes(List<String> names) {
    return Map.of(
        "mesh", Topology.mesh(names), // everybody with everybody
        "ring", Topology.ring(names), // each with the next
        "star", Topology.star(names), // the first with each of the others
        "tree", Topology.hierarchical(3, names)); // each with up to three below it
  }

  // endregion

  // region graph
  static Topology<String> graph() {
    return Topology.graph(
        Map.of(
            "feed", Set.of("parser"), // an edge may be given at one of its ends
            "parser", Set.of("book", "news"),
            "book", Set.of("risk", "desk"),
            "news", Set.of("desk"),
            "desk", Set.of("risk"),
            "risk", Set.of()));
  }

  // endregion

  static int live() {
    try (var runtime = AgentRuntime.start()) {
      var agents = stations(runtime, "a", "b", "c", "d");
      // region live
      var live = LiveTopology.start(runtime, Topology.ring(agents));
      live.onChange(now -> IO.println("now a " + now));
      live.add(runtime.spawn("e", (context, ask) -> ask.reply().send(1)));
      agents.get(2).stop(); // c ends, and the ring closes
      // endregion
      agents.get(2).termination(PATIENCE).join();
      while (live.current().size() > 4) {
        Thread.onSpinWait();
      }
      int at = live.current().neighbours(agents.get(1)).indexOf(agents.get(3));
      live.close();
      return at;
    }
  }

  static String sum() {
    try (var runtime = AgentRuntime.start()) {
      // region sum
      var stations = stations(runtime, "root", "left", "right", "far left");
      var tree = Topology.hierarchical(2, stations);
      Aggregate<Integer> sum =
          TreeAggregation.of(runtime, tree, stations.getFirst()) // the root
              .ask(
                  HowMany::new, // the question to each
                  Integer::sum, // of two answers one
                  Duration.ofSeconds(5))
              .join();
      // endregion
      return sum.value().orElseThrow() + " of " + sum.answers() + ", missing " + sum.missing();
    }
  }

  static String picture(Topology<String> topology) {
    // region picture
    var drawing = TopologyDrawing.of(topology, name -> name); // a label for each member
    String svg = drawing.svg(); // an image that needs nothing else
    String mermaid = drawing.mermaid(); // for Markdown
    String dot = drawing.dot(); // for Graphviz
    // endregion
    return svg.length() > mermaid.length() && dot.startsWith("graph") ? svg : mermaid;
  }
}
