package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Sieve;
import org.jspecify.annotations.Nullable;

/** {@link Sieve}. */
final class SieveProgram {
  private SieveProgram() {}

  static void begin(Spawner spawner, Sieve size, Completion finish) {
    AgentRef<Message> first = spawner.spawn(() -> new Filter(size, finish));
    AgentRef<Go> source =
        spawner.spawn((context, go) ->
            context.signalAll(
                first,
                size.candidates().mapToObj(Candidate::new).iterator(),
                () -> check(first.signal(new End(0)))));
    check(source.signal(Go.GO));
  }

  enum Go {
    GO
  }

  sealed interface Message {}

  record Candidate(long number) implements Message {}

  record End(long sum) implements Message {}

  private static final class Filter implements Behavior<Message> {
    private final Sieve size;
    private final Completion finish;
    private final Sieve.Primes primes;
    private @Nullable AgentRef<Message> next;

    Filter(Sieve size, Completion finish) {
      this.size = size;
      this.finish = finish;
      this.primes = size.primes();
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Candidate(long number) when primes.divide(number) || primes.keep(number) -> {}
        case Candidate candidate -> {
          if (next == null) {
            next = context.spawn(() -> new Filter(size, finish));
          }
          check(next.signal(candidate));
        }
        case End(long sum) -> {
          long more = sum + primes.sum();
          if (next == null) {
            finish.with(Sieve.result(more));
          } else {
            check(next.signal(new End(more)));
          }
        }
      }
    }
  }
}
