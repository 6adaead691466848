package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.agent.AgentCell;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an agent may do in its turn. Only the agent's own turn may use it: every method throws
 * {@link IllegalStateException} when called from elsewhere, except those that only tell who it is
 * ({@link #self}, {@link #parent}, {@link #runtime}, {@link #defaultConfig}) and {@link #stop},
 * which is that of the address.
 *
 * @param <M> the messages the agent understands
 */
public sealed interface AgentContext<M> extends Spawner permits AgentCell {

  /** This agent's address. */
  AgentRef<M> self();

  /** The runtime this agent lives in. */
  AgentRuntime runtime();

  /** The agent that spawned this one; empty for a root agent. */
  Optional<AgentRef<?>> parent();

  /** The children that have not ended. */
  List<AgentRef<?>> children();

  /**
   * Asks to be notified, by {@link Behavior#onTerminated}, when {@code agent} ends; at once if it
   * has ended already.
   */
  void watch(AgentRef<?> agent);

  /**
   * Asks for a message of this agent's own kind when {@code agent} ends; at once if it has ended
   * already.
   */
  void watch(AgentRef<?> agent, Function<Terminated, ? extends M> message);

  /** Takes back {@link #watch}. Nothing of that watch arrives afterwards. */
  void unwatch(AgentRef<?> agent);

  /** Messages to self at a later time. */
  Timers<M> timers();

  /**
   * Sends {@code message} to this agent whenever it has handled nothing else for {@code timeout}:
   * no message, none of a {@linkplain #timers timer} either, no answer, and no end that it watches.
   * Replaces an earlier one.
   */
  void receiveTimeout(Duration timeout, @Val M message);

  /** Ends {@link #receiveTimeout}. */
  void cancelReceiveTimeout();

  /**
   * Sets a message aside until {@link #unstash}.
   *
   * @return {@link Delivery#ACCEPTED}, or {@link Delivery#DROPPED} if {@link AgentConfig#stash}
   *     messages are set aside already: then it is a dead letter, and if it is a question, it has
   *     failed
   */
  Delivery stash(@Sending M message);

  /** Brings all stashed messages back, in order, before those in the mailbox. */
  void unstash();

  /**
   * Brings back the {@code most} messages that were stashed first, or all if they are fewer, in
   * order, before those in the mailbox. Messages brought back before that are not handled yet come
   * after them: call it when those are done.
   *
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  void unstash(int most);

  /**
   * From now on, messages of class {@code type} and its subclasses wait until {@link #resume},
   * while the agent takes others. What it has asked for itself goes on, whatever the class:
   * answers, timers, a receive timeout, ends that it watches.
   *
   * <p>What comes of the class is set aside, up to {@link AgentConfig#stash} messages. Once they
   * are so many, the agent takes nothing that was sent, of no class: its mailbox fills, and its
   * senders wait. When it ends, what is set aside becomes dead letters, and the questions among
   * them fail. A restart resumes everything; {@link #become} does not. To pause a class again
   * changes nothing.
   *
   * @throws IllegalArgumentException if {@code type} is a primitive type
   * @throws IllegalStateException if this behavior is run within one of a library, such as that of
   *     a shard
   */
  void pause(Class<?> type);

  /**
   * Ends {@link #pause} of the same class: what was set aside is handled after this message, in
   * order, before what is in the mailbox. What is also of another paused class goes on waiting.
   * Nothing happens if the class is not paused.
   *
   * @throws IllegalArgumentException if {@code type} is a primitive type
   */
  void resume(Class<?> type);

  /**
   * Handles the following messages with another behavior, whose {@code onStart} is not called; its
   * other hooks are from now on. A restart returns to the factory's.
   *
   * @throws IllegalStateException if this behavior is run within one of a library, such as that of
   *     a shard
   */
  void become(Behavior<M> behavior);

  /** Ends this agent once it has handled what was sent before; as {@link AgentRef#stop}. */
  void stop();

  /**
   * Signals a series of messages, each when there is room for it, while the agent continues to
   * handle other messages: for more messages than one turn should send at once. They are made as
   * they are sent, in order; other signals of this agent may come between them. The series ends
   * early if this agent ends or restarts.
   *
   * <pre>{@code context.signalAll(counter, numbers, () -> counter.signal(new Total(reply)));}</pre>
   *
   * @param target the agent that gets them
   * @param messages makes them, in turns of this agent only
   * @param then runs in a turn of this agent, not before this call has returned, when the last
   *     message is taken
   * @param failure runs there instead if the series breaks off: with {@link AgentStoppedException}
   *     if the target takes no more, or with what {@code messages} threw
   * @throws IllegalStateException if this agent is ending
   */
  <T> void signalAll(
      AgentRef<T> target,
      @Sending Iterator<? extends T> messages,
      Runnable then,
      Consumer<? super Throwable> failure);

  /**
   * As {@link #signalAll(AgentRef, Iterator, Runnable, Consumer)}, where a series that breaks off
   * is a failure of this agent.
   */
  <T> void signalAll(AgentRef<T> target, @Sending Iterator<? extends T> messages, Runnable then);

  /**
   * From here on, until this message is handled, {@code value} goes along with all that this agent
   * sends; see {@link AgentRuntime#with}. What the turn was given goes along anyway.
   *
   * @throws IllegalArgumentException if there are 16 pairs already, or a text has more than 1000
   *     characters
   */
  <T> void with(ContextKey<T> key, @Val T value);

  /** As {@link #with(ContextKey, Object)}, for a text. */
  default void with(String name, String value) {
    with(ContextKey.of(name), value);
  }

  /** The value that goes along; empty if there is none. */
  <T> Optional<T> value(ContextKey<T> key);

  /** All that goes along, by name: an immutable map. */
  @Val
  Map<String, Object> pairs();

  /**
   * Keeps handling other messages meanwhile, and continues with the answer in a turn of this agent.
   *
   * @param await what to wait for
   * @param then runs with the answer
   * @param failure runs with the reason if there is no answer, the {@link AwaitException} that
   *     {@link Await#join} throws
   */
  <R> void onAnswer(Await<R> await, Consumer<? super R> then, Consumer<? super Throwable> failure);

  /**
   * As {@link #onAnswer(Await, Consumer, Consumer)}, where no answer is a failure of this agent.
   */
  <R> void onAnswer(Await<R> await, Consumer<? super R> then);

  /**
   * Handles nothing else after this message until the answer is here, then continues with it in a
   * turn of this agent. Blocks no thread. If that closes a cycle of agents that await each other,
   * {@code failure} gets an {@link AwaitCycleException} that names the chain.
   *
   * @throws IllegalStateException if this agent awaits another answer already
   */
  <R> void await(Await<R> await, Consumer<? super R> then, Consumer<? super Throwable> failure);

  /** As {@link #await(Await, Consumer, Consumer)}, where no answer is a failure of this agent. */
  <R> void await(Await<R> await, Consumer<? super R> then);

  /**
   * How long the asker of the question that this turn handles, or continues with, will still wait,
   * by the runtime's clock; zero if it has given up. Empty if there is no such question, if it is
   * answered, or if it waits for ever. For timeouts of what is no question: those of asks are
   * limited to it anyway.
   */
  Optional<Duration> deadline();

  /**
   * Begins something that is not on behalf of the question being handled, such as work that goes on
   * after the answer, or a question whose answer other questions share.
   *
   * <p>Otherwise what a turn asks, and what it begins to wait for by {@code onAnswer} or {@code
   * await}, is on behalf of the question that the turn handles or continues with, until that is
   * answered:
   *
   * <ul>
   *   <li>A question asked has the deadline of that question, if its own timeout is longer.
   *   <li>If the asker gives up, it is cancelled, and what was begun on its behalf in turn. A wait
   *       ends, unless others wait for the same await; its {@code failure} runs, with an {@link
   *       AwaitCancelledException} or {@link AwaitTimeoutException}, and without one that is no
   *       failure of this agent.
   *   <li>If that question is answered, those asked on its behalf that nobody waits for are
   *       cancelled after the turn. Waits go on.
   * </ul>
   *
   * @return what {@code begin} returns
   */
  <T> T detached(Supplier<? extends T> begin);

  /** As {@link #detached(Supplier)}. */
  void detached(Runnable begin);

  /**
   * What this agent waits for by {@code onAnswer} and {@code await} at present, in the order in
   * which it began to. {@link Await#cancel} ends one of them, and its {@code failure} runs with an
   * {@link AwaitCancelledException}. All of them end with the agent, and with the behavior that
   * began them: then nothing of them runs.
   */
  List<Await<?>> waits();
}
