package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Keys;
import io.leanagentic.benchmarks.harness.Sum;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Routers;
import org.apache.pekko.routing.ConsistentHash;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A producer, and a pool router with consistent hashing. */
public class PekkoSharding extends InPekko {
  private static final int SHARDS = 8;

  /** As in Pekko's own documents. */
  private static final int VIRTUAL_NODES = 10;

  private final Sum sum = new Sum(SHARDS, finish);
  private final ActorRef<Item> router =
      spawn(
          Routers.pool(SHARDS, shard(sum))
              .withConsistentHashingRouting(VIRTUAL_NODES, Item::key)
              .withBroadcastPredicate(item -> item == Item.DONE));
  private final ActorRef<Integer> producer =
      spawn(Behaviors.setup(context -> new Producer(context.getSelf(), router).behavior()));

  /** An actor sends {@code items}; returns how many were counted. */
  public long tell(int items) {
    producer.tell(items);
    return finish.expect(items);
  }

  private static Behavior<Item> shard(Sum sum) {
    return Behaviors.setup(context -> {
      var count = new long[1];
      return Behaviors.receiveMessage(item -> {
        if (item == Item.DONE) {
          sum.add(count[0]);
          count[0] = 0;
        } else {
          count[0]++;
        }
        return Behaviors.same();
      });
    });
  }

  record Item(String key) {
    static final Item DONE = new Item("done");
  }

  private static final class Producer {
    private final ActorRef<Integer> self;
    private final ActorRef<Item> router;
    private final Keys keys = new Keys();

    Producer(ActorRef<Integer> self, ActorRef<Item> router) {
      this.self = self;
      this.router = router;
    }

    Behavior<Integer> behavior() {
      return Behaviors.receiveMessage(items -> {
        int left = items;
        for (int i = 0; i < PORTION && left > 0; i++) {
          left--;
          router.tell(new Item(keys.next()));
        }
        if (left > 0) {
          self.tell(left);
        } else {
          router.tell(Item.DONE);
        }
        return Behaviors.same();
      });
    }
  }

  /** The ring alone. */
  @State(Scope.Thread)
  public static class Lookup {
    private final ConsistentHash<String> ring =
        ConsistentHash.create(
            IntStream.range(0, 100).mapToObj(i -> "shard-" + i).toList(), VIRTUAL_NODES);
    private final Keys keys = new Keys();

    /** The node of the next key. */
    public String node() {
      return ring.nodeFor(keys.next());
    }
  }
}
