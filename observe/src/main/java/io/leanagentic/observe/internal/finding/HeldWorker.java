package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent.Stuck;
import io.leanagentic.extension.WorkerView;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Streak;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One message holds its worker, and still does: the worker that was replaced still runs it. */
final class HeldWorker implements Rule {
  private static final int FRAMES = 6;

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    Map<AgentRef<?>, Streak> stuck = look.happenings().stuck().live(look.nanos());
    for (WorkerView worker : look.workers()) {
      AgentRef<?> agent = worker.running();
      if (worker.replaced() && agent != null) {
        found.accept(held(agent, stuck.get(agent), look.nanos()));
      }
    }
  }

  private static Verdict held(AgentRef<?> agent, @Nullable Streak streak, long now) {
    Stuck event = streak != null && streak.example() instanceof Stuck last ? last : null;
    long lasted =
        event == null || streak == null ? 0 : now - streak.lastNanos() + event.running().toNanos();
    return Verdict.on(
        agent,
        "held-worker",
        Words.path(agent)
            + " holds its worker with one message"
            + (lasted == 0 ? "." : " for " + Words.time(lasted) + "."),
        event == null ? List.of() : List.of("When it was noticed: " + stack(event) + "."),
        "If it must wait, spawn it with AgentConfig.withBlocking(), write it as a loop agent, or"
            + " begin the work by runtime.call and take the answer by onAnswer. If it computes for"
            + " long, do it in pieces. A new worker has taken over meanwhile.",
        lasted);
  }

  private static String stack(Stuck event) {
    return event.stack().stream()
        .limit(FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }
}
