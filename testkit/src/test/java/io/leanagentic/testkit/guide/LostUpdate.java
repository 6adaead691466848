package io.leanagentic.testkit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.Probe;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;

/** A bank that loses a deposit, once in a while. Its name keeps it out of the build: it fails. */
final class LostUpdate {
  // region account
  sealed interface Request {}

  record Read(Reply<Balance> reply) implements Request {
    @Override
    public String toString() {
      return "Read";
    }
  }

  record Write(int amount, int version, Reply<Boolean> reply) implements Request {
    @Override
    public String toString() {
      return "Write "
          + amount
          + (version == ANY ? " over any version" : " over version " + version);
    }
  }

  record Balance(int amount, int version) {}

  static final int ANY = -1;

  static final class Account implements Behavior<Request> {
    private int amount;
    private int version;

    @Override
    public void receive(AgentContext<Request> context, Request request) {
      switch (request) {
        case Read(var reply) -> reply.send(new Balance(amount, version));
        case Write(var next, var over, var reply) -> {
          boolean fresh = over == ANY || over == version;
          if (fresh) {
            amount = next;
            version++;
          }
          reply.send(fresh);
        }
      }
    }
  }

  // endregion

  // region teller
  record Deposit(int amount) {}

  /** Reads, adds, writes; and tries again if somebody else wrote in between. */
  static final class Teller implements Behavior<Deposit> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 2;

    private final AgentRef<Request> account;

    Teller(AgentRef<Request> account) {
      this.account = account;
    }

    @Override
    public void receive(AgentContext<Deposit> context, Deposit deposit) {
      attempt(context, deposit, 1);
    }

    private void attempt(AgentContext<Deposit> context, Deposit deposit, int attempt) {
      context.onAnswer(
          account.<Balance>ask(Read::new, PATIENCE),
          balance -> {
            int sum = balance.amount() + deposit.amount();
            int over = attempt <= ATTEMPTS ? balance.version() : ANY; // enough is enough
            context.onAnswer(
                account.<Boolean>ask(reply -> new Write(sum, over, reply), PATIENCE),
                written -> {
                  if (!written) {
                    attempt(context, deposit, attempt + 1);
                  }
                });
          });
    }
  }

  // endregion

  // region test
  @AgentTest(schedules = 200)
  void depositsAddUp(SimulatedRuntime runtime, Probe<Balance> probe) {
    var account = runtime.spawn("account", Account::new);
    for (int i = 1; i <= 4; i++) {
      var teller = runtime.<Deposit>spawn("teller-" + i, () -> new Teller(account));
      teller.signal(new Deposit(10));
    }
    runtime.quiesce(); // until nothing is left to do
    account.signal(new Read(probe.reply()));
    assertEquals(40, probe.expectAny().amount());
  }
  // endregion
}
