package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.ShutdownReport;
import java.time.Duration;

/** A service that finishes what it has begun. */
final class Closing {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Closing() {}

  // region clerk
  /** Answers with the text of a model, which takes a while. */
  static final class Clerk implements Behavior<Clerk.Draft> {
    record Draft(Await<String> model, Reply<String> reply) {}

    @Override
    public void receive(AgentContext<Draft> context, Draft draft) {
      context.onAnswer(
          draft.model(),
          draft.reply()::send,
          failure -> draft.reply().send("sorry, " + failure.getMessage()));
    }
  }

  // endregion

  record Outcome(String answer, ShutdownReport report) {}

  /** Closes while an answer of the model is on its way. */
  static Outcome finished() {
    AgentRuntime runtime = AgentRuntime.start();
    // region finish
    AgentRef<Clerk.Draft> clerk = runtime.spawn("clerk", Clerk::new);
    Promise<String> model = runtime.promise(PATIENCE);
    Await<String> answer = clerk.ask(reply -> new Clerk.Draft(model.await(), reply), PATIENCE);
    Thread.ofVirtual().start(() -> model.reply().send("Dear customer, ..."));
    ShutdownReport report = runtime.shutdown(PATIENCE); // waits for the model
    // endregion
    return new Outcome(answer.join(), report);
  }

  /** Closes while the model says nothing. */
  static Outcome cutShort() {
    AgentRuntime runtime = AgentRuntime.start();
    AgentRef<Clerk.Draft> clerk = runtime.spawn("clerk", Clerk::new);
    // region cut
    Promise<String> silent = runtime.promise(PATIENCE);
    Await<String> answer = clerk.ask(reply -> new Clerk.Draft(silent.await(), reply), PATIENCE);
    ShutdownReport report = runtime.shutdown(Duration.ofSeconds(2));
    // report.openWaits() is 1, report.waiting() is [/clerk: a promised answer]
    // endregion
    return new Outcome(answer.join(), report);
  }

  // region service
  /** Runs until the process is told to end, then finishes what was begun. */
  static void serve() throws InterruptedException {
    var config =
        RuntimeConfig.defaults()
            .withCloseOnExit(true) // on SIGTERM, for example
            .withShutdownDeadline(Duration.ofSeconds(25)); // an orchestrator kills after 30 s
    AgentRuntime runtime = AgentRuntime.start(config);
    runtime.spawn("clerk", Clerk::new);
    runtime.awaitTermination(Duration.ofDays(365)); // keeps main, and so the JVM, alive
  }

  // endregion

  /** Serves, and is closed by another thread. */
  static boolean closed() throws InterruptedException {
    // region await
    AgentRuntime runtime = AgentRuntime.start();
    Thread.ofVirtual().start(runtime::close);
    boolean ended = runtime.awaitTermination(PATIENCE); // false if something still runs
    // endregion
    return ended;
  }
}
