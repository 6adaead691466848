package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.agents.Ring;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Virtual threads, each with a queue, that pass one token on. */
@State(Scope.Benchmark)
public class VirtualRing {
  private final BlockingQueue<Pass> head = new LinkedTransferQueue<>();
  private final BlockingQueue<Pass> first;
  private final Completion finish = new Completion();
  private int laps;
  private int done;

  /** Starts them; they end with the process. */
  public VirtualRing() {
    BlockingQueue<Pass> next = head;
    for (int i = 1; i < Ring.SIZE; i++) {
      BlockingQueue<Pass> following = next;
      next = new LinkedTransferQueue<>();
      VirtualThreads.loop(
          next,
          token -> {
            following.put(token);
            return true;
          });
    }
    first = next;
    VirtualThreads.loop(
        head,
        message -> {
          switch (message) {
            case Begin(int toPass) -> {
              laps = toPass;
              done = 0;
              first.put(Token.TOKEN);
            }
            case Token token -> {
              if (++done == laps) {
                finish.with(done);
              } else {
                first.put(token);
              }
            }
          }
          return true;
        });
  }

  /** Passes the token around {@code laps} times; returns how many times it came back. */
  public long pass(int laps) throws InterruptedException {
    head.put(new Begin(laps));
    return finish.expect(laps);
  }

  sealed interface Pass {}

  record Begin(int laps) implements Pass {}

  enum Token implements Pass {
    TOKEN
  }
}
