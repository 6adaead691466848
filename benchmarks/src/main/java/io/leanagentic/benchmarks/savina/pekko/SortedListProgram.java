package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.SortedList;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link SortedList}. */
final class SortedListProgram {
  private SortedListProgram() {}

  static void begin(ActorContext<?> context, SortedList size, Completion finish) {
    ActorRef<AtList> list =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Keeper(size.workers(), finish)::receive)));
    for (int i = 0; i < size.workers(); i++) {
      context.spawnAnonymous(worker(size.requests(i), list)).tell(0);
    }
  }

  sealed interface AtList {}

  record Request(SortedList.Kind kind, int item, ActorRef<Integer> from) implements AtList {}

  enum End implements AtList {
    END
  }

  private static final class Keeper {
    private final SortedList.Items items = new SortedList.Items();
    private final Completion finish;
    private int workers;

    Keeper(int workers, Completion finish) {
      this.workers = workers;
      this.finish = finish;
    }

    Behavior<AtList> receive(AtList message) {
      switch (message) {
        case Request(var kind, int item, var from) -> from.tell(items.handle(kind, item));
        case End _ -> {
          if (--workers == 0) {
            finish.with(items.result());
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static Behavior<Integer> worker(SortedList.Requests requests, ActorRef<AtList> list) {
    return Behaviors.receive((context, answer) -> {
      if (!requests.next()) {
        list.tell(End.END);
        return Behaviors.stopped();
      }
      SortedList.Kind kind = requests.kind();
      list.tell(new Request(kind, requests.item(kind), context.getSelf()));
      return Behaviors.same();
    });
  }
}
