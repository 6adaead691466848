package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Sieve;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** {@link Sieve}; nothing tells anybody to slow down. */
final class SieveProgram {
  private SieveProgram() {}

  static void begin(ActorContext<?> context, Sieve size, Completion finish) {
    ActorRef<Message> first = context.spawnAnonymous(Filter.create(size, finish));
    ActorRef<Go> source =
        context.spawnAnonymous(
            Behaviors.receiveMessage(_ -> {
              size.candidates().forEach(number -> first.tell(new Candidate(number)));
              first.tell(new End(0));
              return Behaviors.stopped();
            }));
    source.tell(Go.GO);
  }

  enum Go {
    GO
  }

  sealed interface Message {}

  record Candidate(long number) implements Message {}

  record End(long sum) implements Message {}

  private static final class Filter {
    private final ActorContext<Message> context;
    private final Sieve size;
    private final Completion finish;
    private final Sieve.Primes primes;
    private @Nullable ActorRef<Message> next;

    private Filter(ActorContext<Message> context, Sieve size, Completion finish) {
      this.context = context;
      this.size = size;
      this.finish = finish;
      this.primes = size.primes();
    }

    static Behavior<Message> create(Sieve size, Completion finish) {
      return Behaviors.setup(
          context -> Behaviors.receiveMessage(new Filter(context, size, finish)::receive));
    }

    private Behavior<Message> receive(Message message) {
      switch (message) {
        case Candidate(long number) when primes.divide(number) || primes.keep(number) -> {}
        case Candidate candidate -> {
          if (next == null) {
            next = context.spawnAnonymous(create(size, finish));
          }
          next.tell(candidate);
        }
        case End(long sum) -> {
          long more = sum + primes.sum();
          if (next == null) {
            finish.with(Sieve.result(more));
          } else {
            next.tell(new End(more));
          }
        }
      }
      return Behaviors.same();
    }
  }
}
