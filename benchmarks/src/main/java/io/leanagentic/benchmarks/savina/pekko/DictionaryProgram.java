package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Dictionary;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** {@link Dictionary}. */
final class DictionaryProgram {
  private DictionaryProgram() {}

  static void begin(ActorContext<?> context, Dictionary size, Completion finish) {
    ActorRef<Request> store =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Store(size, finish)::receive)));
    ActorRef<Done> master =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Master(store, size.workers())::receive)));
    for (int i = 0; i < size.workers(); i++) {
      Dictionary.Requests requests = size.requests(i);
      ActorRef<Result> worker =
          context.spawnAnonymous(
              Behaviors.setup(self ->
                  Behaviors.receiveMessage(
                      new Worker(self.getSelf(), requests, store, master)::receive)));
      worker.tell(new Result(null));
    }
  }

  sealed interface Request {}

  record Write(ActorRef<Result> from, int key, int value) implements Request {}

  record Read(ActorRef<Result> from, int key) implements Request {}

  enum End implements Request {
    END
  }

  record Result(@Nullable Integer value) {}

  enum Done {
    DONE
  }

  private static final class Store {
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

    Behavior<Request> receive(Request request) {
      switch (request) {
        case Write(var from, int key, int value) -> {
          writes++;
          map.put(key, value);
          from.tell(new Result(value));
        }
        case Read(var from, int key) -> {
          reads++;
          from.tell(new Result(map.get(key)));
        }
        case End _ -> finish.with(size.result(reads, writes, map.size()));
      }
      return Behaviors.same();
    }
  }

  private static final class Worker {
    private final ActorRef<Result> self;
    private final Dictionary.Requests requests;
    private final ActorRef<Request> store;
    private final ActorRef<Done> master;

    Worker(
        ActorRef<Result> self,
        Dictionary.Requests requests,
        ActorRef<Request> store,
        ActorRef<Done> master) {
      this.self = self;
      this.requests = requests;
      this.store = store;
      this.master = master;
    }

    Behavior<Result> receive(Result result) {
      if (!requests.next()) {
        master.tell(Done.DONE);
        return Behaviors.stopped();
      }
      if (requests.isWrite()) {
        store.tell(new Write(self, requests.key(), requests.value()));
      } else {
        store.tell(new Read(self, requests.key()));
      }
      return Behaviors.same();
    }
  }

  private static final class Master {
    private final ActorRef<Request> store;
    private int left;

    Master(ActorRef<Request> store, int workers) {
      this.store = store;
      this.left = workers;
    }

    Behavior<Done> receive(Done done) {
      if (--left == 0) {
        store.tell(End.END);
      }
      return Behaviors.same();
    }
  }
}
