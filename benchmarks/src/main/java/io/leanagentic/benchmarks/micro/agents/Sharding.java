package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.benchmarks.harness.Keys;
import io.leanagentic.benchmarks.harness.Sum;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A producer, and a group of shards that count. */
public class Sharding extends InRuntime {
  private static final int SHARDS = 8;

  private final Sum sum = new Sum(SHARDS, finish);
  private final ShardGroup<String, Item> group =
      ShardGroup.start(runtime, "group", names(SHARDS), shard -> new Shard(sum));
  private final AgentRef<Produce> producer = runtime.spawn(() -> new Producer(group));

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "shard-" + i).toList();
  }

  /** An agent sends {@code items}; returns how many were counted. */
  public long signal(int items) {
    producer.signal(new Produce(items));
    return finish.expect(items);
  }

  enum Item {
    ITEM,
    DONE
  }

  record Produce(int items) {}

  private static final class Shard implements Behavior<Item> {
    private final Sum sum;
    private long items;

    Shard(Sum sum) {
      this.sum = sum;
    }

    @Override
    public void receive(AgentContext<Item> context, Item item) {
      switch (item) {
        case ITEM -> items++;
        case DONE -> {
          sum.add(items);
          items = 0;
        }
      }
    }
  }

  private static final class Producer implements Behavior<Produce> {
    private final ShardGroup<String, Item> group;
    private final Keys keys = new Keys();
    private final Map<String, String> keyOfShard = new HashMap<>();

    Producer(ShardGroup<String, Item> group) {
      this.group = group;
      while (keyOfShard.size() < SHARDS) {
        String key = keys.next();
        keyOfShard.putIfAbsent(group.map().shard(key), key);
      }
    }

    @Override
    public void receive(AgentContext<Produce> context, Produce produce) {
      int left = produce.items();
      for (int i = 0; i < PORTION && left > 0; i++) {
        left--;
        Delivery delivery = group.signal(keys.next(), Item.ITEM);
        if (delivery == Delivery.DEFERRED) {
          break; // this agent parks after this message
        }
        check(delivery);
      }
      if (left > 0) {
        check(context.self().signal(new Produce(left)));
      } else {
        keyOfShard.values().forEach(key -> check(group.signal(key, Item.DONE)));
      }
    }
  }

  /** The table alone. */
  @State(Scope.Thread)
  public static class Lookup {
    private final ShardMap map = ShardMap.of(names(100));
    private final Keys keys = new Keys();

    /** The shard of the next key. */
    public String shard() {
      return map.shard(keys.next());
    }
  }
}
