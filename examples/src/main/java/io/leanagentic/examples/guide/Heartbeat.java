package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

// region heartbeat
/** Counts its own beats; ends when it has not been asked for a while. */
final class Heartbeat implements Behavior<Heartbeat.Command> {
  sealed interface Command {
    record Beat() implements Command {}

    record After(int wanted, Reply<Integer> reply) implements Command {}

    record Lonely() implements Command {}
  }

  private int beats;

  @Override
  public void onStart(AgentContext<Command> context) {
    context.timers().every("beat", Duration.ofMillis(2), new Command.Beat());
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.Beat() -> beats++;
      case Command.After(var wanted, var reply) when beats < wanted ->
          context.timers().once(reply, Duration.ofMillis(1), command); // look again soon
      case Command.After(var wanted, var reply) -> {
        reply.send(beats);
        context.timers().cancel("beat");
        context.receiveTimeout(Duration.ofMillis(5), new Command.Lonely());
      }
      case Command.Lonely() -> context.stop();
    }
  }
}
// endregion
