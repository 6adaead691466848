package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Big;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;

/** {@link Big}. */
final class BigProgram {
  private BigProgram() {}

  static void begin(Spawner spawner, Big size, Completion finish) {
    AgentRef<End> sink = spawner.spawn(() -> new Sink(size.agents(), finish));
    List<AgentRef<Message>> all = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      int id = i;
      all.add(spawner.spawn(() -> new Member(id, size.pings(), sink)));
    }
    var everybody = new Everybody(List.copyOf(all));
    all.forEach(agent -> check(agent.signal(everybody)));
    all.forEach(agent -> check(agent.signal(Begin.BEGIN)));
  }

  sealed interface Message {}

  record Everybody(@Val List<AgentRef<Message>> agents) implements Message {}

  enum Begin implements Message {
    BEGIN
  }

  record Ping(int from) implements Message {}

  record Pong(int from) implements Message {}

  record End(long pongs) {}

  private static final class Sink implements Behavior<End> {
    private final Completion finish;
    private int left;
    private long pongs;

    Sink(int agents, Completion finish) {
      this.left = agents;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<End> context, End end) {
      pongs += end.pongs();
      if (--left == 0) {
        finish.with(pongs);
      }
    }
  }

  private static final class Member implements Behavior<Message> {
    private final PseudoRandom random;
    private final AgentRef<End> sink;
    private final int pings;
    private final Ping ping;
    private final Pong pong;
    @Val private List<AgentRef<Message>> agents = List.of();
    private int asked;
    private int pongs;

    Member(int id, int pings, AgentRef<End> sink) {
      this.random = new PseudoRandom(id);
      this.pings = pings;
      this.sink = sink;
      this.ping = new Ping(id);
      this.pong = new Pong(id);
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Everybody(var all) -> agents = all;
        case Begin _ -> ping();
        case Ping(int from) -> check(agents.get(from).signal(pong));
        case Pong(int from) -> {
          if (from != asked) {
            throw new IllegalStateException("answer is from " + from + "; expected: " + asked);
          }
          if (++pongs < pings) {
            ping();
          } else {
            check(sink.signal(new End(pongs)));
          }
        }
      }
    }

    private void ping() {
      asked = random.nextInt(agents.size());
      check(agents.get(asked).signal(ping));
    }
  }
}
