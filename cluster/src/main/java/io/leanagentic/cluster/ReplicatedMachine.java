package io.leanagentic.cluster;

import io.leanagentic.Await;
import io.leanagentic.cluster.internal.consensus.LogClient;
import java.time.Duration;

/**
 * A state machine that several voters run from one log: it goes on as long as more than half of
 * them do, and a command that was answered is never forgotten.
 *
 * <p>Any thread may call any method; none waits.
 *
 * @param <C> commands and questions
 * @param <R> results
 */
public sealed interface ReplicatedMachine<C, R> permits LogClient {

  /** Its name. */
  String name();

  /**
   * Has {@code command} applied, once. Commands of callers that do not wait for each other are
   * applied in any order.
   *
   * @param timeout how long to try; more than zero
   * @return its result; fails with an {@link io.leanagentic.AwaitTimeoutException} if no majority
   *     of the voters has answered in time: the command is applied then, or will be, or not. Fails
   *     with a {@link RemoteFailureException} if the state machine has thrown
   * @throws MessageRefusedException if {@code command} cannot travel, or is larger than 1 MiB
   */
  Await<R> submit(C command, Duration timeout);

  /**
   * Asks {@code question} of a state that has seen every command that was answered before.
   *
   * @param timeout how long to try; more than zero
   * @return the answer; fails as that of {@link #submit} does
   * @throws MessageRefusedException if {@code question} cannot travel, or is larger than 1 MiB
   */
  Await<R> read(C question, Duration timeout);
}
