package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.benchmarks.harness.Sum;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One tells a thousand. */
public class Spreading extends InRuntime {
  /** How many are told. */
  public static final int MEMBERS = 1000;

  private final Sum sum = new Sum(MEMBERS, finish);

  @Val
  private final List<AgentRef<Item>> members =
      IntStream.range(0, MEMBERS)
          .mapToObj(i -> runtime.<Item>spawn(() -> new Member(sum)))
          .toList();

  private final Broadcast<Item> broadcast =
      Broadcast.start(runtime, new ArrayList<>(members), new BroadcastStrategy.All());
  private final AgentRef<Integer> publisher =
      runtime.spawn((context, rounds) -> {
        for (int i = 1; i <= rounds; i++) {
          check(broadcast.publish(new Item(i == rounds)).delivery());
        }
      });
  private final AgentRef<Integer> looping =
      runtime.spawn((context, rounds) -> {
        for (int i = 1; i <= rounds; i++) {
          var item = new Item(i == rounds);
          for (AgentRef<Item> member : members) {
            check(member.signal(item));
          }
        }
      });

  /** Tells all {@code rounds} times by a broadcast; returns how many messages were handled. */
  public long publish(int rounds) {
    check(publisher.send(rounds, LONG));
    return finish.expect((long) rounds * MEMBERS);
  }

  /** The same by a loop. */
  public long loop(int rounds) {
    Delivery delivery = looping.send(rounds, LONG);
    check(delivery);
    return finish.expect((long) rounds * MEMBERS);
  }

  record Item(boolean last) {}

  private static final class Member implements Behavior<Item> {
    private final Sum sum;
    private long items;

    Member(Sum sum) {
      this.sum = sum;
    }

    @Override
    public void receive(AgentContext<Item> context, Item item) {
      items++;
      if (item.last()) {
        sum.add(items);
        items = 0;
      }
    }
  }
}
