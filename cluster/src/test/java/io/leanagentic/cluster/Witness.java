package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import org.jspecify.annotations.Nullable;

/** Says how an agent of another node ends, as its own node sees it. */
final class Witness implements Behavior<Witness.Message> {
  sealed interface Message {}

  /** Finds the counter of that name, and answers when it has. */
  record Find(String name, Reply<Boolean> isAlive) implements Message {}

  /** Answers when that counter has ended. */
  record End(Reply<String> cause) implements Message {}

  private final Cluster cluster;
  private @Nullable AgentRef<Counter.Message> found;

  Witness(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Find it ->
          context.await(
              cluster.lookup(it.name(), Counter.Message.class, LONG),
              ref -> {
                found = ref;
                it.isAlive().send(ref.isAlive());
              });
      case End it -> {
        AgentRef<Counter.Message> ref = found;
        if (ref == null) {
          it.cause().fail(new IllegalStateException("nothing was found"));
        } else {
          context.onAnswer(
              ref.termination(LONG),
              end -> it.cause().send(end.cause().map(Throwable::toString).orElse("none")));
        }
      }
    }
  }
}
