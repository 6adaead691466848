package io.leanagentic.observe.internal.finding;

import io.leanagentic.extension.AgentView;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.function.Consumer;

/** An agent begins more timers than end. */
final class TimerStorm implements Rule {
  private static final int STEPS = 2;
  private static final int MANY = 1_000;

  private final Growth growth = new Growth();

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    growth.begin();
    for (AgentView view : look.agents()) {
      if (view.timers() < MANY) {
        continue;
      }
      Growth.Run run = growth.note(view.agent(), view.timers(), look.nanos());
      if (run.steps() >= STEPS) {
        long lasted = look.nanos() - run.sinceNanos();
        found.accept(
            Verdict.on(
                view.agent(),
                "timer-storm",
                Words.path(view.agent())
                    + " has "
                    + Words.count(view.timers(), "timer", "timers")
                    + ", and begins more than end.",
                List.of(
                    "There were "
                        + Words.count(run.first(), "timer", "timers")
                        + " "
                        + Words.time(lasted)
                        + " ago."),
                "Give timers of one purpose one key: a timer replaces the one under its key. Or"
                    + " let one periodic timer look after all that is due.",
                lasted));
      }
    }
  }
}
