package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.topology.TreeAggregator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What the members of a topology answered, combined on the way up to a root.
 *
 * @param value what the answers amount to; empty if nobody answered
 * @param answers how many are in it
 * @param missing who did not answer, or cannot be reached from the root
 * @param <V> an answer, and what answers amount to
 */
public record Aggregate<V>(Optional<V> value, int answers, List<AgentRef<?>> missing) {
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Much more would not fit into nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Asks all members, and combines their answers along a tree of shortest ways to {@code root}:
   * each member's with those of the members beyond it, as they come. Whoever does not answer is
   * missing, and holds up nobody beyond {@code timeout}; a member whose mailbox is full is missing,
   * and parks nobody. To cancel the await is to cancel all questions.
   *
   * @param question makes the message to one member from the reply it is to carry; in any thread
   * @param combine of two answers one, not null; in any thread, keep it short
   * @param timeout for each answer; more than zero
   * @throws java.util.NoSuchElementException if {@code root} is not a member
   */
  public static <M, V> Await<Aggregate<V>> up(
      AgentRuntime runtime,
      Topology<AgentRef<M>> topology,
      AgentRef<M> root,
      @Val Function<? super Reply<V>, ? extends M> question,
      @Val BinaryOperator<V> combine,
      Duration timeout) {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(combine, "combine");
    Duration longest = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    Promise<Aggregate<V>> promise = runtime.promise(longest.plus(GRACE));
    new TreeAggregator<M, V>(topology, question, combine, longest, promise).start(root);
    return promise.await();
  }
}
