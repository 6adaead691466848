package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.SortedList;

/** {@link SortedList}. */
final class SortedListProgram {
  private SortedListProgram() {}

  static void begin(Spawner spawner, SortedList size, Completion finish) {
    AgentRef<AtList> list = spawner.spawn(() -> new Keeper(size.workers(), finish));
    for (int i = 0; i < size.workers(); i++) {
      SortedList.Requests requests = size.requests(i);
      AgentRef<Integer> worker = spawner.spawn(() -> new Worker(requests, list));
      check(worker.signal(0));
    }
  }

  sealed interface AtList {}

  record Request(SortedList.Kind kind, int item, AgentRef<Integer> from) implements AtList {}

  enum End implements AtList {
    END
  }

  private static final class Keeper implements Behavior<AtList> {
    private final SortedList.Items items = new SortedList.Items();
    private final Completion finish;
    private int workers;

    Keeper(int workers, Completion finish) {
      this.workers = workers;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<AtList> context, AtList message) {
      switch (message) {
        case Request(var kind, int item, var from) -> check(from.signal(items.handle(kind, item)));
        case End _ -> {
          if (--workers == 0) {
            finish.with(items.result());
          }
        }
      }
    }
  }

  private record Worker(SortedList.Requests requests, AgentRef<AtList> list)
      implements Behavior<Integer> {
    @Override
    public void receive(AgentContext<Integer> context, Integer answer) {
      if (requests.next()) {
        SortedList.Kind kind = requests.kind();
        check(list.signal(new Request(kind, requests.item(kind), context.self())));
      } else {
        check(list.signal(End.END));
        context.stop();
      }
    }
  }
}
