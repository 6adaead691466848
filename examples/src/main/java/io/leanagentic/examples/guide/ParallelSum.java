package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Terminated;
import java.util.List;
import java.util.stream.LongStream;

// region sum
/** Gives each part to a child of its own; answers when all children have ended. */
final class ParallelSum implements Behavior<ParallelSum.Command> {
  sealed interface Command {
    record Sum(List<Part> parts, Reply<Long> reply) implements Command {}

    record Partial(long sum) implements Command {}

    record Ended(Terminated child, Reply<Long> reply) implements Command {}
  }

  record Part(long from, long to) {}

  private long total;
  private int open;

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    switch (command) {
      case Command.Sum(var parts, var reply) -> {
        for (Part part : parts) {
          AgentRef<Part> child = context.spawn(adder(context.self()));
          context.watch(child, end -> new Command.Ended(end, reply));
          child.signal(part);
          open++;
        }
      }
      case Command.Partial(var sum) -> total += sum;
      case Command.Ended(var child, var reply) -> {
        open--;
        if (open == 0) {
          reply.send(total);
        }
      }
    }
  }

  private static Behavior<Part> adder(AgentRef<Command> parent) {
    return (context, part) -> {
      long sum = LongStream.range(part.from(), part.to()).sum();
      parent.signal(new Command.Partial(sum));
      context.stop();
    };
  }
}
// endregion
