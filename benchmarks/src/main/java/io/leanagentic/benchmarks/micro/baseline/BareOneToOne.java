package io.leanagentic.benchmarks.micro.baseline;

/** A producer and a consumer. */
public class BareOneToOne extends InBare {
  private final BareActor<BareCounter.Item> counter =
      new BareActor<>(workers, new BareCounter(1, finish));
  private final BareActor<BareProducer.Command> producer =
      new BareProducer(workers, counter).self();

  /** An actor sends {@code items}; returns how many were counted. */
  public long tell(int items) {
    producer.tell(new BareProducer.Produce(items));
    return finish.expect(items);
  }

  /** The calling thread sends {@code items}. */
  public long tellFromThread(int items) {
    for (int i = 0; i < items; i++) {
      counter.tell(BareCounter.Item.ITEM);
    }
    counter.tell(BareCounter.Item.DONE);
    return finish.expect(items);
  }
}
