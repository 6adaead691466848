package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Bank;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

/** {@link Bank}; an account that waits stashes what else comes. */
final class BankProgram {
  private BankProgram() {}

  static void begin(ActorContext<?> context, Bank size, Completion finish) {
    var gathering = new Gathering(size.accounts(), finish);
    List<ActorRef<Order>> accounts = new ArrayList<>();
    for (int i = 0; i < size.accounts(); i++) {
      accounts.add(
          context.spawnAnonymous(
              Behaviors.withStash(
                  size.transfers(),
                  stash ->
                      Behaviors.setup(
                          self -> new Account(self.getSelf(), stash, gathering).ready()))));
    }
    ActorRef<AtTeller> teller =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(new Teller(self.getSelf(), size, accounts)::receive)));
    teller.tell(AtTeller.BEGIN);
  }

  enum AtTeller {
    BEGIN,
    DONE
  }

  sealed interface Order {}

  record Give(int amount, ActorRef<Order> to, ActorRef<AtTeller> teller) implements Order {}

  record Receive(int amount, ActorRef<Order> from) implements Order {}

  record Received(int amount) implements Order {}

  enum Close implements Order {
    CLOSE
  }

  private static final class Teller {
    private final ActorRef<AtTeller> self;
    private final Bank size;
    private final List<ActorRef<Order>> accounts;
    private final PseudoRandom random;
    private int open;

    Teller(ActorRef<AtTeller> self, Bank size, List<ActorRef<Order>> accounts) {
      this.self = self;
      this.size = size;
      this.accounts = List.copyOf(accounts);
      this.random = size.random();
      this.open = size.transfers();
    }

    Behavior<AtTeller> receive(AtTeller message) {
      switch (message) {
        case BEGIN -> {
          for (int i = 0; i < size.transfers(); i++) {
            var next = size.next(random);
            var give = new Give(next.amount(), accounts.get(next.to()), self);
            accounts.get(next.from()).tell(give);
          }
        }
        case DONE -> {
          if (--open == 0) {
            accounts.forEach(account -> account.tell(Close.CLOSE));
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static final class Account {
    private final ActorRef<Order> self;
    private final StashBuffer<Order> stash;
    private final Gathering gathering;
    private long balance = Bank.BALANCE;

    Account(ActorRef<Order> self, StashBuffer<Order> stash, Gathering gathering) {
      this.self = self;
      this.stash = stash;
      this.gathering = gathering;
    }

    Behavior<Order> ready() {
      return Behaviors.receiveMessage(this::receive);
    }

    private Behavior<Order> receive(Order order) {
      switch (order) {
        case Give(int amount, var to, var teller) -> {
          balance -= amount;
          to.tell(new Receive(amount, self));
          return Behaviors.receiveMessage(other -> whileWaiting(other, teller));
        }
        case Receive(int amount, var from) -> {
          balance += amount;
          from.tell(new Received(amount));
        }
        case Received _ -> throw new IllegalStateException("nothing was sent");
        case Close _ -> {
          gathering.end(balance);
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }

    private Behavior<Order> whileWaiting(Order order, ActorRef<AtTeller> teller) {
      if (order instanceof Received) {
        teller.tell(AtTeller.DONE);
        return stash.unstashAll(ready());
      }
      stash.stash(order);
      return Behaviors.same();
    }
  }
}
