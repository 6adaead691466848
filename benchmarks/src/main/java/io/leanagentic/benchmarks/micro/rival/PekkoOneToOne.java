package io.leanagentic.benchmarks.micro.rival;

import org.apache.pekko.actor.typed.ActorRef;

/** A producer and a consumer. */
public class PekkoOneToOne extends InPekko {
  private final ActorRef<PekkoCounter.Item> counter = spawn(PekkoCounter.create(1, finish));
  private final ActorRef<PekkoProducer.Command> producer = spawn(PekkoProducer.create(counter));

  /** An actor sends {@code items}; returns how many were counted. */
  public long tell(int items) {
    producer.tell(new PekkoProducer.Produce(items));
    return finish.expect(items);
  }

  /** The calling thread sends {@code items}. */
  public long tellFromThread(int items) {
    for (int i = 0; i < items; i++) {
      counter.tell(PekkoCounter.Item.ITEM);
    }
    counter.tell(PekkoCounter.Item.DONE);
    return finish.expect(items);
  }
}
