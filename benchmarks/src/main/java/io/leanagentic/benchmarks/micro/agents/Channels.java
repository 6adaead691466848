package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.Channel;
import io.leanagentic.benchmarks.harness.Transfer;

/** A channel. */
public class Channels extends InRuntime {
  private final Channel<Integer> channel = runtime.channel(Transfer.CAPACITY);
  private final Transfer transfer =
      new Transfer(
          element -> channel.send(element, LONG), () -> channel.receive(LONG).orElseThrow());

  /** Puts one element in and takes it out again. */
  public int sendAndReceive(Integer element) {
    if (!channel.trySend(element)) {
      throw new IllegalStateException("no room in an empty channel");
    }
    return channel.tryReceive().orElseThrow();
  }

  /** One thread sends, another receives; returns the sum of what was received. */
  public long transfer(int elements) {
    return transfer.run(elements);
  }
}
