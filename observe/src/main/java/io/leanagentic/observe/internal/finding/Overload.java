package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.AgentView.Activity;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Agents are ready, and have no turn for long: there is more work than the workers can do. */
final class Overload implements Rule {
  private static final long LONG = Duration.ofSeconds(2).toNanos();

  /** Fewer may have bad luck, on a machine that is short of processors. */
  private static final int MANY = 10;

  /** An agent that handled nothing in between. */
  private record Unserved(AgentRef<?> agent, long handled) {}

  private final Spells<Unserved> ready = new Spells<>();
  private long turns;

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    ready.begin();
    var late = new ArrayList<AgentRef<?>>();
    long longest = 0;
    for (AgentView view : look.agents()) {
      if (view.activity() == Activity.READY) {
        var unserved = new Unserved(view.agent(), view.profile().handled());
        long lasted = ready.lasted(unserved, look.nanos());
        if (lasted >= LONG) {
          late.add(view.agent());
          longest = Math.max(longest, lasted);
        }
      }
    }
    if (late.size() >= MANY) {
      found.accept(verdict(late, longest, look));
    }
    turns = look.metrics().turns();
  }

  private Verdict verdict(List<AgentRef<?>> late, long longest, Look look) {
    var evidence = new ArrayList<String>();
    evidence.add(
        "Since the look before, "
            + Words.count(look.metrics().turns() - turns, "turn", "turns")
            + " of others began.");
    busiest(look).ifPresent(evidence::add);
    return Verdict.of(
        "overload",
        Words.paths(late) + " are ready, and have had no turn for " + Words.time(longest) + ".",
        evidence,
        "There is more work than the workers can do. Make the messages of that class cheaper, or"
            + " take less in: a mailbox with less room makes its senders wait. If processors are"
            + " idle, more workers help (RuntimeConfig.withWorkers).",
        longest);
  }

  private static Optional<String> busiest(Look look) {
    Map<Class<?>, Double> busy = new HashMap<>();
    look.agents().forEach(view -> busy.merge(view.type(), Words.busy(view), Double::sum));
    double all = busy.values().stream().mapToDouble(Double::doubleValue).sum();
    return busy.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(entry ->
            "Agents of class "
                + Words.type(entry.getKey())
                + " take "
                + Words.percent(entry.getValue() / all)
                + " of all time at work.");
  }
}
