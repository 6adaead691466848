package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A program on the event bus of Vert.x, with as many event loops as processors. */
@State(Scope.Benchmark)
public abstract class InVertx {
  private static final long SECONDS = 30;

  final Completion finish = new Completion();
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors()));
  final EventBus bus = vertx.eventBus();

  /** Ends it. */
  @TearDown
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }
}
