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

/** One message holds its worker, and still does: the worker that was replaced still runs it. */
final class HeldWorker implements Rule {
  private final Spells<AgentRef<?>> held = new Spells<>();

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    held.begin();
    Map<AgentRef<?>, Streak> stuck = look.happenings().stuck().live(look.nanos());
    for (WorkerView worker : look.workers()) {
      AgentRef<?> agent = worker.running();
      if (worker.replaced() && agent != null) {
        Streak streak = stuck.get(agent);
        if (streak != null && streak.example() instanceof Stuck event) {
          held.began(agent, streak.lastNanos() - event.running().toNanos());
        }
        found.accept(held(agent, held.lasted(agent, look.nanos()), look));
      }
    }
  }

  private static Verdict held(AgentRef<?> agent, long lasted, Look look) {
    List<StackTraceElement> stack = look.stacks().getOrDefault(agent, List.of());
    return Verdict.on(
        agent,
        "held-worker",
        Words.path(agent)
            + " holds its worker with one message"
            + (lasted == 0 ? "." : " for " + Words.time(lasted) + "."),
        stack.isEmpty() ? List.of() : List.of("It is in " + Words.stack(stack) + "."),
        "If it must wait, spawn it with AgentConfig.withBlocking(), write it as a loop agent, or"
            + " begin the work by runtime.call and take the answer by onAnswer. If it computes for"
            + " long, do it in pieces. A new worker has taken over meanwhile.",
        lasted);
  }
}
