package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.extension.Inspection.Wait;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Streak;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox stays full: agents are parked before it, or threads are refused. An agent that is
 * itself parked is not to blame.
 */
final class FullMailbox implements Rule {
  private static final long PATIENCE = Duration.ofMillis(1_900).toNanos();
  private static final int MOST_REFUSED = 100;
  private static final double BUSY = 0.7;

  private final Spells<AgentRef<?>> full = new Spells<>();

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    full.begin();
    Map<AgentRef<?>, List<AgentRef<?>>> parked = look.waiters(Activity.PARKED);
    Map<AgentRef<?>, Streak> refused = look.happenings().refused().live(look.nanos());
    Set<AgentRef<?>> suspects = new LinkedHashSet<>(parked.keySet());
    refused.forEach((agent, streak) -> {
      if (streak.count() >= MOST_REFUSED) {
        suspects.add(agent);
      }
    });
    for (AgentRef<?> agent : suspects) {
      AgentView view = look.view(agent);
      if (view == null
          || view.activity() == Activity.PARKED
          || view.profile().depth() < view.config().mailbox().lowWater()) {
        continue;
      }
      long lasted = full.lasted(agent, look.nanos());
      if (lasted >= PATIENCE) {
        List<AgentRef<?>> held = heldUp(agent, parked);
        Streak refusals = refused.get(agent);
        found.accept(
            Verdict.on(
                agent,
                "full-mailbox",
                what(agent, held, refusals, lasted),
                evidence(view, held, look),
                cure(view, look),
                lasted));
      }
    }
  }

  /** All that wait for room of {@code agent}, or of one that does. */
  private static List<AgentRef<?>> heldUp(
      AgentRef<?> agent, Map<AgentRef<?>, List<AgentRef<?>>> parked) {
    var all = new LinkedHashSet<AgentRef<?>>();
    var open = new ArrayList<AgentRef<?>>(List.of(agent));
    while (!open.isEmpty()) {
      for (AgentRef<?> waiter : parked.getOrDefault(open.removeLast(), List.of())) {
        if (waiter != agent && all.add(waiter)) {
          open.add(waiter);
        }
      }
    }
    return List.copyOf(all);
  }

  private static String what(
      AgentRef<?> agent, List<AgentRef<?>> held, @Nullable Streak refusals, long lasted) {
    String whom =
        held.isEmpty()
            ? "refuses signals"
            : "holds up " + Words.count(held.size(), "sender", "senders");
    String many =
        refusals == null
            ? ""
            : ", " + Words.count(refusals.count(), "signal", "signals") + " refused";
    return Words.path(agent)
        + " "
        + whom
        + ": its mailbox has been full for "
        + Words.time(lasted)
        + many
        + ".";
  }

  private static List<String> evidence(AgentView view, List<AgentRef<?>> held, Look look) {
    var evidence = new ArrayList<String>();
    var profile = view.profile();
    evidence.add(
        Words.count(profile.depth(), "message waits", "messages wait")
            + "; there is room for "
            + Words.number(view.config().mailbox().capacity())
            + ".");
    if (!held.isEmpty()) {
      evidence.add("Parked: " + Words.paths(held) + ".");
    }
    if (profile.meanNanos() > 0) {
      evidence.add(
          "A message takes it "
              + Words.time(profile.meanNanos())
              + "; it is at work "
              + Words.percent(Words.busy(view))
              + " of the time.");
    }
    Wait wait = look.waits().get(view.agent());
    if (wait != null) {
      evidence.add("It handles nothing while it awaits " + wait.what() + ".");
    }
    return evidence;
  }

  private static String cure(AgentView view, Look look) {
    if (view.activity() == Activity.AWAITING) {
      return "Let it go on while it waits: onAnswer instead of await. Or have that answer sooner.";
    }
    boolean held =
        look.workers().stream()
            .anyMatch(worker -> worker.replaced() && worker.running() == view.agent());
    if (held) {
      return "See what holds its worker: one message does.";
    }
    if (view.activity() == Activity.RESTARTING) {
      return "It is waiting for its restart: see why it fails.";
    }
    return Words.busy(view) >= BUSY
        ? "Make its handler cheaper, or spread its keys over several agents: a ShardGroup."
        : "Its senders are faster than it is. Send less, or in larger pieces; a larger mailbox only"
            + " helps against bursts.";
  }
}
