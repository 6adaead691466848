package io.leanagentic.observe.internal.finding;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runtime itself has failed, mostly for lack of heap or stack. */
final class Defects implements Rule {

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    in(look.metrics()).ifPresent(found);
  }

  static Optional<Verdict> in(RuntimeMetrics metrics) {
    return metrics.defects() == 0
        ? Optional.empty()
        : Optional.of(
            Verdict.of(
                "defect",
                "The runtime itself has failed "
                    + Words.count(metrics.defects(), "time", "times")
                    + " since it began, and went on.",
                List.of("The log has a line for each, under the name io.leanagentic."),
                "If heap or stack ran out, give it more, or hold less. Otherwise it is a defect of"
                    + " this library: please report the stack trace.",
                metrics.uptime().toNanos()));
  }
}
