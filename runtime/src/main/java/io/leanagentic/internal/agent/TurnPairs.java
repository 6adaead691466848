package io.leanagentic.internal.agent;

import io.leanagentic.ContextKey;
import io.leanagentic.internal.await.Pairs;
import io.leanagentic.internal.scheduler.Frame;
import org.jspecify.annotations.Nullable;

/** The pairs of a turn: those that came with what it handles, and those that it added. */
final class TurnPairs {
  /*
   * Structure
   *   The pairs of the running turn are in its frame. A turn that has some sends by the slow path (`outboxInUse`), which
   *   reads them, so a turn without any pays nothing. On their way they are in the place of the question (Along): a
   *   message with pairs is an EnvelopeNode, and an outbox, a stash or a thread that waits for room keeps one object as
   *   before. What is to run in a later turn (a timer, a continuation, a series) keeps the pairs of the turn that began
   *   it. An agent that was spawned by such a turn keeps them for its onStart.
   *
   *   A handler that adds pairs asks for attention, so that its batch ends, and the pairs with it. A turn that fails
   *   keeps its pairs until that was reported, because the line names them.
   *
   * Invariants
   *   P1  what is sent has the pairs of the turn it is sent in, on every way   PairsTest
   *   P2  no pair gets into another chain of messages                          PairsSimulationTest
   *   P3  what no pair is set for allocates what it did                        PairsCostTest
   */
  private TurnPairs() {}

  /** The turn has {@code pairs}, until what they came with is over. */
  static void begin(Frame frame, @Nullable Object pairs) {
    if (pairs != null) {
      frame.pairs = pairs;
      frame.outboxInUse = true;
    }
  }

  /** From here to the end of the turn it has {@code pairs}, and no others. */
  static void change(AgentCell<?> cell, @Nullable Pairs pairs) {
    Frame frame = cell.turn();
    if (frame.pairs == pairs) {
      return;
    }
    cell.settings.host.carryPairs();
    frame.pairs = null;
    begin(frame, pairs);
    frame.attention = true;
  }

  /** Adds one to those of the turn. */
  static <T> void add(AgentCell<?> cell, ContextKey<T> key, T value) {
    change(cell, Pairs.with(of(cell.turn()), key, value));
  }

  static @Nullable Pairs of(Frame frame) {
    return (Pairs) frame.pairs;
  }

  /** What the pairs were for is over. */
  static void end(AgentCell<?> cell, Frame frame) {
    if (frame.pairs != null) {
      frame.pairs = null;
      frame.outboxInUse = frame.question != null || cell.is(AgentState.OUTBOX | AgentState.KEEPS);
    }
  }

  /** Code that an agent runs in its turn. */
  interface Part {
    void run() throws Exception;
  }

  /** Runs {@code part} with {@code pairs}, which are null for none, in the middle of a turn. */
  static void during(AgentCell<?> cell, @Nullable Object pairs, Part part) throws Exception {
    TurnPairs.<Object, Exception>during(
        cell.turn(),
        pairs,
        () -> {
          part.run();
          return cell;
        });
  }

  /** As above, in the turn of {@code frame}; returns what {@code part} returns. */
  static <R, X extends Throwable> R during(
      Frame frame, @Nullable Object pairs, ScopedValue.CallableOp<? extends R, X> part) throws X {
    Object before = frame.pairs;
    frame.pairs = null;
    begin(frame, pairs);
    try {
      return part.call();
    } finally {
      frame.pairs = before;
    }
  }
}
