package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.observe.internal.look.Failures;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Streak;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An agent fails and restarts, again and again. */
final class RestartLoop implements Rule {
  private static final int LOOP = 3;

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    Map<AgentRef<?>, Streak> failures = look.happenings().failed().live(look.nanos());
    look.happenings()
        .restarted()
        .live(look.nanos())
        .forEach((agent, streak) -> {
          if (streak.count() >= LOOP) {
            found.accept(verdict(agent, streak, failures.get(agent), look.nanos()));
          }
        });
  }

  private static Verdict verdict(
      AgentRef<?> agent, Streak streak, @Nullable Streak failures, long now) {
    long lasted = now - streak.begunNanos();
    Object cause = failures == null ? null : failures.example();
    return Verdict.on(
        agent,
        "restart-loop",
        Words.path(agent)
            + " was restarted "
            + Words.count(streak.count(), "time", "times")
            + " in "
            + Words.time(lasted)
            + ".",
        cause instanceof Throwable failure
            ? List.of("It failed with " + Failures.text(failure) + ".")
            : List.of(),
        "Mend the cause. If it is outside of the agent, let it wait longer between restarts"
            + " (Supervision.withBackoff), and give up after some (withLimit).",
        lasted);
  }
}
