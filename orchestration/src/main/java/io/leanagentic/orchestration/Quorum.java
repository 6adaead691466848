package io.leanagentic.orchestration;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.Members;
import io.leanagentic.orchestration.internal.quorum.InProcessQuorum;
import io.leanagentic.orchestration.spi.Poll;
import io.leanagentic.orchestration.spi.QuorumEngine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A group of agents that is asked as one: a question goes to its members, and a {@link QuorumRule}
 * says when their votes suffice.
 *
 * <pre>{@code
 * var quorum = Quorum.of(runtime, replicas);
 * Await<QuorumResult<Boolean>> result =
 *     quorum.ask(Approve::new, QuorumRule.majority(yes -> yes), Duration.ofMillis(50));
 * }</pre>
 *
 * <p>It ends as soon as the outcome is certain, either way. Members that are dead, full, failing,
 * slow or answer twice do no harm to it. A value: it may be shared and asked at the same time by
 * any thread and any agent.
 *
 * @param runtime of the members
 * @param members that may vote; one or more, each once
 * @param hedge how many are asked at first; empty for all
 * @param farewell what is sent to members that were asked and had not answered at the end; empty
 *     for nothing. Their late answer is {@linkplain io.leanagentic.Delivery#REJECTED rejected} in
 *     any case, and their {@link Reply#isOpen} is false.
 * @param engine how they are asked
 * @param <M> the messages of the members
 */
public record Quorum<M>(
    AgentRuntime runtime,
    @Val List<AgentRef<M>> members,
    Optional<Hedge> hedge,
    @Val Optional<M> farewell,
    QuorumEngine engine) {

  /**
   * Checks the members.
   *
   * @throws IllegalArgumentException if there is none, or one is there twice
   */
  public Quorum {
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(hedge, "hedge");
    Objects.requireNonNull(farewell, "farewell");
    Objects.requireNonNull(engine, "engine");
    Members.requireAll("members", members);
    members = List.copyOf(members);
    Members.check("quorum", members);
  }

  /** All {@code members} are asked at once; stragglers get no message. */
  public static <M> Quorum<M> of(AgentRuntime runtime, List<AgentRef<M>> members) {
    Members.requireAll("members", members);
    return new Quorum<>(
        runtime,
        List.copyOf(members),
        Optional.empty(),
        Optional.empty(),
        InProcessQuorum.INSTANCE);
  }

  /** This with few members asked at first, in their order. */
  public Quorum<M> withHedge(Hedge hedge) {
    return new Quorum<>(
        runtime, members, Optional.of(Objects.requireNonNull(hedge, "hedge")), farewell, engine);
  }

  /**
   * This with {@code message} for each member that was asked and had not answered at the end; left
   * out where a mailbox is full.
   */
  public Quorum<M> withFarewell(@Val M message) {
    return new Quorum<>(
        runtime, members, hedge, Optional.of(Objects.requireNonNull(message, "message")), engine);
  }

  /** This asked by another engine. */
  public Quorum<M> withEngine(QuorumEngine engine) {
    return new Quorum<>(runtime, members, hedge, farewell, engine);
  }

  /**
   * Asks the members, and returns at once.
   *
   * @param question makes the message to a member from the reply it is to carry; runs once for each
   *     member that is asked, with hedging in any thread
   * @param rule when the votes suffice
   * @param deadline when it ends at the latest; more than zero
   * @return completes with a result by the deadline, or shortly after; fails only if it is
   *     cancelled, which cancels the question, or a predicate of {@link QuorumRule#when} throws
   * @throws IllegalArgumentException if the rule cannot be fulfilled by so many members, or the
   *     deadline is not more than zero
   */
  public <V> Await<QuorumResult<V>> ask(
      @Val Function<? super Reply<V>, ? extends M> question,
      QuorumRule<? super V> rule,
      Duration deadline) {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(deadline, "deadline");
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException(
          "deadline of a quorum is " + deadline + "; allowed: more than zero");
    }
    check(rule);
    return engine.ask(new Poll<>(runtime, members, question, rule, deadline, hedge, farewell));
  }

  private void check(QuorumRule<?> rule) {
    switch (rule) {
      case QuorumRule.Count<?> count -> checkNeeded(count.share().of(members.size()));
      case QuorumRule.Agreement<?>(var share) -> {
        if (share instanceof QuorumRule.Share.Byzantine(int faulty)
            && members.size() < 3L * faulty + 1) {
          throw new IllegalArgumentException(
              members.size()
                  + " members cannot tolerate "
                  + faulty
                  + " faulty; allowed: "
                  + (3L * faulty + 1)
                  + " members or more");
        }
        checkNeeded(share.of(members.size()));
      }
      case QuorumRule.Weighted<?> weighted -> checkWeights(weighted);
      case QuorumRule.When<?> when -> {}
    }
  }

  private void checkNeeded(int k) {
    if (k > members.size()) {
      throw new IllegalArgumentException(
          "number of votes needed is "
              + k
              + "; allowed: 1 to the number of members, "
              + members.size());
    }
  }

  private void checkWeights(QuorumRule.Weighted<?> weighted) {
    for (var member : members) {
      if (!weighted.weights().containsKey(member)) {
        throw new IllegalArgumentException(
            member + " has no weight; allowed: a weight for each member");
      }
    }
    if (weighted.weights().size() > members.size()) {
      var others = new HashSet<>(weighted.weights().keySet());
      members.forEach(others::remove);
      throw new IllegalArgumentException(
          others + " have a weight but are not members; allowed: weights of members");
    }
  }
}
