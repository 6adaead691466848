package io.leanagentic.examples.consensus;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A round that was voted on.
 *
 * @param scenario what it was about
 * @param edges of the mesh
 * @param result how it ended
 * @param memories what each node that lives remembers, by name
 */
record Round(
    Scenario scenario, long edges, QuorumResult<String> result, Map<String, Node.Memory> memories) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  Round {
    memories = Map.copyOf(memories);
  }

  // region run
  /** Lets the nodes of {@code scenario} vote, in a runtime of their own. */
  static Round run(RuntimeConfig config, Scenario scenario) {
    try (var runtime = AgentRuntime.start(config)) {
      var nodes = new ArrayList<AgentRef<Node.Message>>();
      for (Seat seat : scenario.seats()) {
        nodes.add(runtime.spawn(seat.name(), () -> new Node(seat)));
      }
      Topology<AgentRef<Node.Message>> mesh = Topology.mesh(nodes);
      for (AgentRef<Node.Message> node : mesh.members()) {
        if (scenario.seat(node.name()).condition() == Seat.Condition.CRASHED) {
          node.abort();
          node.termination(PATIENCE).join();
        }
      }
      QuorumResult<String> result = vote(runtime, scenario, mesh, nodes.getFirst());
      return new Round(scenario, mesh.edges(), result, memories(mesh));
    }
  }

  /** {@code asker} asks itself and its neighbours. */
  private static QuorumResult<String> vote(
      AgentRuntime runtime,
      Scenario scenario,
      Topology<AgentRef<Node.Message>> mesh,
      AgentRef<Node.Message> asker) {
    var members = new ArrayList<>(List.of(asker));
    members.addAll(mesh.neighbours(asker));
    Quorum<Node.Message> all = Quorum.of(runtime, members).withFarewell(new Node.LetGo());
    Quorum<Node.Message> quorum = scenario.hedge().map(all::withHedge).orElse(all);
    Terms terms = scenario.terms();
    Duration deadline = scenario.deadline();
    return asker
        .<QuorumResult<String>>ask(
            reply -> new Node.Propose(quorum, terms, deadline, reply), deadline.plus(PATIENCE))
        .join();
  }

  // endregion

  private static Map<String, Node.Memory> memories(Topology<AgentRef<Node.Message>> mesh) {
    var memories = new LinkedHashMap<String, Node.Memory>();
    for (AgentRef<Node.Message> node : mesh.members()) {
      if (node.isAlive()) {
        memories.put(node.name(), node.<Node.Memory>ask(Node.Recall::new, PATIENCE).join());
      }
    }
    return memories;
  }

  /** What the node with that name voted in time, if it did. */
  Optional<String> voteOf(String name) {
    return result.votes().stream()
        .filter(vote -> vote.voter().name().equals(name))
        .findFirst()
        .map(Vote::value);
  }

  /** The votes before the end that differ from what was agreed on. */
  List<Vote<String>> against() {
    return result instanceof QuorumResult.Reached<String> reached ? reached.against() : List.of();
  }
}
