package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Dictionary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Dictionary}. */
final class DictionaryProgram {
  private DictionaryProgram() {}

  static void begin(Spawner spawner, Dictionary size, Completion finish) {
    AgentRef<Request> store = spawner.spawn(() -> new Store(size, finish));
    AgentRef<Done> master = spawner.spawn(() -> new Master(store, size.workers()));
    for (int i = 0; i < size.workers(); i++) {
      Dictionary.Requests requests = size.requests(i);
      AgentRef<Result> worker = spawner.spawn(() -> new Worker(requests, store, master));
      check(worker.signal(new Result(null)));
    }
  }

  sealed interface Request {}

  record Write(AgentRef<Result> from, int key, int value) implements Request {}

  record Read(AgentRef<Result> from, int key) implements Request {}

  enum End implements Request {
    END
  }

  record Result(@Nullable Integer value) {}

  enum Done {
    DONE
  }

  private static final class Store implements Behavior<Request> {
    private final Dictionary size;
    private final Map<Integer, Integer> map;
    private final Completion finish;
    private int reads;
    private int writes;

    Store(Dictionary size, Completion finish) {
      this.size = size;
      this.map = size.copy();
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Request> context, Request request) {
      switch (request) {
        case Write(var from, int key, int value) -> {
          writes++;
          map.put(key, value);
          check(from.signal(new Result(value)));
        }
        case Read(var from, int key) -> {
          reads++;
          check(from.signal(new Result(map.get(key))));
        }
        case End _ -> finish.with(size.result(reads, writes, map.size()));
      }
    }
  }

  private static final class Worker implements Behavior<Result> {
    private final Dictionary.Requests requests;
    private final AgentRef<Request> store;
    private final AgentRef<Done> master;

    Worker(Dictionary.Requests requests, AgentRef<Request> store, AgentRef<Done> master) {
      this.requests = requests;
      this.store = store;
      this.master = master;
    }

    @Override
    public void receive(AgentContext<Result> context, Result result) {
      if (!requests.next()) {
        check(master.signal(Done.DONE));
        context.stop();
      } else if (requests.isWrite()) {
        check(store.signal(new Write(context.self(), requests.key(), requests.value())));
      } else {
        check(store.signal(new Read(context.self(), requests.key())));
      }
    }
  }

  private static final class Master implements Behavior<Done> {
    private final AgentRef<Request> store;
    private int left;

    Master(AgentRef<Request> store, int workers) {
      this.store = store;
      this.left = workers;
    }

    @Override
    public void receive(AgentContext<Done> context, Done done) {
      if (--left == 0) {
        check(store.signal(End.END));
      }
    }
  }
}
