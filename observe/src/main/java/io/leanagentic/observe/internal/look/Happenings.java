package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Tag;
import io.leanagentic.extension.Inspection;
import io.leanagentic.observe.EventRow;
import io.leanagentic.spi.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts what happens between looks: a listener, quick and bounded. */
@Shared("all it holds is for many threads")
public final class Happenings implements Consumer<RuntimeEvent> {

  /** What dead letters have in common. */
  public record Letter(
      Class<?> message,
      AgentRef<?> recipient,
      Optional<AgentRef<?>> sender,
      DeadLetter.Reason reason) {}

  /** What troubles have in common. */
  public record Topic(String kind, String about) {}

  private final Clock clock;
  private final Inspection inspection;
  private final Recent recent;
  private final Streaks<Letter> letters = new Streaks<>();
  private final Streaks<AgentRef<?>> refused = new Streaks<>();
  private final Streaks<AgentRef<?>> failed = new Streaks<>();
  private final Streaks<AgentRef<?>> restarted = new Streaks<>();
  private final Streaks<AgentRef<?>> stuck = new Streaks<>();
  private final Streaks<Topic> troubles = new Streaks<>();

  /** Begins to count; to be subscribed to {@code runtime}. */
  public Happenings(AgentRuntime runtime) {
    clock = runtime.config().seams().clock();
    recent = new Recent(clock);
    inspection = Inspection.of(runtime);
  }

  /** The runtime's time, in ns. */
  public long now() {
    return clock.nanoTime();
  }

  @Override
  public void accept(RuntimeEvent event) {
    switch (event) {
      case DeadLetter(var recipient, var message, var reason) -> {
        Optional<AgentRef<?>> sender =
            inspection.bystander().filter(bystander -> bystander != recipient);
        Class<?> type = typeOf(message);
        letters.add(new Letter(type, recipient, sender, reason), now(), null);
        recent.add("dead letter", recipient, () -> Words.type(type) + ", " + reason + from(sender));
      }
      case RuntimeEvent.Rejected(var recipient, var message) ->
          refused.add(recipient, now(), typeOf(message));
      case RuntimeEvent.Failed(var agent, var cause, var directive) -> {
        failed.add(agent, now(), cause);
        recent.add("failed", agent, () -> Failures.text(cause) + ", " + directive);
      }
      case RuntimeEvent.Restarted(var agent, var restarts) -> {
        restarted.add(agent, now(), null);
        recent.add(
            "restarted", agent, () -> Words.count(restarts, "restart", "restarts") + " so far");
      }
      case RuntimeEvent.Stuck held -> {
        stuck.add(held.agent(), now(), held);
        recent.add(
            "stuck", held.agent(), () -> "one message held it for " + Words.time(held.running()));
      }
      case RuntimeEvent.CycleOpened(var cycle, var grown, var capacity) ->
          recent.add(
              "cycle opened",
              grown,
              () -> Words.paths(cycle) + " waited for each other; it has room for " + capacity);
      case RuntimeEvent.Trouble trouble -> {
        troubles.add(new Topic(trouble.kind(), trouble.about()), now(), trouble);
        trouble.agent().ifPresent(agent -> recent.add(trouble.kind(), agent, trouble::what));
      }
      default -> {}
    }
  }

  private static String from(Optional<AgentRef<?>> sender) {
    return sender.map(agent -> ", from " + Words.path(agent)).orElse("");
  }

  /** The class of a message. */
  @CapUnchecked("the class of a message is immutable, and says nothing about it")
  public static Class<?> typeOf(@Tag Object message) {
    return message.getClass();
  }

  /** What happened lately, the newest first. */
  public List<EventRow> recent() {
    return recent.rows();
  }

  /** Dead letters. */
  public Streaks<Letter> letters() {
    return letters;
  }

  /** Refused signals, by recipient; with the class of the last message. */
  public Streaks<AgentRef<?>> refused() {
    return refused;
  }

  /** Failures, with the last cause. */
  public Streaks<AgentRef<?>> failed() {
    return failed;
  }

  /** Restarts. */
  public Streaks<AgentRef<?>> restarted() {
    return restarted;
  }

  /** Agents that held their worker, with the last event. */
  public Streaks<AgentRef<?>> stuck() {
    return stuck;
  }

  /** Troubles of libraries; with the last event. */
  public Streaks<Topic> troubles() {
    return troubles;
  }
}
