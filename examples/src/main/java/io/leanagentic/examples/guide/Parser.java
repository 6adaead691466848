package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;

// region parser
/** Sums numbers given as text, and does not guard against text that is none. */
final class Parser implements Behavior<Parser.Command> {
  sealed interface Command {
    record Line(String text) implements Command {}

    record Sum(Reply<Integer> reply) implements Command {}
  }

  private int sum;

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.Line(var text) -> sum += Integer.parseInt(text); // may throw
      case Command.Sum(var reply) -> reply.send(sum);
    }
  }
}
// endregion
