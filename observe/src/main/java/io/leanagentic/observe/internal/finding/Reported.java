package io.leanagentic.observe.internal.finding;

import io.leanagentic.RuntimeEvent.Trouble;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Streak;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What libraries above the runtime have noticed. */
final class Reported implements Rule {

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    for (Streak streak : look.happenings().troubles().live(look.nanos()).values()) {
      if (streak.example() instanceof Trouble last) {
        found.accept(verdict(last, streak.count(), look.nanos() - streak.begunNanos()));
      }
    }
  }

  private static Verdict verdict(Trouble last, long count, long lasted) {
    var evidence = new ArrayList<>(List.of(Words.brief(last.evidence())));
    if (count > 1) {
      evidence.add(
          "It was the last of " + Words.number(count) + " times in " + Words.time(lasted) + ".");
    }
    String what = Words.brief(last.what());
    return last.agent()
        .map(agent -> Verdict.on(agent, last.kind(), what, evidence, last.cure(), lasted))
        .orElseGet(() -> Verdict.of(last.kind(), what, evidence, last.cure(), lasted));
  }
}
