package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.GuidedSearch;
import io.leanagentic.capability.Cap;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** {@link GuidedSearch}. */
final class GuidedSearchProgram {
  private GuidedSearchProgram() {}

  static void begin(Spawner spawner, GuidedSearch size, Completion finish) {
    AgentRef<AtMaster> master = spawner.spawn(() -> new Master(size, finish));
    check(master.signal(new Search(0)));
  }

  sealed interface AtMaster {}

  /** Go on from that node. */
  record Search(int node) implements AtMaster {}

  enum Done implements AtMaster {
    DONE
  }

  private static final class Master implements Behavior<AtMaster> {
    private final GuidedSearch size;
    private final Completion finish;
    @Val private final int[] edges;
    private final GuidedSearch.Table table;
    private final List<AgentRef<Search>> workers = new ArrayList<>();
    private int turn;
    private int open;

    Master(GuidedSearch size, Completion finish) {
      this.size = size;
      this.finish = finish;
      this.edges = Cap.freeze(size.edges());
      this.table = size.table();
    }

    @Override
    public void onStart(AgentContext<AtMaster> context) {
      for (int i = 0; i < size.workers(); i++) {
        AgentRef<AtMaster> self = context.self();
        workers.add(context.spawn(() -> new Worker(size, edges, table, self)));
      }
    }

    @Override
    public void receive(AgentContext<AtMaster> context, AtMaster message) {
      switch (message) {
        case Search search -> {
          open++;
          check(workers.get(turn).signal(search));
          turn = (turn + 1) % workers.size();
        }
        case Done _ -> {
          if (--open == 0) {
            finish.with(size.result(edges, table));
          }
        }
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Worker(
      GuidedSearch size, @Val int[] edges, GuidedSearch.Table table, AgentRef<AtMaster> master)
      implements Behavior<Search> {
    @Override
    public void receive(AgentContext<Search> context, Search search) {
      for (int node : size.search(edges, table, search.node())) {
        check(master.signal(new Search(node)));
      }
      check(master.signal(Done.DONE));
    }
  }
}
