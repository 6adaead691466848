package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Two virtual threads, each with a queue. */
@State(Scope.Benchmark)
public class VirtualPingPong {
  private final BlockingQueue<Ping> toPonger = new LinkedTransferQueue<>();
  private final BlockingQueue<Stroke> toPinger = new LinkedTransferQueue<>();
  private final Completion finish = new Completion();
  private int rounds;
  private int pongs;

  /** Starts them; they end with the process. */
  public VirtualPingPong() {
    VirtualThreads.loop(
        toPonger,
        ping -> {
          ping.from().put(Pong.PONG);
          return true;
        });
    VirtualThreads.loop(
        toPinger,
        stroke -> {
          switch (stroke) {
            case Serve(int toPlay) -> {
              rounds = toPlay;
              pongs = 0;
              toPonger.put(new Ping(toPinger));
            }
            case Pong _ -> {
              if (++pongs == rounds) {
                finish.with(pongs);
              } else {
                toPonger.put(new Ping(toPinger));
              }
            }
          }
          return true;
        });
  }

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int rounds) throws InterruptedException {
    toPinger.put(new Serve(rounds));
    return finish.expect(rounds);
  }

  record Ping(BlockingQueue<Stroke> from) {}

  sealed interface Stroke {}

  record Serve(int rounds) implements Stroke {}

  enum Pong implements Stroke {
    PONG
  }
}
