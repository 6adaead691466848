package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.ShortestPaths;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link ShortestPaths}; a block stashes what comes before its round. */
final class ShortestPathsProgram {
  private ShortestPathsProgram() {}

  static void begin(Spawner spawner, ShortestPaths size, Completion finish) {
    int[][] graph = size.graph();
    var gathering = new Gathering(graph.length, finish);
    List<AgentRef<Message>> all = new ArrayList<>();
    for (int i = 0; i < graph.length; i++) {
      int number = i;
      @Val int[] lengths = Cap.freeze(graph[i].clone());
      all.add(spawner.spawn(() -> new Block(size, number, lengths, gathering)));
    }
    var everybody = new Everybody(List.copyOf(all));
    all.forEach(block -> check(block.signal(everybody)));
    check(all.getFirst().signal(Begin.BEGIN));
  }

  sealed interface Message {}

  record Everybody(@Val List<AgentRef<Message>> agents) implements Message {}

  enum Begin implements Message {
    BEGIN
  }

  /** What block {@code from} has after its step in {@code round}. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Part(int round, int from, @Val int[] lengths) implements Message {}

  private static final class Block implements Behavior<Message> {
    private final ShortestPaths size;
    private final int number;
    private final int row;
    private final int column;
    private final Gathering gathering;
    @Val private List<AgentRef<Message>> agents = List.of();
    @Val private int[] lengths;
    private int round;
    @Val private int @Nullable [] ofRow; // the block of this row and the round's column
    @Val private int @Nullable [] ofColumn;

    Block(ShortestPaths size, int number, @Val int[] lengths, Gathering gathering) {
      this.size = size;
      this.number = number;
      this.row = number / size.blocks();
      this.column = number % size.blocks();
      this.lengths = lengths;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Everybody(var all) -> agents = all;
        case Begin _ -> step(context);
        case Part part when part.round() > round -> context.stash(part);
        case Part(_, int from, var others) -> {
          if (from / size.blocks() == row) {
            ofRow = others;
          } else {
            ofColumn = others;
          }
          if ((ofRow != null || column == round) && (ofColumn != null || row == round)) {
            step(context);
          }
        }
      }
    }

    /** This round's step, and the next one's if that needs no other block. */
    private void step(AgentContext<Message> context) {
      boolean diagonal = row == round && column == round;
      lengths =
          Cap.freeze(
              diagonal
                  ? size.closed(lengths)
                  : size.improved(
                      lengths,
                      ofColumn == null ? lengths : ofColumn,
                      ofRow == null ? lengths : ofRow));
      var part = new Part(round, number, lengths);
      for (int i = 0; i < size.blocks(); i++) {
        if (row == round && i != row) {
          check(agents.get(i * size.blocks() + column).signal(part));
        }
        if (column == round && i != column) {
          check(agents.get(row * size.blocks() + i).signal(part));
        }
      }
      round++;
      ofRow = null;
      ofColumn = null;
      if (round == size.blocks()) {
        gathering.end(size.result(number, lengths));
        context.stop();
      } else if (row == round && column == round) {
        step(context);
      } else {
        context.unstash();
      }
    }
  }
}
