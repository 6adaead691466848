package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.util.Map;

// region book
/** Sets questions aside until the prices are loaded, then answers them in order. */
final class PriceBook implements Behavior<PriceBook.Command> {
  sealed interface Command {
    record Loaded(Map<String, Integer> prices) implements Command {}

    record PriceOf(String item, Reply<Integer> reply) implements Command {}
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.Loaded(var prices) -> {
        context.become(open(prices));
        context.unstash();
      }
      case Command.PriceOf question -> context.stash(question);
    }
  }

  private static Behavior<Command> open(Map<String, Integer> prices) {
    return (context, command) -> {
      switch (command) {
        case Command.Loaded(var newer) -> context.become(open(newer));
        case Command.PriceOf(var item, var reply) -> reply.send(prices.getOrDefault(item, 0));
      }
    };
  }
}
// endregion
