package io.leanagentic.observe.internal.finding;

import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.function.Consumer;

/** Listeners, loggers or callbacks of awaits throw. */
final class BrokenCallbacks implements Rule {

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    long failures = look.metrics().callbackFailures();
    if (failures > 0) {
      found.accept(
          Verdict.of(
              "broken-callback",
              "Listeners, loggers or callbacks of awaits have thrown "
                  + Words.count(failures, "time", "times")
                  + ".",
              List.of("What they threw was caught, and is in the log."),
              "See the log for the stack trace. A callback that throws has not done its work.",
              look.metrics().uptime().toNanos()));
    }
  }
}
