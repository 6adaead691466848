package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.rival.InPekko;
import io.leanagentic.benchmarks.savina.Problem;
import io.leanagentic.benchmarks.savina.Stage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system, with the settings of {@link InPekko}; its guardian runs the programs. */
public final class PekkoStage implements Stage {
  private static final long SECONDS = 30;

  private final ActorSystem<Command> system;

  /** Starts one. */
  public PekkoStage() {
    int threads = Runtime.getRuntime().availableProcessors();
    system = ActorSystem.create(guardian(), "savina", InPekko.config(threads));
  }

  @Override
  public void run(Problem problem, long expected) {
    var result = new Completion();
    var end = new Completion();
    system.tell(new Run(problem, result, end));
    result.expect(expected);
    system.tell(Clear.CLEAR);
    end.expect(0);
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the actor system does not end", e);
    }
  }

  private sealed interface Command {}

  private record Run(Problem problem, Completion result, Completion end) implements Command {}

  private enum Clear implements Command {
    CLEAR
  }

  private record Cleared(Completion end) implements Command {}

  private enum Nothing {}

  private static Behavior<Command> guardian() {
    return Behaviors.setup(context -> Behaviors.receiveMessage(command -> obey(context, command)));
  }

  private static Behavior<Command> obey(ActorContext<Command> context, Command command) {
    switch (command) {
      case Run(var problem, var result, var end) -> {
        ActorRef<Nothing> root =
            context.spawnAnonymous(
                Behaviors.setup(self -> {
                  Programs.begin(self, problem, result);
                  return Behaviors.empty();
                }));
        context.watchWith(root, new Cleared(end));
      }
      case Clear _ -> context.getChildren().forEach(context::stop);
      case Cleared(var end) -> end.with(0);
    }
    return Behaviors.same();
  }
}
