package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Tag;
import io.leanagentic.extension.Inspection;
import io.leanagentic.spi.Clock;
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

  private final Clock clock;
  private final Inspection inspection;
  private final Streaks<Letter> letters = new Streaks<>();
  private final Streaks<AgentRef<?>> refused = new Streaks<>();
  private final Streaks<AgentRef<?>> failed = new Streaks<>();
  private final Streaks<AgentRef<?>> restarted = new Streaks<>();
  private final Streaks<AgentRef<?>> stuck = new Streaks<>();

  /** Begins to count; to be subscribed to {@code runtime}. */
  public Happenings(AgentRuntime runtime) {
    clock = runtime.config().seams().clock();
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
        letters.add(new Letter(typeOf(message), recipient, sender, reason), now(), null);
      }
      case RuntimeEvent.Rejected(var recipient, var message) ->
          refused.add(recipient, now(), typeOf(message));
      case RuntimeEvent.Failed(var agent, var cause, var _) -> failed.add(agent, now(), cause);
      case RuntimeEvent.Restarted(var agent, var _) -> restarted.add(agent, now(), null);
      case RuntimeEvent.Stuck held -> stuck.add(held.agent(), now(), held);
      default -> {}
    }
  }

  @CapUnchecked("the class of a message is immutable, and says nothing about it")
  private static Class<?> typeOf(@Tag Object message) {
    return message.getClass();
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
}
