package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Big;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Big}. */
final class BigProgram {
  private BigProgram() {}

  static void begin(ActorContext<?> context, Big size, Completion finish) {
    ActorRef<End> sink =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Sink(size.agents(), finish)::receive)));
    List<ActorRef<Message>> all = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      int id = i;
      all.add(
          context.spawnAnonymous(
              Behaviors.setup(
                  _ -> Behaviors.receiveMessage(new Member(id, size.pings(), sink)::receive))));
    }
    var everybody = new Everybody(List.copyOf(all));
    all.forEach(actor -> actor.tell(everybody));
    all.forEach(actor -> actor.tell(Begin.BEGIN));
  }

  sealed interface Message {}

  record Everybody(List<ActorRef<Message>> actors) implements Message {}

  enum Begin implements Message {
    BEGIN
  }

  record Ping(int from) implements Message {}

  record Pong(int from) implements Message {}

  record End(long pongs) {}

  private static final class Sink {
    private final Completion finish;
    private int left;
    private long pongs;

    Sink(int actors, Completion finish) {
      this.left = actors;
      this.finish = finish;
    }

    Behavior<End> receive(End end) {
      pongs += end.pongs();
      if (--left == 0) {
        finish.with(pongs);
      }
      return Behaviors.same();
    }
  }

  private static final class Member {
    private final PseudoRandom random;
    private final ActorRef<End> sink;
    private final int pings;
    private final Ping ping;
    private final Pong pong;
    private List<ActorRef<Message>> actors = List.of();
    private int asked;
    private int pongs;

    Member(int id, int pings, ActorRef<End> sink) {
      this.random = new PseudoRandom(id);
      this.pings = pings;
      this.sink = sink;
      this.ping = new Ping(id);
      this.pong = new Pong(id);
    }

    Behavior<Message> receive(Message message) {
      switch (message) {
        case Everybody(var all) -> actors = all;
        case Begin _ -> ping();
        case Ping(int from) -> actors.get(from).tell(pong);
        case Pong(int from) -> {
          if (from != asked) {
            throw new IllegalStateException("answer is from " + from + "; expected: " + asked);
          }
          if (++pongs < pings) {
            ping();
          } else {
            sink.tell(new End(pongs));
          }
        }
      }
      return Behaviors.same();
    }

    private void ping() {
      asked = random.nextInt(actors.size());
      actors.get(asked).tell(ping);
    }
  }
}
