package io.leanagentic.examples.guide;

// region bank
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import java.time.Duration;

final class Bank {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  static void main() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Account.Command> account = runtime.spawn("savings", Account::new);
      account.signal(new Account.Command.Deposit(100_00));
      Await<Boolean> paid =
          account.ask(reply -> new Account.Command.Withdraw(30_00, reply), PATIENCE);
      Await<Long> balance = account.ask(Account.Command.Balance::new, PATIENCE);
      IO.println("paid: " + paid.join() + ", left: " + balance.join());
    }
  }
}
// endregion
