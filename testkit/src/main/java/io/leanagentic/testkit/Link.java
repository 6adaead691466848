package io.leanagentic.testkit;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.CapUnchecked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A way to an agent that treats messages as a network does: loses them, or lets them come late,
 * twice, or behind the next. In one process nothing of that happens, so a test says where it may:
 * it gives away the address of the link instead of that of the agent behind it.
 *
 * <pre>{@code
 * Link<Query> network = runtime.link(server).atRandom(0.1, Fate.lost());
 * var client = runtime.spawn("client", () -> new Client(network.ref()));
 * }</pre>
 *
 * <p>A question passes it like any message, and its answer does not pass it. To stop or watch the
 * link is not to stop or watch the agent behind it.
 *
 * @param <M> the messages of the agent behind it
 */
@CapUnchecked("what comes twice is immutable, says Fate.doubled; the rest is passed on")
public final class Link<M> {
  private static final Duration OVERTAKING = Duration.ofSeconds(1);

  private final SimulatedRuntime simulation;
  private final AgentRuntime runtime;
  private final AgentRef<M> to;
  private final AgentRef<M> ref;
  private final List<Chance> chances = new ArrayList<>();
  private @Nullable Script<? super M> script;

  private final List<Held<M>> overtaken = new ArrayList<>();
  private long number;

  private record Chance(double share, Fate fate) {}

  /** A message that waits for the next one to pass; compared by identity. */
  private static final class Held<M> {
    final M message;

    Held(M message) {
      this.message = message;
    }
  }

  /**
   * Decides what becomes of each message.
   *
   * @param <M> the messages
   */
  @FunctionalInterface
  public interface Script<M> {
    /**
     * What becomes of {@code message}.
     *
     * @param number counts all messages that came to the link, from 1
     */
    Fate fate(long number, M message);
  }

  Link(SimulatedRuntime simulation, String name, AgentRef<M> to) {
    this.simulation = simulation;
    this.runtime = simulation.agents();
    this.to = to;
    this.ref =
        runtime.spawn(
            name, AgentConfig.DEFAULT.withOpenWaits(1 << 24), (context, m) -> receive(context, m));
  }

  /** The address to give away. */
  public AgentRef<M> ref() {
    return ref;
  }

  /**
   * Lets {@code share} of the messages have that fate, drawn from the seed and the number of each:
   * one message has the same fate in whatever order agents run. Further calls add more; the first
   * that applies to a message decides.
   *
   * @param share from 0 to 1
   */
  public Link<M> atRandom(double share, Fate fate) {
    SimulatedRuntime.checkShare(share);
    chances.add(new Chance(share, Objects.requireNonNull(fate, "fate")));
    return this;
  }

  /** Asks {@code script} first; what that lets pass is left to chance. */
  public Link<M> script(Script<? super M> script) {
    this.script = Objects.requireNonNull(script, "script");
    return this;
  }

  /** All messages pass from now on; those that are late stay so. */
  public void heal() {
    script = null;
    chances.clear();
  }

  private void receive(AgentContext<M> context, M message) {
    var random = simulation.random(ref, ++number);
    Fate fate = fate(message, random);
    switch (fate.kind) {
      case LOST -> {}
      case PASSED -> pass(message);
      case DOUBLED -> {
        to.signal(message);
        pass(message);
      }
      case LATE -> later(context, fate.delay(random), () -> to.signal(message));
      case OVERTAKEN -> {
        var held = new Held<>(message);
        overtaken.add(held);
        later(context, OVERTAKING, () -> release(held));
      }
    }
  }

  private Fate fate(M message, SplittableRandom random) {
    Fate fate = byScript(message);
    for (int i = 0; fate.kind == Fate.Kind.PASSED && i < chances.size(); i++) {
      Chance chance = chances.get(i);
      if (random.nextDouble() < chance.share) {
        fate = chance.fate;
      }
    }
    return fate;
  }

  private Fate byScript(M message) {
    Script<? super M> asked = script;
    if (asked == null) {
      return Fate.passed();
    }
    try {
      return Objects.requireNonNull(asked.fate(number, message), "fate");
    } catch (Throwable t) {
      simulation.broken("script of " + ref.path(), t);
      return Fate.lost();
    }
  }

  private void pass(M message) {
    to.signal(message);
    for (Held<M> held : List.copyOf(overtaken)) {
      release(held);
    }
  }

  private void release(Held<M> held) {
    if (overtaken.remove(held)) {
      to.signal(held.message);
    }
  }

  /** Also if the sender gives up meanwhile: what is on its way comes. */
  private void later(AgentContext<M> context, Duration delay, Runnable then) {
    context.detached(() -> context.onAnswer(runtime.after(delay), _ -> then.run()));
  }

  @Override
  public String toString() {
    return ref.path() + " to " + to.path();
  }
}
