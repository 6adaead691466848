package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.harness.Recorder.Stamp;

/** A thread that sends to a consumer; nothing tells it to slow down. */
public class VertxSending extends InVertx {
  private static final int ITEM = 0;
  private static final int DONE = 1;

  private final Recorder recorder = new Recorder();
  private long items;

  /** Registers the consumers. */
  public VertxSending() {
    bus.<Integer>localConsumer("counter", message -> count(message.body()));
    bus.<Long>localConsumer("receiver", message -> recorder.arrived(new Stamp(message.body())));
  }

  private void count(int item) {
    if (item == ITEM) {
      items++;
    } else {
      finish.with(items);
      items = 0;
    }
  }

  /** The calling thread sends {@code toSend}; returns how many were counted. */
  public long send(int toSend) {
    for (int i = 0; i < toSend; i++) {
      bus.send("counter", ITEM);
    }
    bus.send("counter", DONE);
    return finish.expect(toSend);
  }

  /** A thread sends while the event loops sleep. */
  public long[] whenIdle(int samples) {
    return recorder.afterPauses(samples, stamp -> bus.send("receiver", stamp.sent()));
  }
}
