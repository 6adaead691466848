package outside;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.LiveTopology;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.TreeAggregation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Each primitive once, as a user writes it, for {@code OwnerSanitizerTest} to run in another JVM.
 */
public final class PrimitivesProgram {
  private static final Duration LONG = Duration.ofSeconds(60);

  record Came(String user, Reply<Integer> reply) {}

  private static final class Visits implements Behavior<Came> {
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public void receive(AgentContext<Came> context, Came came) {
      came.reply().send(counts.merge(came.user(), 1, Integer::sum));
    }
  }

  private PrimitivesProgram() {}

  /** Prints what came of each. */
  public static void main(String[] arguments) throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      var members = new ArrayList<AgentRef<Reply<Integer>>>();
      for (int i = 0; i < 3; i++) {
        members.add(runtime.spawn((context, reply) -> reply.send(1)));
      }
      var votes =
          Quorum.of(runtime, members)
              .<Integer>ask(reply -> reply, QuorumRule.majority(vote -> vote == 1), LONG);
      System.out.println("quorum " + votes.join().isReached());

      var tree = Topology.hierarchical(2, members);
      var sum =
          TreeAggregation.of(runtime, tree, members.getFirst())
              .ask(reply -> reply, Integer::sum, LONG);
      System.out.println("aggregate " + sum.join().value().orElseThrow());

      try (ShardGroup<String, Came> group =
          ShardGroup.start(runtime, "visits", List.of("a", "b"), shard -> new Visits())) {
        for (int i = 0; i < 9; i++) {
          String user = "user" + i;
          group.<Integer>ask(user, reply -> new Came(user, reply), LONG).join();
        }
        group.add("c", 1).join();
        System.out.println("shards " + group.loads().size());
      }

      try (Leases leases = Leases.of(runtime)) {
        String held = leases.withLease("report", LONG, lease -> lease.resource());
        System.out.println("lease " + held);
      }

      var seen = new CountDownLatch(3);
      var subscribers = new ArrayList<AgentRef<String>>();
      for (int i = 0; i < 3; i++) {
        subscribers.add(runtime.spawn((context, message) -> seen.countDown()));
      }
      try (var broadcast = Broadcast.start(runtime, subscribers, new BroadcastStrategy.All())) {
        broadcast.publish("news");
        System.out.println("broadcast " + seen.await(60, TimeUnit.SECONDS));
      }

      try (var live = LiveTopology.start(runtime, Topology.ring(subscribers))) {
        live.remove(subscribers.getFirst());
        System.out.println("topology " + live.current().size());
      }

      var ledger = new Fenced<>("ledger", new ArrayList<String>());
      ledger.run(1, entries -> entries.add("a"));
      System.out.println("fenced " + ledger.<Integer>apply(2, List::size));
    }
  }
}
