package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.ShortestPaths;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.jspecify.annotations.Nullable;

/** {@link ShortestPaths}; a block stashes what comes before its round. */
final class ShortestPathsProgram {
  private ShortestPathsProgram() {}

  static void begin(ActorContext<?> context, ShortestPaths size, Completion finish) {
    int[][] graph = size.graph();
    var gathering = new Gathering(graph.length, finish);
    List<ActorRef<Message>> all = new ArrayList<>();
    for (int i = 0; i < graph.length; i++) {
      int number = i;
      all.add(
          context.spawnAnonymous(
              Behaviors.withStash(
                  graph.length,
                  stash -> new Block(size, number, graph[number], stash, gathering).ready())));
    }
    var everybody = new Everybody(List.copyOf(all));
    all.forEach(block -> block.tell(everybody));
    all.getFirst().tell(Begin.BEGIN);
  }

  sealed interface Message {}

  record Everybody(List<ActorRef<Message>> actors) implements Message {}

  enum Begin implements Message {
    BEGIN
  }

  /** What block {@code from} has after its step in {@code round}. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Part(int round, int from, int[] lengths) implements Message {}

  private static final class Block {
    private final ShortestPaths size;
    private final int number;
    private final int row;
    private final int column;
    private final StashBuffer<Message> stash;
    private final Gathering gathering;
    private List<ActorRef<Message>> actors = List.of();
    private int[] lengths;
    private int round;
    private int @Nullable [] ofRow; // the block of this row and the round's column
    private int @Nullable [] ofColumn;

    Block(
        ShortestPaths size,
        int number,
        int[] lengths,
        StashBuffer<Message> stash,
        Gathering gathering) {
      this.size = size;
      this.number = number;
      this.row = number / size.blocks();
      this.column = number % size.blocks();
      this.lengths = lengths;
      this.stash = stash;
      this.gathering = gathering;
    }

    Behavior<Message> ready() {
      return Behaviors.receiveMessage(this::receive);
    }

    private Behavior<Message> receive(Message message) {
      switch (message) {
        case Everybody(var all) -> actors = all;
        case Begin _ -> {
          return step();
        }
        case Part part when part.round() > round -> stash.stash(part);
        case Part(_, int from, int[] others) -> {
          if (from / size.blocks() == row) {
            ofRow = others;
          } else {
            ofColumn = others;
          }
          if ((ofRow != null || column == round) && (ofColumn != null || row == round)) {
            return step();
          }
        }
      }
      return Behaviors.same();
    }

    /** This round's step, and the next one's if that needs no other block. */
    private Behavior<Message> step() {
      boolean diagonal = row == round && column == round;
      lengths =
          diagonal
              ? size.closed(lengths)
              : size.improved(
                  lengths, ofColumn == null ? lengths : ofColumn, ofRow == null ? lengths : ofRow);
      var part = new Part(round, number, lengths);
      for (int i = 0; i < size.blocks(); i++) {
        if (row == round && i != row) {
          actors.get(i * size.blocks() + column).tell(part);
        }
        if (column == round && i != column) {
          actors.get(row * size.blocks() + i).tell(part);
        }
      }
      round++;
      ofRow = null;
      ofColumn = null;
      if (round == size.blocks()) {
        gathering.end(size.result(number, lengths));
        return Behaviors.stopped();
      }
      return row == round && column == round ? step() : stash.unstashAll(ready());
    }
  }
}
