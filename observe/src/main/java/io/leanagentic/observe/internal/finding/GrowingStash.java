package io.leanagentic.observe.internal.finding;

import io.leanagentic.extension.AgentView;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.function.Consumer;

/** An agent puts aside more and more messages, or as many as it may. */
final class GrowingStash implements Rule {
  private static final int STEPS = 2;
  private static final int MANY = 100;

  private final Growth growth = new Growth();

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    growth.begin();
    for (AgentView view : look.agents()) {
      int limit = view.config().stash();
      if (view.stashed() == 0) {
        continue;
      }
      Growth.Run run = growth.note(view.agent(), view.stashed(), look.nanos());
      boolean full = view.stashed() >= limit && look.nanos() > run.sinceNanos();
      if (full || (run.steps() >= STEPS && view.stashed() >= Math.min(MANY, limit / 2))) {
        long lasted = look.nanos() - run.sinceNanos();
        String name = Words.path(view.agent());
        found.accept(
            Verdict.on(
                view.agent(),
                "growing-stash",
                name
                    + " has put aside "
                    + Words.count(view.stashed(), "message", "messages")
                    + (full ? ", as many as it may." : ", and brings none back."),
                List.of(
                    "There were "
                        + Words.count(run.first(), "message", "messages")
                        + " "
                        + Words.time(lasted)
                        + " ago; it may stash "
                        + Words.number(limit)
                        + ", and what comes then is lost."),
                "Call unstash() (or resume) when what it waits for has come, and give that wait a"
                    + " time: a receiveTimeout or a timer.",
                lasted));
      }
    }
  }
}
