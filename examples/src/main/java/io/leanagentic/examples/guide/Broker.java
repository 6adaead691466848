package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

/** Asks an account before it books an order, in two ways. */
final class Broker implements Behavior<Broker.Command> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  sealed interface Command {
    record Buy(long cents, Reply<String> reply) implements Command {}

    record BuyNext(long cents, Reply<String> reply) implements Command {}
  }

  private final AgentRef<Account.Command> account;
  private int booked;

  Broker(AgentRef<Account.Command> account) {
    this.account = account;
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      // region onAnswer
      case Command.Buy(var cents, var reply) -> {
        Await<Boolean> paid = account.ask(r -> new Account.Command.Withdraw(cents, r), PATIENCE);
        context.onAnswer(paid, ok -> book(ok, reply), reply::fail); // other messages may come first
      }
      // endregion
      // region await
      case Command.BuyNext(var cents, var reply) -> {
        Await<Boolean> paid = account.ask(r -> new Account.Command.Withdraw(cents, r), PATIENCE);
        context.await(paid, ok -> book(ok, reply), reply::fail); // no other message comes first
      }
        // endregion
    }
  }

  // region book
  private void book(boolean paid, Reply<String> reply) {
    booked += paid ? 1 : 0; // runs in this agent's turn: its fields are safe
    reply.send(paid ? "order " + booked : "declined");
  }
  // endregion
}
