package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.GuidedSearch;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link GuidedSearch}. */
final class GuidedSearchProgram {
  private GuidedSearchProgram() {}

  static void begin(ActorContext<?> context, GuidedSearch size, Completion finish) {
    context
        .spawnAnonymous(
            Behaviors.<AtMaster>setup(
                self -> Behaviors.receiveMessage(new Master(self, size, finish)::receive)))
        .tell(new Search(0));
  }

  sealed interface AtMaster {}

  /** Go on from that node. */
  record Search(int node) implements AtMaster {}

  enum Done implements AtMaster {
    DONE
  }

  private static final class Master {
    private final GuidedSearch size;
    private final Completion finish;
    private final int[] edges;
    private final GuidedSearch.Table table;
    private final List<ActorRef<Search>> workers = new ArrayList<>();
    private int turn;
    private int open;

    Master(ActorContext<AtMaster> context, GuidedSearch size, Completion finish) {
      this.size = size;
      this.finish = finish;
      this.edges = size.edges();
      this.table = size.table();
      for (int i = 0; i < size.workers(); i++) {
        workers.add(context.spawnAnonymous(worker(context.getSelf())));
      }
    }

    private Behavior<Search> worker(ActorRef<AtMaster> self) {
      return Behaviors.receiveMessage(search -> {
        for (int node : size.search(edges, table, search.node())) {
          self.tell(new Search(node));
        }
        self.tell(Done.DONE);
        return Behaviors.same();
      });
    }

    Behavior<AtMaster> receive(AtMaster message) {
      switch (message) {
        case Search search -> {
          open++;
          workers.get(turn).tell(search);
          turn = (turn + 1) % workers.size();
        }
        case Done _ -> {
          if (--open == 0) {
            finish.with(size.result(edges, table));
          }
        }
      }
      return Behaviors.same();
    }
  }
}
