package io.leanagentic.benchmarks.micro.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Programs whose size can be chosen, to see how cost grows; in a runtime of its own. */
public final class Scaling implements AutoCloseable {
  private final AgentRuntime runtime;
  private final Completion finish = new Completion();

  /** With the default number of workers. */
  public Scaling() {
    runtime = AgentRuntime.start();
  }

  /** With so many workers. */
  public Scaling(int workers) {
    runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(workers));
  }

  @Override
  public void close() {
    runtime.abort(); // millions of agents need not end one by one
  }

  /** A program that is there, and can be run again and again. */
  @FunctionalInterface
  public interface Program {
    /** Runs it with so many messages. */
    void run(int messages);
  }

  /**
   * A ring of agents; {@code tokens} go around at the same time, and make so many hops together.
   */
  public Program ring(int agents, int tokens) {
    var open = new AtomicInteger();
    List<AgentRef<Pass>> ring = new ArrayList<>(agents);
    AgentRef<Pass> head = runtime.spawn(() -> new Head(open, finish));
    ring.add(head);
    AgentRef<Pass> next = head;
    for (int i = 1; i < agents; i++) {
      next = runtime.spawn(new Member(next, open, finish));
      ring.add(next);
    }
    check(head.send(new Close(next), InRuntime.LONG));
    return hops -> {
      open.set(tokens);
      for (int i = 0; i < tokens; i++) {
        AgentRef<Pass> at = ring.get((int) ((long) agents * i / tokens));
        check(at.send(new Token(hops / tokens), InRuntime.LONG));
      }
      finish.expect(0);
    };
  }

  private sealed interface Pass {}

  private record Close(AgentRef<Pass> next) implements Pass {}

  private record Token(int left) implements Pass {
    void pass(AgentRef<Pass> next, AtomicInteger open, Completion finish) {
      if (left > 0) {
        check(next.signal(new Token(left - 1)));
      } else if (open.decrementAndGet() == 0) {
        finish.with(0);
      }
    }
  }

  private record Member(AgentRef<Pass> next, AtomicInteger open, Completion finish)
      implements Behavior<Pass> {
    @Override
    public void receive(AgentContext<Pass> context, Pass message) {
      if (message instanceof Token token) {
        token.pass(next, open, finish);
      }
    }
  }

  private static final class Head implements Behavior<Pass> {
    private final AtomicInteger open;
    private final Completion finish;
    private AgentRef<Pass> next;

    @SuppressWarnings("NullAway") // the ring is closed before the first token
    Head(AtomicInteger open, Completion finish) {
      this.open = open;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Pass> context, Pass message) {
      switch (message) {
        case Close(var first) -> next = first;
        case Token token -> token.pass(next, open, finish);
      }
    }
  }

  /** Some producers and one consumer with a mailbox of {@code capacity}. */
  public Program fanIn(int producers, int capacity) {
    AgentConfig config = AgentConfig.DEFAULT.withCapacity(capacity);
    AgentRef<Counter.Item> counter = runtime.spawn(config, () -> new Counter(producers, finish));
    List<AgentRef<Producer.Command>> all = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      all.add(runtime.spawn(() -> new Producer(counter)));
    }
    return messages -> {
      var produce = new Producer.Produce(messages / producers);
      all.forEach(producer -> check(producer.send(produce, InRuntime.LONG)));
      finish.expect((long) messages / producers * producers);
    };
  }

  /** One producer and one consumer of messages that hold so many bytes. */
  public Program sized(int bytes) {
    return stream(() -> new byte[bytes], 0);
  }

  /**
   * One producer that is faster than its consumer, which computes a microsecond for each message.
   */
  @CapUnchecked("nobody writes the message")
  public Program overload() {
    byte[] message = new byte[1];
    return stream(() -> message, 1_000);
  }

  private Program stream(@Val Supplier<byte[]> messages, long work) {
    AgentRef<byte[]> consumer = runtime.spawn(() -> new Consumer(work, finish));
    AgentRef<Integer> producer = runtime.spawn(() -> new Streamer(messages, consumer));
    return count -> {
      check(producer.send(count, InRuntime.LONG));
      finish.expect(count);
    };
  }

  private record Streamer(@Val Supplier<byte[]> messages, AgentRef<byte[]> consumer)
      implements Behavior<Integer> {
    @Override
    public void receive(AgentContext<Integer> context, Integer toSend) {
      context.signalAll(
          consumer,
          Stream.generate(messages).limit(toSend).iterator(),
          () -> check(consumer.signal(new byte[0])));
    }
  }

  private static final class Consumer implements Behavior<byte[]> {
    private final long work;
    private final Completion finish;
    private long count;

    Consumer(long work, Completion finish) {
      this.work = work;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<byte[]> context, byte[] message) {
      if (message.length == 0) {
        finish.with(count);
        count = 0;
        return;
      }
      count++;
      if (work > 0) {
        Recorder.compute(work);
      }
    }
  }
}
