package io.leanagentic.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.RuntimeCore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts runtimes for a test. After the test each is brought to rest and closed, its books must
 * balance before and after, and nothing may have failed in the runtime itself.
 *
 * <pre>{@code @RegisterExtension final Runtimes runtimes = new Runtimes();}</pre>
 */
@Val
public final class Runtimes implements AfterEachCallback {
  private final CopyOnWriteArrayList<AgentRuntime> started = new CopyOnWriteArrayList<>();

  /** Two workers, the default sizes, every signal counted. */
  public static RuntimeConfig config() {
    return RuntimeConfig.defaults()
        .withWorkers(2)
        .withAccounting(true)
        .withStuckAfter(Duration.ofSeconds(20))
        .withShutdownDeadline(Duration.ofSeconds(20));
  }

  /**
   * Everything as small as it can be, so that every queue overflows and every budget runs out: run
   * queues of 4, a budget of 2 messages, mailboxes of 1, bursts of 8.
   */
  public static RuntimeConfig tiny(int workers) {
    var config = config();
    return config
        .withWorkers(workers)
        .withRingSize(4)
        .withBudget(2, Duration.ofMillis(1))
        .withAgents(config.agents().withCapacity(1).withBurst(8));
  }

  /** Starts {@link #config()}. */
  public AgentRuntime start() {
    return start(config());
  }

  /** Starts a runtime; the books are checked only if {@code config} asks for accounting. */
  public AgentRuntime start(RuntimeConfig config) {
    var core = RuntimeCore.start(config);
    started.add(core);
    return core;
  }

  /** Starts a runtime that is run by {@code steps} in the calling thread, with its clock. */
  public AgentRuntime start(Steps steps) {
    return start(steps, config());
  }

  /** As {@link #start(Steps)} with more to it. */
  public AgentRuntime start(Steps steps, RuntimeConfig config) {
    return start(
        config.withSeams(
            config.seams().withSeed(steps.seed()).withClock(steps.clock()).withStepper(steps)));
  }

  /** Waits until no agent runs or is about to; for runtimes with workers. */
  public static void awaitQuiet(AgentRuntime runtime) {
    var core = (RuntimeCore) runtime;
    Until.isTrue(
        "the runtime comes to rest",
        () -> {
          // Quiet twice with no turn in between: a message may pass from one look's past to its
          // future.
          if (!core.isQuiet()) {
            return false;
          }
          long turns = core.metrics().turns();
          long handled = core.metrics().handled();
          LockSupport.parkNanos(1_000);
          return core.isQuiet()
              && core.metrics().turns() == turns
              && core.metrics().handled() == handled;
        });
  }

  /** The books of a runtime at rest must balance. */
  public static void checkBooks(AgentRuntime runtime) {
    var core = (RuntimeCore) runtime;
    // A loop agent may be on its way from its rest to its mailbox, a restart may be due: give them
    // a moment.
    var last = core.books();
    for (int i = 0; i < 20_000 && !last.balance(); i++) {
      LockSupport.parkNanos(100_000);
      last = core.books();
    }
    var books = last;
    assertTrue(books.balance(), () -> "signals == handled + waiting + deadLetters, but " + books);
  }

  /** Closes {@code runtime} now and checks what {@link Runtimes} would check after the test. */
  public void finish(AgentRuntime runtime) {
    var core = (RuntimeCore) runtime;
    started.remove(core);
    if (core.config().seams().stepper().isEmpty() && !core.intakeClosed()) {
      awaitQuiet(core); // a closed one has no workers left to be quiet
    }
    boolean counted = core.config().accounting();
    if (counted) {
      checkBooks(core);
    }
    var report = core.shutdown(core.config().shutdownDeadline());
    assertEquals(List.of(), report.left(), "agents that did not end");
    if (counted) {
      checkBooks(core);
      assertEquals(0, core.books().waiting(), "messages waiting after the end");
    }
    assertEquals(0, core.defects(), "failures of the runtime itself; they are in the log");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean failed = context.getExecutionException().isPresent();
    for (var runtime : List.copyOf(started)) {
      if (failed) {
        runtime.abort(); // it may never come to rest, and there is a failure to show already
      } else {
        finish(runtime);
      }
    }
    started.clear();
  }
}
