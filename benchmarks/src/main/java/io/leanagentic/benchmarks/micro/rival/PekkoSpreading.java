package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Sum;
import io.leanagentic.benchmarks.micro.agents.Spreading;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** One tells a thousand. */
public class PekkoSpreading extends InPekko {
  private final Sum sum = new Sum(Spreading.MEMBERS, finish);
  private final List<ActorRef<Item>> members =
      IntStream.range(0, Spreading.MEMBERS).mapToObj(i -> spawn(member(sum))).toList();
  private final ActorRef<Topic.Command<Item>> topic = spawn(Topic.create(Item.class, "items"));
  private final ActorRef<Integer> publisher =
      spawn(
          Behaviors.receiveMessage(rounds -> {
            for (int i = 1; i <= rounds; i++) {
              topic.tell(Topic.publish(new Item(i == rounds)));
            }
            return Behaviors.same();
          }));
  private final ActorRef<Integer> looping =
      spawn(
          Behaviors.receiveMessage(rounds -> {
            for (int i = 1; i <= rounds; i++) {
              var item = new Item(i == rounds);
              for (ActorRef<Item> member : members) {
                member.tell(item);
              }
            }
            return Behaviors.same();
          }));

  /** All subscribe, before anything is published. */
  public PekkoSpreading() {
    for (ActorRef<Item> member : members) {
      topic.tell(Topic.subscribe(member));
    }
  }

  /** Tells all {@code rounds} times by a topic; returns how many messages were handled. */
  public long publish(int rounds) {
    publisher.tell(rounds);
    return finish.expect((long) rounds * Spreading.MEMBERS);
  }

  /** The same by a loop. */
  public long loop(int rounds) {
    looping.tell(rounds);
    return finish.expect((long) rounds * Spreading.MEMBERS);
  }

  private static Behavior<Item> member(Sum sum) {
    return Behaviors.setup(context -> {
      var items = new long[1];
      return Behaviors.receiveMessage(item -> {
        items[0]++;
        if (item.last()) {
          sum.add(items[0]);
          items[0] = 0;
        }
        return Behaviors.same();
      });
    });
  }

  record Item(boolean last) {}
}
