package io.leanagentic.examples.consensus;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Cap;
import io.leanagentic.examples.consensus.Seat.Condition;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A node: asks the mesh on request, and votes when it is asked. */
final class Node implements Behavior<Node.Message> {

  // region messages
  sealed interface Message {}

  /** Ask the mesh. */
  record Propose(
      Quorum<Message> mesh, Terms terms, Duration deadline, Reply<QuorumResult<String>> result)
      implements Message {}

  /** What do you say? */
  record Question(Reply<String> vote) implements Message {}

  /** Your vote is not needed any more. */
  record LetGo() implements Message {}

  /** You have thought long enough. */
  record Due() implements Message {}

  /** What do you remember of the round? */
  record Recall(Reply<Memory> memory) implements Message {}

  // endregion

  /**
   * What a node remembers.
   *
   * @param asked whether it was
   * @param took from the question to the vote; empty if it has not voted
   */
  record Memory(boolean asked, Optional<Duration> took) {}

  private final Seat seat;
  private final Deque<Reply<String>> open = new ArrayDeque<>();
  private long askedNanos;
  private Memory memory = new Memory(false, Optional.empty());

  Node(Seat seat) {
    this.seat = seat;
  }

  // region vote
  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Propose propose -> ask(context, propose);
      case Question(var vote) -> think(context, vote);
      case Due() -> vote();
      case LetGo() -> open.clear();
      case Recall(var reply) -> reply.send(memory);
    }
  }

  private static void ask(AgentContext<Message> context, Propose propose) {
    var result =
        propose.mesh().<String>ask(Question::new, propose.terms().rule(), propose.deadline());
    context.onAnswer(
        result,
        answer -> propose.result().send(Cap.assumeIso(answer)), // it was made for us
        propose.result()::fail);
  }

  private void think(AgentContext<Message> context, Reply<String> vote) {
    askedNanos = System.nanoTime();
    memory = new Memory(true, Optional.empty());
    if (seat.condition() != Condition.CUT_OFF) {
      open.add(vote);
      context.timers().once("think", seat.thinks(), new Due());
    }
  }

  private void vote() {
    if (!open.isEmpty()) {
      memory = new Memory(true, Optional.of(Duration.ofNanos(System.nanoTime() - askedNanos)));
      open.remove().send(seat.vote());
    }
  }
  // endregion
}
