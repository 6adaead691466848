package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A question carries a future, which the asker waits for with a timeout. */
@State(Scope.Benchmark)
public class VirtualAsking {
  private static final long SECONDS = 30;

  private final BlockingQueue<CompletableFuture<Integer>> oracle = new LinkedTransferQueue<>();
  private final BlockingQueue<Integer> asker = new LinkedTransferQueue<>();
  private final Completion finish = new Completion();

  /** Starts them; they end with the process. */
  public VirtualAsking() {
    VirtualThreads.loop(
        oracle,
        question -> {
          question.complete(1);
          return true;
        });
    VirtualThreads.loop(
        asker,
        questions -> {
          long sum = 0;
          for (int i = 0; i < questions; i++) {
            sum += fromThread();
          }
          finish.with(sum);
          return true;
        });
  }

  /** A virtual thread asks {@code questions}; returns the sum of the answers. */
  public long fromVirtualThread(int questions) throws InterruptedException {
    asker.put(questions);
    return finish.expect(questions);
  }

  /** The calling thread asks once. */
  public int fromThread() throws InterruptedException {
    var question = new CompletableFuture<Integer>();
    oracle.put(question);
    try {
      return question.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no answer", e);
    }
  }
}
