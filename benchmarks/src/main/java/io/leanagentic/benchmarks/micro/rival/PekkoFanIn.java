package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.micro.agents.FanIn;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Many producers and one consumer; an actor starts them all. */
public class PekkoFanIn extends InPekko {
  private final ActorRef<PekkoProducer.Produce> starter;

  /** Spawns them. */
  public PekkoFanIn() {
    var counter = spawn(PekkoCounter.create(FanIn.PRODUCERS, finish));
    List<ActorRef<PekkoProducer.Command>> producers = new ArrayList<>();
    for (int i = 0; i < FanIn.PRODUCERS; i++) {
      producers.add(spawn(PekkoProducer.create(counter)));
    }
    starter =
        spawn(
            Behaviors.receiveMessage(produce -> {
              producers.forEach(producer -> producer.tell(produce));
              return Behaviors.same();
            }));
  }

  /** Each producer sends {@code items}; returns how many were counted. */
  public long produce(int items) {
    starter.tell(new PekkoProducer.Produce(items));
    return finish.expect((long) FanIn.PRODUCERS * items);
  }
}
