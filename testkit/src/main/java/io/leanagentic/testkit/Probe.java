package io.leanagentic.testkit;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Reply;
import io.leanagentic.Terminated;
import io.leanagentic.capability.CapUnchecked;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an agent, and for whoever waits for an answer: a test gives away its address or the
 * right to reply to it, and says what is to come. Under a {@link SimulatedRuntime} waiting runs the
 * simulation, for virtual time; else it waits for the workers.
 *
 * <pre>{@code
 * Probe<Boolean> probe = runtime.probe();
 * bank.signal(new Transfer("a", "b", 10, probe.reply()));
 * probe.within(Duration.ofMillis(50)).expect(true);
 * }</pre>
 *
 * @param <M> what it takes
 */
@CapUnchecked("the test may look at what came, and the sender must not: as with any receiver")
public final class Probe<M> {
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Source<M> source;
  private final Duration within;

  /** What came: a message, or the reason why there is no answer. */
  private record Item<M>(@Nullable M message, @Nullable Throwable failure) {}

  /** What all views of a probe share. */
  private static final class Source<M> {
    final String name;
    final AgentRuntime runtime;
    final Patience patience;
    final BlockingQueue<Item<M>> came = new LinkedBlockingQueue<>();
    @Nullable AgentRef<M> ref;

    Source(String name, AgentRuntime runtime, Patience patience) {
      this.name = name;
      this.runtime = runtime;
      this.patience = patience;
    }
  }

  Probe(String name, AgentRuntime runtime, Patience patience, Duration within) {
    this(new Source<>(name, runtime, patience), within);
  }

  private Probe(Source<M> source, Duration within) {
    this.source = source;
    this.within = within;
  }

  /** The address of an agent that passes on to this probe what it gets. */
  public AgentRef<M> ref() {
    checkOpen();
    AgentRef<M> ref = source.ref;
    if (ref == null) {
      ref =
          source.runtime.spawn(
              source.name, (context, message) -> source.came.add(new Item<>(message, null)));
      source.ref = ref;
    }
    return ref;
  }

  /** The right to send this probe one answer, at any time. */
  public Reply<M> reply() {
    checkOpen();
    var promise = source.runtime.<M>promise(FOR_EVER);
    promise.await().whenDone((answer, failure) -> source.came.add(new Item<>(answer, failure)));
    return promise.reply();
  }

  /** This probe with another time that it waits; 1 second unless said otherwise. */
  public Probe<M> within(Duration time) {
    checkOpen();
    Objects.requireNonNull(time, "time");
    if (time.isNegative()) {
      throw new IllegalArgumentException("time is " + time + "; allowed: zero or more");
    }
    return new Probe<>(source, time);
  }

  /**
   * The next message.
   *
   * @throws SimulationFailure if none comes in time
   */
  public M expectAny() {
    return next("a message");
  }

  /**
   * The next message, which must equal {@code expected}.
   *
   * @throws SimulationFailure if another comes, or none in time
   */
  public M expect(M expected) {
    Objects.requireNonNull(expected, "expected");
    M message = next(expected.toString());
    if (!message.equals(expected)) {
      throw failure("expected " + expected + ", but " + message + " came");
    }
    return message;
  }

  /**
   * The next message, which must be a {@code type}.
   *
   * @throws SimulationFailure if another comes, or none in time
   */
  public <T extends M> T expect(Class<T> type) {
    Objects.requireNonNull(type, "type");
    M message = next("a " + type.getSimpleName());
    if (!type.isInstance(message)) {
      throw failure("expected a " + type.getSimpleName() + ", but " + message + " came");
    }
    return type.cast(message);
  }

  /**
   * The next message that {@code wanted} accepts; those before it are dropped. Each of them may
   * take the whole time to come.
   *
   * @throws SimulationFailure if none comes in time
   */
  public M fish(String what, Predicate<? super M> wanted) {
    int dropped = 0;
    for (; ; ) {
      M message = next(what + (dropped == 0 ? "" : " after " + dropped + " others"));
      if (wanted.test(message)) {
        return message;
      }
      dropped++;
    }
  }

  /**
   * Waits for all of the time and finds that nothing comes.
   *
   * @throws SimulationFailure if something does
   */
  public void expectNone() {
    checkOpen();
    Item<M> item = source.patience.next(source.came, within);
    if (item != null) {
      Object what = item.message != null ? item.message : item.failure;
      throw failure("expected nothing, but " + what + " came");
    }
  }

  /**
   * Waits for the end of {@code agent}.
   *
   * @throws SimulationFailure if it does not end in time
   */
  public Terminated awaitTerminated(AgentRef<?> agent) {
    checkOpen();
    Objects.requireNonNull(agent, "agent");
    try {
      return agent.termination(within).join();
    } catch (AwaitTimeoutException e) {
      throw failure(agent.path() + " did not end within " + within);
    }
  }

  private M next(String expected) {
    checkOpen();
    Item<M> item = source.patience.next(source.came, within);
    if (item == null) {
      throw failure("expected " + expected + ", but nothing came within " + within);
    }
    if (item.message == null) {
      throw failure("expected " + expected + ", but the answer is a failure: " + item.failure);
    }
    return item.message;
  }

  private SimulationFailure failure(String text) {
    return source.patience.failure("expectation of " + source.name, source.name + " " + text);
  }

  private void checkOpen() {
    if (source.patience.isOver()) {
      throw new IllegalStateException(
          source.name + " belongs to a test that is over; make a probe in each test");
    }
  }

  @Override
  public String toString() {
    return source.name;
  }
}
