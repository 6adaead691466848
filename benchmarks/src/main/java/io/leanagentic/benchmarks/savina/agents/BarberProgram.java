package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Barber;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import java.util.ArrayDeque;
import java.util.Queue;

/** {@link Barber}. */
final class BarberProgram {
  private BarberProgram() {}

  static void begin(Spawner spawner, Barber size, Completion finish) {
    AgentRef<Cut> barber = spawner.spawn(() -> new Cutter(Barber.random()));
    AgentRef<AtRoom> room = spawner.spawn(() -> new Room(size.room(), barber));
    AgentRef<AtFactory> factory = spawner.spawn(() -> new Factory(size, room, finish));
    check(factory.signal(Begin.BEGIN));
  }

  sealed interface AtRoom {}

  record Enter(AgentRef<AtCustomer> customer) implements AtRoom {}

  enum Next implements AtRoom {
    NEXT
  }

  record Cut(AgentRef<AtCustomer> customer, AgentRef<AtRoom> room) {}

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

  record Returned(AgentRef<AtCustomer> customer) implements AtFactory {}

  record Done(long result) implements AtFactory {}

  private static final class Room implements Behavior<AtRoom> {
    private final int chairs;
    private final AgentRef<Cut> barber;
    private final Queue<AgentRef<AtCustomer>> waiting = new ArrayDeque<>();
    private boolean asleep = true;

    Room(int chairs, AgentRef<Cut> barber) {
      this.chairs = chairs;
      this.barber = barber;
    }

    @Override
    public void receive(AgentContext<AtRoom> context, AtRoom message) {
      switch (message) {
        case Enter(var customer) when waiting.size() == chairs -> check(customer.signal(Told.FULL));
        case Enter(var customer) -> {
          waiting.add(customer);
          if (asleep) {
            asleep = false;
            check(context.self().signal(Next.NEXT));
          } else {
            check(customer.signal(Told.WAIT));
          }
        }
        case Next _ -> {
          if (waiting.isEmpty()) {
            asleep = true;
          } else {
            check(barber.signal(new Cut(waiting.remove(), context.self())));
          }
        }
      }
    }
  }

  private record Cutter(PseudoRandom random) implements Behavior<Cut> {
    @Override
    public void receive(AgentContext<Cut> context, Cut cut) {
      check(cut.customer().signal(Told.START));
      long busy = Barber.busy(random);
      check(cut.room().signal(Next.NEXT)); // first: with the last customer the program may be over
      check(cut.customer().signal(new Served(busy)));
    }
  }

  private static final class Factory implements Behavior<AtFactory> {
    private final int haircuts;
    private final AgentRef<AtRoom> room;
    private final Completion finish;
    private final PseudoRandom random = Barber.random();
    private int missing;
    private long sum;

    Factory(Barber size, AgentRef<AtRoom> room, Completion finish) {
      this.haircuts = size.haircuts();
      this.room = room;
      this.finish = finish;
      this.missing = haircuts;
    }

    @Override
    public void receive(AgentContext<AtFactory> context, AtFactory message) {
      switch (message) {
        case Begin _ -> {
          AgentRef<AtFactory> self = context.self();
          for (int i = 0; i < haircuts; i++) {
            int number = i;
            check(room.signal(new Enter(context.spawn(() -> new Customer(number, self)))));
            sum += Barber.busy(random);
          }
        }
        case Returned(var customer) -> check(room.signal(new Enter(customer)));
        case Done(long result) -> {
          sum += result;
          if (--missing == 0) {
            finish.with(sum);
          }
        }
      }
    }
  }

  private record Customer(int number, AgentRef<AtFactory> factory) implements Behavior<AtCustomer> {
    @Override
    public void receive(AgentContext<AtCustomer> context, AtCustomer message) {
      switch (message) {
        case Told.FULL -> check(factory.signal(new Returned(context.self())));
        case Told.WAIT, Told.START -> {}
        case Served(long busy) -> {
          check(factory.signal(new Done(busy + number)));
          context.stop();
        }
      }
    }
  }
}
