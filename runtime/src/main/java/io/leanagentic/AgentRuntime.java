package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.BlockingChecks;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.internal.log.Log;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running system: workers, clock and root agents.
 *
 * <pre>{@code
 * try (var runtime = AgentRuntime.start()) {
 *   AgentRef<String> greeter = runtime.spawn((context, name) -> System.out.println("Hello " + name));
 *   greeter.signal("world");
 * }
 * }</pre>
 *
 * <p>Any thread may call any method. All threads of a runtime are daemons: if {@code main} returns
 * without {@link #close}, the JVM exits, and messages that wait are not handled.
 */
public sealed interface AgentRuntime extends Spawner, AutoCloseable permits RuntimeCore {

  /** Starts a runtime with {@link RuntimeConfig#defaults}. */
  static AgentRuntime start() {
    return start(RuntimeConfig.defaults());
  }

  /** Starts a runtime. */
  static AgentRuntime start(RuntimeConfig config) {
    return RuntimeCore.start(config, Thread::start, new Log(AgentRuntime::log));
  }

  /** Calls the logger here, so that its lines name this class as their source, not an internal. */
  private static void log(Logger logger, Level level, String text, @Nullable Throwable thrown) {
    logger.log(level, text, thrown);
  }

  /**
   * For methods that may have to wait: called first, it refuses a handler agent's turn, whose
   * thread must not wait, before anything has begun, and whether or not there will be anything to
   * wait for.
   *
   * @param what what the caller does, for the message: {@code "wait for a lease"}
   * @throws IllegalStateException in a handler agent's turn
   */
  static void beforeBlocking(String what) {
    BlockingChecks.check(what);
  }

  /** How it is run. */
  RuntimeConfig config();

  /**
   * Ends the runtime: takes no more from outside, lets the agents handle what they have, and get
   * the answers they wait for, stops them (children before parents) and aborts those that have not
   * ended by {@link RuntimeConfig#shutdownDeadline}; logs what was left. Waits that are cut short
   * run their failure functions. Returns by the deadline, whatever agents, listeners, loggers and
   * callbacks do: code of theirs that still runs is left behind on its daemon thread. Closing again
   * changes nothing.
   *
   * @throws IllegalStateException if called in an agent's turn, which would wait for itself
   */
  @Override
  void close();

  /** As {@link #close}, with another deadline, and says how it went. */
  ShutdownReport shutdown(Duration deadline);

  /**
   * Ends the runtime at once: no agent handles another message, loop and blocking agents are
   * interrupted, what is left becomes dead letters. Cuts a {@link #close} short that drains at this
   * moment.
   */
  ShutdownReport abort();

  /**
   * Waits until the runtime was closed or aborted and nothing of it runs any more, such as at the
   * end of {@code main} of a service that is closed {@linkplain RuntimeConfig#closeOnExit by the
   * exit of the JVM}.
   *
   * @return whether that is so; false if it was not within {@code timeout}
   * @throws IllegalStateException if called in an agent's turn, which would wait for itself
   */
  boolean awaitTermination(Duration timeout) throws InterruptedException;

  /**
   * A value that goes along with what the calling thread sends in a piece of code, as a log's
   * context (MDC) would if it could cross agents:
   *
   * <pre>{@code runtime.with("order", "42").run(() -> desk.signal(order));}</pre>
   *
   * <p>It goes along with each signal and question, through mailboxes, stashes and waits for room;
   * it is there in the handler, in continuations ({@code onAnswer}, {@code await}, functions of
   * {@code flatMap} and {@code recover}), timers and series that a handler begins, in the {@code
   * onStart} of agents that it spawns, and in a {@link #call}; and goes along with what these send
   * in turn. Not through channels and promises, which carry what users put in; and a receive
   * timeout and a watch are the agent's own, whichever message it set them in. Log lines of the
   * runtime name the pairs of a message that fails or becomes a dead letter.
   *
   * <p>Only for agents of this runtime. There are at most 16 pairs, and texts have at most 1000
   * characters. Once the first pair of a runtime is set, signals of threads outside of handlers
   * take a little longer; nothing else changes for messages without pairs.
   *
   * @param value immutable, because many agents read it
   */
  <T> ContextScope with(ContextKey<T> key, @Val T value);

  /** As {@link #with(ContextKey, Object)}, for a text. */
  default ContextScope with(String name, String value) {
    return with(ContextKey.of(name), value);
  }

  /**
   * The pairs of the calling thread, by name: of the turn it runs, or of the scope it is in. For
   * loggers; an immutable map.
   */
  @Val
  Map<String, Object> pairs();

  /** The agent whose turn the calling thread runs, if it is one of this runtime. For loggers. */
  Optional<AgentRef<?>> current();

  /** Both ends of one answer, for callers outside of agents. */
  <R> Promise<R> promise(Duration timeout);

  /**
   * Runs {@code action} on a virtual thread, where blocking is fine, and completes with what it
   * returns or throws.
   *
   * <p>If nobody waits for it any more, because its time is over, it was cancelled or the runtime
   * ends, its thread is interrupted, and nobody waits for that either: an action that goes on for
   * more than a second is reported with its stack, as a callback that failed, and what it returns
   * in the end is counted as a late answer.
   *
   * <p>A runtime that is driven by a {@link io.leanagentic.spi.Stepper} runs it as a turn.
   *
   * @param action must not return null
   * @param timeout more than zero
   */
  <R> Await<R> call(@Sending Callable<? extends R> action, Duration timeout);

  /**
   * Awaits a stage of {@code java.util.concurrent}, such as an answer of an {@code HttpClient}. If
   * nobody waits for it any more, it is {@linkplain java.util.concurrent.Future#cancel cancelled}.
   *
   * @param stage must not complete with null
   * @param timeout more than zero
   */
  <R> Await<R> awaitOf(@Sending CompletionStage<? extends R> stage, Duration timeout);

  /**
   * Completes when {@code delay} has passed, by the runtime's clock; the answer is the delay.
   *
   * @param delay zero or more
   */
  Await<Duration> after(Duration delay);

  /**
   * A bounded channel of at most {@code capacity} elements, from 1 to {@link
   * MailboxConfig#MAX_CAPACITY}. It allocates 16 bytes for each at once, in addition to the
   * elements.
   */
  <T> Channel<T> channel(int capacity);

  /** The root agents that have not ended. */
  List<AgentRef<?>> roots();

  /** The living agent at {@code path}, such as {@code /trading/AAPL}. */
  Optional<AgentRef<?>> find(String path);

  /** Calls {@code listener} with every event from now on. What it throws is logged and ignored. */
  Subscription listen(@Val Consumer<? super RuntimeEvent> listener);

  /** One look at the whole runtime. */
  RuntimeMetrics metrics();
}
