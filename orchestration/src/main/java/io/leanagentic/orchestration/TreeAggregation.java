package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.internal.topology.TreeAggregator;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * A question to all members of a topology whose answers are combined along a tree of shortest paths
 * to a root: each member's with those of the members beyond it, as they come.
 *
 * <pre>{@code
 * Await<Aggregate<Integer>> sum =
 *     TreeAggregation.of(runtime, tree, root).ask(HowMany::new, Integer::sum, timeout);
 * }</pre>
 *
 * <p>A value: it may be shared and asked at the same time by any thread and any agent.
 *
 * @param runtime of the members
 * @param topology of all that are asked
 * @param root where the answers come together; one of the members
 * @param <M> the messages of the members
 */
public record TreeAggregation<M>(
    AgentRuntime runtime, Topology<AgentRef<M>> topology, AgentRef<M> root) {
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * Checks the root.
   *
   * @throws NoSuchElementException if {@code root} is not a member
   */
  public TreeAggregation {
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(topology, "topology");
    topology.neighbours(root); // throws if it is not a member
  }

  /** Questions to the members of {@code topology}, whose answers come together at {@code root}. */
  public static <M> TreeAggregation<M> of(
      AgentRuntime runtime, Topology<AgentRef<M>> topology, AgentRef<M> root) {
    return new TreeAggregation<>(runtime, topology, root);
  }

  /**
   * Asks all members, and returns at once. A member that does not answer is missing, and delays the
   * result by no more than {@code timeout}; a member whose mailbox is full is missing, and parks no
   * agent. Cancelling the await cancels all questions.
   *
   * @param question makes the message to one member from the reply it is to carry; in any thread
   * @param combine makes one answer of two, not null; in any thread, keep it short
   * @param timeout for each answer; more than zero
   */
  public <V> Await<Aggregate<V>> ask(
      @Val Function<? super Reply<V>, ? extends M> question,
      @Val BinaryOperator<V> combine,
      Duration timeout) {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(combine, "combine");
    Objects.requireNonNull(timeout, "timeout");
    Duration longest = Times.capped(timeout);
    Promise<Aggregate<V>> promise = runtime.promise(longest.plus(GRACE));
    new TreeAggregator<M, V>(topology, question, combine, longest, promise).start(root);
    return promise.await();
  }
}
