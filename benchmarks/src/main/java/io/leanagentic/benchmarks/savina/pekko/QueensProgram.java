package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Queens;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Queens}. */
final class QueensProgram {
  private QueensProgram() {}

  static void begin(ActorContext<?> context, Queens size, Completion finish) {
    ActorRef<Message> master =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Master(size, finish)::receive)));
    List<ActorRef<Work>> workers = new ArrayList<>();
    for (int i = 0; i < size.workers(); i++) {
      workers.add(
          context.spawnAnonymous(
              Behaviors.receiveMessage(work -> {
                work(size, work.board(), master);
                return Behaviors.same();
              })));
    }
    master.tell(new Workers(List.copyOf(workers)));
    master.tell(new Work(new int[0]));
  }

  sealed interface Message {}

  record Workers(List<ActorRef<Work>> workers) implements Message {}

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Work(int[] board) implements Message {}

  enum Solution implements Message {
    SOLUTION
  }

  enum Done implements Message {
    DONE
  }

  private static void work(Queens size, int[] board, ActorRef<Message> master) {
    if (board.length >= size.alone()) {
      size.solve(board, () -> master.tell(Solution.SOLUTION));
    } else {
      for (int column = 0; column < size.queens(); column++) {
        int[] more = Queens.with(board, column);
        if (Queens.valid(more)) {
          master.tell(new Work(more));
        }
      }
    }
    master.tell(Done.DONE);
  }

  private static final class Master {
    private final Queens size;
    private final Completion finish;
    private List<ActorRef<Work>> workers = List.of();
    private int turn;
    private int open;
    private int solutions;
    private boolean ended;

    Master(Queens size, Completion finish) {
      this.size = size;
      this.finish = finish;
    }

    Behavior<Message> receive(Message message) {
      switch (message) {
        case Workers(var all) -> workers = all;
        case Work work -> {
          open++;
          workers.get(turn).tell(work);
          turn = (turn + 1) % workers.size();
        }
        case Solution _ -> solutions++;
        case Done _ -> open--;
      }
      boolean over = solutions == size.limit() || (message == Done.DONE && open == 0);
      if (over && !ended) {
        ended = true;
        finish.with(solutions);
      }
      return Behaviors.same();
    }
  }
}
