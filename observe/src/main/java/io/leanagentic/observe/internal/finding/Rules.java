package io.leanagentic.observe.internal.finding;

import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import java.util.ArrayList;
import java.util.List;

/** All rules, the worst trouble first. */
public final class Rules {
  /** The most findings of one kind: more of them would hide the others. */
  private static final int MOST_OF_A_KIND = 5;

  private final List<Rule> rules;

  private Rules(List<Rule> rules) {
    this.rules = rules;
  }

  /** New ones, which have not seen anything yet. */
  public static Rules all() {
    return new Rules(
        List.of(
            new Defects(),
            new HeldWorker(),
            new Overload(),
            new FullMailbox(),
            new LongWait(),
            new RestartLoop(),
            new LostMessages(),
            new GrowingStash(),
            new TimerStorm(),
            new PingPong(),
            new Reported(),
            new SlowListener(),
            new BrokenCallbacks()));
  }

  /** What is wrong in {@code look}. */
  public List<Verdict> judge(Look look) {
    var all = new ArrayList<Verdict>();
    for (Rule rule : rules) {
      var some = new ArrayList<Verdict>();
      rule.judge(look, some::add);
      some.sort((one, other) -> other.finding().since().compareTo(one.finding().since()));
      all.addAll(some.subList(0, Math.min(some.size(), MOST_OF_A_KIND)));
    }
    return List.copyOf(all);
  }
}
