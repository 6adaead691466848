package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Barber;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Barber}. */
final class BarberProgram {
  private BarberProgram() {}

  static void begin(ActorContext<?> context, Barber size, Completion finish) {
    ActorRef<Cut> barber = context.spawnAnonymous(cutter());
    ActorRef<AtRoom> room =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(new Room(self.getSelf(), size.room(), barber)::receive)));
    ActorRef<AtFactory> factory =
        context.spawnAnonymous(
            Behaviors.setup(
                self -> Behaviors.receiveMessage(new Factory(self, size, room, finish)::receive)));
    factory.tell(Begin.BEGIN);
  }

  sealed interface AtRoom {}

  record Enter(ActorRef<AtCustomer> customer) implements AtRoom {}

  enum Next implements AtRoom {
    NEXT
  }

  record Cut(ActorRef<AtCustomer> customer, ActorRef<AtRoom> room) {}

  sealed interface AtCustomer {}

  enum Told implements AtCustomer {
    FULL,
    WAIT,
    START
  }

  record Served(long busy) implements AtCustomer {}

  sealed interface AtFactory {}

  enum Begin implements AtFactory {
    BEGIN
  }

  record Returned(ActorRef<AtCustomer> customer) implements AtFactory {}

  record Done(long result) implements AtFactory {}

  private static final class Room {
    private final ActorRef<AtRoom> self;
    private final int chairs;
    private final ActorRef<Cut> barber;
    private final Queue<ActorRef<AtCustomer>> waiting = new ArrayDeque<>();
    private boolean asleep = true;

    Room(ActorRef<AtRoom> self, int chairs, ActorRef<Cut> barber) {
      this.self = self;
      this.chairs = chairs;
      this.barber = barber;
    }

    Behavior<AtRoom> receive(AtRoom message) {
      switch (message) {
        case Enter(var customer) when waiting.size() == chairs -> customer.tell(Told.FULL);
        case Enter(var customer) -> {
          waiting.add(customer);
          if (asleep) {
            asleep = false;
            self.tell(Next.NEXT);
          } else {
            customer.tell(Told.WAIT);
          }
        }
        case Next _ -> {
          if (waiting.isEmpty()) {
            asleep = true;
          } else {
            barber.tell(new Cut(waiting.remove(), self));
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static Behavior<Cut> cutter() {
    return Behaviors.setup(_ -> {
      PseudoRandom random = Barber.random();
      return Behaviors.receiveMessage(cut -> {
        cut.customer().tell(Told.START);
        long busy = Barber.busy(random);
        cut.room().tell(Next.NEXT); // first: with the last customer the program may be over
        cut.customer().tell(new Served(busy));
        return Behaviors.same();
      });
    });
  }

  private static final class Factory {
    private final ActorContext<AtFactory> context;
    private final int haircuts;
    private final ActorRef<AtRoom> room;
    private final Completion finish;
    private final PseudoRandom random = Barber.random();
    private int missing;
    private long sum;

    Factory(
        ActorContext<AtFactory> context, Barber size, ActorRef<AtRoom> room, Completion finish) {
      this.context = context;
      this.haircuts = size.haircuts();
      this.room = room;
      this.finish = finish;
      this.missing = haircuts;
    }

    Behavior<AtFactory> receive(AtFactory message) {
      switch (message) {
        case Begin _ -> {
          ActorRef<AtFactory> self = context.getSelf();
          for (int i = 0; i < haircuts; i++) {
            room.tell(new Enter(context.spawnAnonymous(customer(i, self))));
            sum += Barber.busy(random);
          }
        }
        case Returned(var customer) -> room.tell(new Enter(customer));
        case Done(long result) -> {
          sum += result;
          if (--missing == 0) {
            finish.with(sum);
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static Behavior<AtCustomer> customer(int number, ActorRef<AtFactory> factory) {
    return Behaviors.receive((context, message) -> {
      switch (message) {
        case Told.FULL -> factory.tell(new Returned(context.getSelf()));
        case Told.WAIT, Told.START -> {}
        case Served(long busy) -> {
          factory.tell(new Done(busy + number));
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    });
  }
}
