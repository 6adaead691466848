package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Queens;
import java.util.ArrayList;
import java.util.List;

/** {@link Queens}. */
final class QueensProgram {
  private QueensProgram() {}

  static void begin(Spawner spawner, Queens size, Completion finish) {
    AgentRef<Message> master = spawner.spawn(() -> new Master(size, finish));
    List<AgentRef<Work>> workers = new ArrayList<>();
    for (int i = 0; i < size.workers(); i++) {
      workers.add(spawner.spawn(() -> new Worker(size, master)));
    }
    check(master.signal(new Workers(List.copyOf(workers))));
    check(master.signal(new Work(new int[0])));
  }

  sealed interface Message {}

  record Workers(List<AgentRef<Work>> workers) implements Message {}

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Work(int[] board) implements Message {}

  enum Solution implements Message {
    SOLUTION
  }

  enum Done implements Message {
    DONE
  }

  private static final class Master implements Behavior<Message> {
    private final Queens size;
    private final Completion finish;
    private List<AgentRef<Work>> workers = List.of();
    private int turn;
    private int open;
    private int solutions;
    private boolean ended;

    Master(Queens size, Completion finish) {
      this.size = size;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Workers(var all) -> workers = all;
        case Work work -> {
          open++;
          check(workers.get(turn).signal(work));
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
    }
  }

  private static final class Worker implements Behavior<Work> {
    private final Queens size;
    private final AgentRef<Message> master;

    Worker(Queens size, AgentRef<Message> master) {
      this.size = size;
      this.master = master;
    }

    @Override
    public void receive(AgentContext<Work> context, Work work) {
      if (work.board().length >= size.alone()) {
        size.solve(work.board(), () -> check(master.signal(Solution.SOLUTION)));
      } else {
        for (int column = 0; column < size.queens(); column++) {
          int[] more = Queens.with(work.board(), column);
          if (Queens.valid(more)) {
            check(master.signal(new Work(more)));
          }
        }
      }
      check(master.signal(Done.DONE));
    }
  }
}
