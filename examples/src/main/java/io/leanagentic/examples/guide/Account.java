package io.leanagentic.examples.guide;

// region account
import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;

/** A bank account. Only its own agent uses the balance, so nothing is locked. */
final class Account implements Behavior<Account.Command> {
  sealed interface Command {
    record Deposit(long cents) implements Command {}

    record Withdraw(long cents, Reply<Boolean> reply) implements Command {}

    record Balance(Reply<Long> reply) implements Command {}
  }

  private long balance;

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.Deposit(var cents) -> balance += cents;
      case Command.Withdraw(var cents, var reply) -> {
        boolean covered = cents <= balance;
        balance -= covered ? cents : 0;
        reply.send(covered);
      }
      case Command.Balance(var reply) -> reply.send(balance);
    }
  }
}
// endregion
