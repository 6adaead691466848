package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Members of quorums and broadcasts, on several nodes. */
final class Panel {
  sealed interface Message {}

  /** May this order be placed? */
  record Approve(int amount, Reply<Boolean> vote) implements Message {}

  record Halt(String symbol) implements Message {}

  private Panel() {}

  /** How many halts were heard? */
  record Heard(Reply<Integer> count) implements Message {}

  /** Approves up to a limit, and thinks for ever about an order if that is 0. */
  static final class Member implements Behavior<Message> {
    private final int limit;
    private final CountDownLatch asked = new CountDownLatch(1);
    private int halts;

    Member(int limit) {
      this.limit = limit;
    }

    /** Opens when it is asked for the first time. */
    CountDownLatch asked() {
      return asked;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Approve it -> {
          asked.countDown();
          if (limit > 0) {
            it.vote().send(it.amount() <= limit);
          }
        }
        case Halt _ -> halts++;
        case Heard it -> it.count().send(halts);
      }
    }
  }

  static List<AgentRef<Message>> find(Cluster cluster, String... names) {
    // region members
    List<AgentRef<Message>> members =
        Await.all(
                Stream.of(names)
                    .map(name -> cluster.lookup("panel/" + name, Message.class, LONG))
                    .toList())
            .join();
    // endregion
    return members;
  }

  static Await<QuorumResult<Boolean>> ask(
      AgentRuntime runtime, List<AgentRef<Message>> members, int amount, Duration deadline) {
    // region quorum
    Await<QuorumResult<Boolean>> result =
        Quorum.of(runtime, members)
            .ask(
                vote -> new Approve(amount, vote),
                QuorumRule.<Boolean>unanimous(yes -> yes),
                deadline);
    // endregion
    return result;
  }

  static Publication halt(AgentRuntime runtime, List<AgentRef<Message>> members) {
    // region broadcast
    var alerts = Broadcast.start(runtime, members, new BroadcastStrategy.All());
    Publication halt = alerts.publish(new Halt("AAPL"));
    // endregion
    return halt;
  }
}
