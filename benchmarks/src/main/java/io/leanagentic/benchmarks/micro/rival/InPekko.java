package io.leanagentic.benchmarks.micro.rival;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.leanagentic.benchmarks.harness.Completion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A program with an actor system of its own, as it comes, but for two settings: no log, and as many
 * threads as processors. Pekko's own default is at least 8 threads.
 */
@State(Scope.Benchmark)
public abstract class InPekko {
  static final Duration LONG = Duration.ofSeconds(30);
  static final int PORTION = 1000;
  private static final String DISPATCHER = "pekko.actor.default-dispatcher.fork-join-executor.";

  final ActorSystem<SpawnProtocol.Command> system =
      ActorSystem.create(
          SpawnProtocol.create(), "benchmark", config(Runtime.getRuntime().availableProcessors()));
  final Completion finish = new Completion();

  /** As it comes, but without a log and with so many threads. */
  public static Config config(int threads) {
    return ConfigFactory.parseMap(
            Map.of(
                "pekko.loglevel",
                "OFF",
                "pekko.stdout-loglevel",
                "OFF",
                DISPATCHER + "parallelism-min",
                threads,
                DISPATCHER + "parallelism-factor",
                1.0,
                DISPATCHER + "parallelism-max",
                threads))
        .withFallback(ConfigFactory.load());
  }

  /** Ends the actor system. */
  @TearDown
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  final <M> ActorRef<M> spawn(Behavior<M> behavior) {
    return AskPattern.<SpawnProtocol.Command, ActorRef<M>>ask(
            system,
            replyTo -> new SpawnProtocol.Spawn<>(behavior, "", Props.empty(), replyTo),
            LONG,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }
}
