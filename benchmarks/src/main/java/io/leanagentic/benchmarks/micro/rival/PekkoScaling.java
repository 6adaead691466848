package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.micro.agents.Scaling.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Programs whose size can be chosen, to see how cost grows. */
public final class PekkoScaling extends InPekko implements AutoCloseable {

  /**
   * A ring of actors; {@code tokens} go around at the same time, and make so many hops together.
   */
  public Program ring(int actors, int tokens) {
    var open = new AtomicInteger();
    List<ActorRef<Token>> ring = new ArrayList<>(actors);
    var made = new CountDownLatch(1);
    this.<String>spawn(
        Behaviors.setup(context -> {
          spawnRing(context, ring, actors, open);
          made.countDown();
          return Behaviors.empty();
        }));
    await(made);
    return hops -> {
      open.set(tokens);
      for (int i = 0; i < tokens; i++) {
        ring.get((int) ((long) actors * i / tokens)).tell(new Token(hops / tokens));
      }
      finish.expect(0);
    };
  }

  private void spawnRing(
      ActorContext<?> context, List<ActorRef<Token>> ring, int actors, AtomicInteger open) {
    for (int i = 0; i < actors; i++) {
      int number = i;
      ring.add(
          context.spawnAnonymous(
              Behaviors.receiveMessage(token -> {
                if (token.left > 0) {
                  ring.get((number + 1) % actors).tell(new Token(token.left - 1));
                } else if (open.decrementAndGet() == 0) {
                  finish.with(0);
                }
                return Behaviors.same();
              })));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Token(int left) {}

  /** Some producers and one consumer. */
  public Program fanIn(int producers) {
    var counter = spawn(PekkoCounter.create(producers, finish));
    List<ActorRef<PekkoProducer.Command>> all = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      all.add(spawn(PekkoProducer.create(counter)));
    }
    return messages -> {
      var produce = new PekkoProducer.Produce(messages / producers);
      all.forEach(producer -> producer.tell(produce));
      finish.expect((long) messages / producers * producers);
    };
  }

  /** One producer and one consumer of messages that hold so many bytes. */
  public Program sized(int bytes) {
    return stream(() -> new byte[bytes], 0);
  }

  /** One producer and one consumer that computes a microsecond for each message. */
  public Program overload() {
    byte[] message = new byte[1];
    return stream(() -> message, 1_000);
  }

  private Program stream(Supplier<byte[]> messages, long work) {
    ActorRef<byte[]> consumer =
        spawn(Behaviors.setup(_ -> Behaviors.receiveMessage(new Consumer(work, finish)::receive)));
    ActorRef<Integer> producer =
        spawn(
            Behaviors.receiveMessage(toSend -> {
              for (int i = 0; i < toSend; i++) {
                consumer.tell(messages.get());
              }
              consumer.tell(new byte[0]);
              return Behaviors.same();
            }));
    return count -> {
      producer.tell(count);
      finish.expect(count);
    };
  }

  private static final class Consumer {
    private final long work;
    private final Completion finish;
    private long count;

    Consumer(long work, Completion finish) {
      this.work = work;
      this.finish = finish;
    }

    Behavior<byte[]> receive(byte[] message) {
      if (message.length == 0) {
        finish.with(count);
        count = 0;
        return Behaviors.same();
      }
      count++;
      if (work > 0) {
        Recorder.compute(work);
      }
      return Behaviors.same();
    }
  }
}
