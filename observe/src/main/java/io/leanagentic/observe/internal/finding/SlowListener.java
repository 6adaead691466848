package io.leanagentic.observe.internal.finding;

import io.leanagentic.extension.ListenerView;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A listener of events takes long: most events come in the thread where they happened, so agents
 * wait for it. Listeners that came or went since the look before are compared in the next.
 */
final class SlowListener implements Rule {
  private static final double SHARE = 0.1;
  private static final long SLOW = Duration.ofMillis(1).toNanos();

  private List<ListenerView> before = List.of();
  private long lookedAt;

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    List<ListenerView> now = look.listeners();
    boolean same =
        now.stream()
            .map(ListenerView::type)
            .toList()
            .equals(before.stream().map(ListenerView::type).toList());
    long elapsed = look.nanos() - lookedAt;
    for (int i = 0; same && i < now.size(); i++) {
      judge(before.get(i), now.get(i), elapsed, found);
    }
    before = now;
    lookedAt = look.nanos();
  }

  private static void judge(
      ListenerView before, ListenerView now, long elapsed, Consumer<Verdict> found) {
    long over = now.returned() - before.returned();
    long open = now.calls() - now.returned();
    long nanos = now.time().minus(before.time()).toNanos();
    if (over > 0 && nanos >= SLOW * over && nanos >= SHARE * elapsed) {
      found.accept(
          verdict(
              "A listener of class "
                  + Words.type(now.type())
                  + " takes "
                  + Words.time((double) nanos / over)
                  + " for each event.",
              "It was called "
                  + Words.count(over, "time", "times")
                  + " in "
                  + Words.time(elapsed)
                  + ", which is "
                  + Words.percent((double) nanos / elapsed)
                  + " of a thread.",
              elapsed));
    } else if (over == 0 && open > 0 && before.calls() > before.returned()) {
      found.accept(
          verdict(
              "A listener of class "
                  + Words.type(now.type())
                  + " has not returned for "
                  + Words.time(elapsed)
                  + ".",
              Words.count(open, "thread is", "threads are") + " inside it.",
              elapsed));
    }
  }

  private static Verdict verdict(String what, String evidence, long elapsed) {
    return Verdict.of(
        "slow-listener",
        what,
        List.of(evidence),
        "Most events come in the thread where they happened, often that of a worker. Let it only"
            + " count, or put the event into a queue that a thread of yours empties.",
        elapsed);
  }
}
