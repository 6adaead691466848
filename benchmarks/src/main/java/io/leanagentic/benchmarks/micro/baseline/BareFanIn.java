package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.benchmarks.micro.agents.FanIn;
import java.util.ArrayList;
import java.util.List;

/** Many producers and one consumer; an actor starts them all. */
public class BareFanIn extends InBare {
  private final BareActor<BareProducer.Produce> starter;

  /** Makes them. */
  public BareFanIn() {
    var counter = new BareActor<>(workers, new BareCounter(FanIn.PRODUCERS, finish));
    List<BareActor<BareProducer.Command>> producers = new ArrayList<>();
    for (int i = 0; i < FanIn.PRODUCERS; i++) {
      producers.add(new BareProducer(workers, counter).self());
    }
    starter =
        new BareActor<>(workers, produce -> producers.forEach(producer -> producer.tell(produce)));
  }

  /** Each producer sends {@code items}; returns how many were counted. */
  public long produce(int items) {
    starter.tell(new BareProducer.Produce(items));
    return finish.expect((long) FanIn.PRODUCERS * items);
  }
}
