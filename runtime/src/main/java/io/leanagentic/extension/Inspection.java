package io.leanagentic.extension;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics.Percentiles;
import io.leanagentic.Subscription;
import io.leanagentic.capability.Shared;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A look at all of a runtime from outside, for consoles and monitors. It stops nothing, and costs
 * nothing while nobody looks. Any thread may call any method.
 */
@Shared("it only reads, in ways that any thread may")
public interface Inspection {

  /** The inspection of {@code runtime}. */
  static Inspection of(AgentRuntime runtime) {
    return ((Source) Objects.requireNonNull(runtime, "runtime")).inspection();
  }

  /**
   * The living agents, parents before their children. May miss some that come or end meanwhile.
   *
   * @param most how many at most
   */
  List<AgentView> agents(int most);

  /** What is seen of {@code agent}, if it lives. */
  Optional<AgentView> agent(AgentRef<?> agent);

  /** The children of {@code agent}, at most {@code most}. May miss some, as above. */
  List<AgentRef<?>> children(AgentRef<?> agent, int most);

  /**
   * What the thread that runs {@code agent} does at this moment, the innermost call first; empty if
   * none does. For an agent on a thread of its own, also while that waits.
   */
  List<StackTraceElement> stackOf(AgentRef<?> agent);

  /** The workers, then those that were replaced and still run; none under a stepper. */
  List<WorkerView> workers();

  /** The listeners of events, in the order in which they subscribed. */
  List<ListenerView> listeners();

  /**
   * For libraries above the runtime: tells those who listen of a trouble. Nothing is made if nobody
   * listens.
   */
  void report(Supplier<RuntimeEvent.Trouble> trouble);

  /**
   * For libraries above the runtime: has consoles show a panel beside their own, until the
   * subscription is closed.
   *
   * @param panel makes it, each time somebody looks, about once a second, in any thread; must not
   *     wait. What it throws is logged, and the panel is not shown
   */
  Subscription show(Supplier<Panel> panel);

  /** What is {@link #show shown}, as it is now, in the order in which it came. */
  List<Panel> panels();

  /**
   * Who sends to whom, about 1,000 pairs at most, in any order. They are counted while somebody
   * asks for them: the first answer is empty, a pair that was silent for ten seconds is forgotten,
   * and so are all if nobody has asked for as long.
   */
  List<Talk> talks();

  /** As {@link #talks}, by classes. */
  List<TypeTalk> typeTalks();

  /** What {@code agent} waits for, if it is parked or handles nothing until an answer is here. */
  Optional<Wait> waitOf(AgentRef<?> agent);

  /** The times that messages waited in mailboxes, of those that were measured so far. */
  Times waiting();

  /**
   * The agent in whose turn the calling thread is, also while it is inside a listener: whose
   * signal, for example, became a dead letter.
   */
  Optional<AgentRef<?>> bystander();

  /**
   * What an agent waits for.
   *
   * @param agents those that can end the wait; none if that is nobody, such as for a delay
   * @param what what is awaited, in words
   */
  record Wait(List<AgentRef<?>> agents, String what) {}

  /** Times that were measured up to some moment. */
  interface Times {
    /** Of those that were measured after {@code earlier}, which are of the same kind. */
    Percentiles since(Times earlier);
  }

  /** What can be inspected: every {@link AgentRuntime}. */
  interface Source {
    /** See {@link Inspection#of}. */
    Inspection inspection();
  }
}
