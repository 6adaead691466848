package io.leanagentic.cluster;

/**
 * What a {@link ReplicatedMachine} runs: a state that commands change. Each voter has one of its
 * own; all are given the same commands in the same order, so they stay equal as long as nothing
 * else is looked at: no clock, no random number, no file.
 *
 * <p>Its methods are called one at a time, by threads of the log, which wait for it: they must be
 * quick. What they throw is the failure of the caller's await, and the state must be as before.
 *
 * @param <C> commands and questions
 * @param <R> results
 * @param <S> snapshots
 */
public interface StateMachine<C, R, S> {

  /** Does what {@code command} says. */
  R apply(C command, LogPosition at);

  /** Answers {@code question}, and changes nothing. */
  R read(C question);

  /** The whole state; nothing in it changes later. */
  S snapshot();

  /** Replaces the whole state by that of {@code snapshot}. */
  void restore(S snapshot);
}
