package io.leanagentic.observe.internal.finding;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.observe.internal.look.Happenings.Letter;
import io.leanagentic.observe.internal.look.Look;
import io.leanagentic.observe.internal.look.Streak;
import io.leanagentic.observe.internal.look.Verdict;
import io.leanagentic.observe.internal.look.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Dead letters, by the class of the message and the reason; who sends most of them, and to whom.
 */
final class LostMessages implements Rule {
  private static final int MANY = 10;

  private record Kind(Class<?> message, Reason reason) {}

  @Override
  public void judge(Look look, Consumer<Verdict> found) {
    var kinds = new LinkedHashMap<Kind, List<Map.Entry<Letter, Streak>>>();
    look.happenings()
        .letters()
        .live(look.nanos())
        .entrySet()
        .forEach(entry ->
            kinds
                .computeIfAbsent(
                    new Kind(entry.getKey().message(), entry.getKey().reason()),
                    kind -> new ArrayList<>())
                .add(entry));
    kinds.forEach((kind, letters) -> {
      long count = letters.stream().mapToLong(entry -> entry.getValue().count()).sum();
      if (count >= MANY) {
        found.accept(verdict(kind, letters, count, look.nanos()));
      }
    });
  }

  private static Verdict verdict(
      Kind kind, List<Map.Entry<Letter, Streak>> letters, long count, long now) {
    long begun =
        letters.stream().mapToLong(entry -> entry.getValue().begunNanos()).min().orElse(now);
    var most =
        letters.stream()
            .max(Comparator.comparingLong(entry -> entry.getValue().count()))
            .orElseThrow();
    AgentRef<?> recipient = most.getKey().recipient();
    String sender =
        most.getKey()
            .sender()
            .map(agent -> "by " + Words.path(agent))
            .orElse("from outside of agents");
    return Verdict.on(
        recipient,
        "dead-letters",
        Words.count(count, "message", "messages")
            + " of class "
            + Words.type(kind.message())
            + " reached nobody in "
            + Words.time(now - begun)
            + ": "
            + why(kind.reason())
            + ".",
        List.of(
            "Most of them, "
                + Words.count(most.getValue().count(), "message", "messages")
                + ", were sent "
                + sender
                + " to "
                + Words.path(recipient)
                + "."),
        cure(kind.reason()),
        now - begun);
  }

  private static String why(Reason reason) {
    return switch (reason) {
      case STOPPED -> "the recipient had ended";
      case ABORTED -> "the recipient was aborted, or failed, with them in its mailbox";
      case DROPPED_OLDEST -> "the mailbox was full and drops its oldest";
      case DROPPED_NEWEST -> "the mailbox, or the stash, was full and drops what comes";
      case GROWTH_CAP -> "a cycle of parked agents could not be opened within the growth cap";
    };
  }

  private static String cure(Reason reason) {
    return switch (reason) {
      case STOPPED ->
          "Let the sender watch the recipient, and forget its address in onTerminated; or let a"
              + " parent restart it.";
      case ABORTED -> "See why the recipient ended. Restart it instead, and it keeps its mailbox.";
      case DROPPED_OLDEST, DROPPED_NEWEST ->
          "If they matter, use OverflowPolicy.REJECT, so that senders wait; or a larger capacity.";
      case GROWTH_CAP ->
          "Give the agents of the cycle larger mailboxes, or RuntimeConfig a larger growthCap.";
    };
  }
}
