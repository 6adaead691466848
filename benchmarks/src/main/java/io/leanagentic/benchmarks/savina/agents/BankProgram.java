package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Bank;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link Bank}. */
final class BankProgram {
  private static final Duration LONG = Duration.ofSeconds(30);

  private BankProgram() {}

  static void begin(Spawner spawner, Bank size, Completion finish) {
    var gathering = new Gathering(size.accounts(), finish);
    List<AgentRef<Order>> accounts = new ArrayList<>();
    for (int i = 0; i < size.accounts(); i++) {
      accounts.add(spawner.spawn(() -> new Account(gathering)));
    }
    AgentRef<AtTeller> teller = spawner.spawn(() -> new Teller(size, accounts));
    check(teller.signal(AtTeller.BEGIN));
  }

  enum AtTeller {
    BEGIN,
    DONE
  }

  sealed interface Order {}

  record Give(int amount, AgentRef<Order> to, AgentRef<AtTeller> teller) implements Order {}

  record Receive(int amount, Reply<Integer> reply) implements Order {}

  enum Close implements Order {
    CLOSE
  }

  private static final class Teller implements Behavior<AtTeller> {
    private final Bank size;
    private final List<AgentRef<Order>> accounts;
    private final PseudoRandom random;
    private int open;

    Teller(Bank size, List<AgentRef<Order>> accounts) {
      this.size = size;
      this.accounts = List.copyOf(accounts);
      this.random = size.random();
      this.open = size.transfers();
    }

    @Override
    public void receive(AgentContext<AtTeller> context, AtTeller message) {
      switch (message) {
        case BEGIN -> {
          for (int i = 0; i < size.transfers(); i++) {
            var next = size.next(random);
            var give = new Give(next.amount(), accounts.get(next.to()), context.self());
            check(accounts.get(next.from()).signal(give));
          }
        }
        case DONE -> {
          if (--open == 0) {
            accounts.forEach(account -> check(account.signal(Close.CLOSE)));
          }
        }
      }
    }
  }

  private static final class Account implements Behavior<Order> {
    private final Gathering gathering;
    private long balance = Bank.BALANCE;

    Account(Gathering gathering) {
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<Order> context, Order order) {
      switch (order) {
        case Give(int amount, var to, var teller) -> {
          balance -= amount;
          context.await(
              to.<Integer>ask(reply -> new Receive(amount, reply), LONG),
              _ -> check(teller.signal(AtTeller.DONE)));
        }
        case Receive(int amount, var reply) -> {
          balance += amount;
          reply.send(amount);
        }
        case Close _ -> {
          gathering.end(balance);
          context.stop();
        }
      }
    }
  }
}
