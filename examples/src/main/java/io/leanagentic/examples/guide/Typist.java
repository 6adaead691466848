package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

// region typist
/** Has one letter typed at a time, in order, and says at any time how many are done. */
final class Typist implements Behavior<Typist.Command> {
  sealed interface Command {
    record Letter(String text, Reply<String> typed) implements Command {}

    record HowMany(Reply<Integer> done) implements Command {}
  }

  record Page(String text, Reply<String> reply) {}

  private final AgentRef<Page> machine;
  private int done;

  Typist(AgentRef<Page> machine) {
    this.machine = machine;
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.HowMany(var reply) -> reply.send(done);
      case Command.Letter(var text, var typed) -> {
        context.pause(Command.Letter.class);
        context.onAnswer(
            machine.<String>ask(reply -> new Page(text, reply), Duration.ofMinutes(1)),
            page -> {
              done++;
              typed.send(page);
              context.resume(Command.Letter.class);
            },
            failure -> {
              typed.fail(failure);
              context.resume(Command.Letter.class);
            });
      }
    }
  }
}
// endregion
