package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Chameneos;
import io.leanagentic.benchmarks.savina.Chameneos.Color;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** {@link Chameneos}. */
final class ChameneosProgram {
  private ChameneosProgram() {}

  static void begin(ActorContext<?> context, Chameneos size, Completion finish) {
    ActorRef<AtMall> mall =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Mall(size, finish)::receive)));
    for (int i = 0; i < size.creatures(); i++) {
      Color color = Color.of(i);
      context.<AtCreature>spawnAnonymous(
          Behaviors.setup(self -> {
            mall.tell(new Meet(color, self.getSelf()));
            return Behaviors.receiveMessage(new Creature(self.getSelf(), mall, color)::receive);
          }));
    }
  }

  sealed interface AtMall {}

  sealed interface AtCreature {}

  record Meet(Color color, ActorRef<AtCreature> from) implements AtMall, AtCreature {}

  record Change(Color color) implements AtCreature {}

  enum Closed implements AtCreature {
    CLOSED
  }

  record Remembered(int meetings) implements AtMall {}

  private static final class Mall {
    private final Completion finish;
    private int meetings;
    private int creatures;
    private long remembered;
    private @Nullable ActorRef<AtCreature> waiting;

    Mall(Chameneos size, Completion finish) {
      this.meetings = size.meetings();
      this.creatures = size.creatures();
      this.finish = finish;
    }

    Behavior<AtMall> receive(AtMall message) {
      switch (message) {
        case Meet meet -> {
          if (meetings == 0) {
            meet.from().tell(Closed.CLOSED);
          } else if (waiting == null) {
            waiting = meet.from();
          } else {
            meetings--;
            waiting.tell(meet);
            waiting = null;
          }
        }
        case Remembered(int some) -> {
          remembered += some;
          if (--creatures == 0) {
            finish.with(remembered);
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static final class Creature {
    private final ActorRef<AtCreature> self;
    private final ActorRef<AtMall> mall;
    private Color color;
    private int meetings;

    Creature(ActorRef<AtCreature> self, ActorRef<AtMall> mall, Color color) {
      this.self = self;
      this.mall = mall;
      this.color = color;
    }

    Behavior<AtCreature> receive(AtCreature message) {
      switch (message) {
        case Meet(var other, var from) -> {
          color = color.meet(other);
          meetings++;
          from.tell(new Change(color));
          mall.tell(new Meet(color, self));
        }
        case Change(var changed) -> {
          color = changed;
          meetings++;
          mall.tell(new Meet(color, self));
        }
        case Closed _ -> {
          color = Color.FADED;
          mall.tell(new Remembered(meetings));
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }
  }
}
