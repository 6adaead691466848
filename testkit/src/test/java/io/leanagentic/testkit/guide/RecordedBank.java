package io.leanagentic.testkit.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.testkit.guide.LostUpdate.Account;
import io.leanagentic.testkit.guide.LostUpdate.Balance;
import io.leanagentic.testkit.guide.LostUpdate.Read;
import io.leanagentic.testkit.guide.LostUpdate.Request;
import io.leanagentic.testkit.guide.LostUpdate.Write;
import java.time.Duration;
import java.util.ArrayList;

/** A bank whose tellers never look at the version, for a race that real workers show. */
public final class RecordedBank {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RecordedBank() {}

  record Deposit(int amount, Reply<Boolean> done) {}

  /** Reads, adds, and writes, whatever was written in between. */
  static final class Teller implements Behavior<Deposit> {
    private final AgentRef<Request> account;

    Teller(AgentRef<Request> account) {
      this.account = account;
    }

    @Override
    public void receive(AgentContext<Deposit> context, Deposit deposit) {
      context.onAnswer(
          account.<Balance>ask(Read::new, PATIENCE),
          balance -> {
            int sum = balance.amount() + deposit.amount();
            context.onAnswer(
                account.<Boolean>ask(reply -> new Write(sum, LostUpdate.ANY, reply), PATIENCE),
                deposit.done()::send);
          });
    }
  }

  /** What is there after four deposits of 10 that overlap as it happens. */
  public static int balance(AgentRuntime runtime) {
    AgentRef<Request> account = runtime.spawn("account", Account::new);
    var done = new ArrayList<Await<Boolean>>();
    for (int i = 1; i <= 4; i++) {
      var teller = runtime.<Deposit>spawn("teller-" + i, () -> new Teller(account));
      done.add(teller.ask(reply -> new Deposit(10, reply), PATIENCE));
    }
    done.forEach(Await::join);
    return account.<Balance>ask(Read::new, PATIENCE).join().amount();
  }
}
