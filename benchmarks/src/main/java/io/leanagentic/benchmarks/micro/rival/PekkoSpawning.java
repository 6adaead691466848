package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor that spawns children; with {@link #end} they end, and the next generation may come. */
public class PekkoSpawning extends InPekko {
  private static final Behavior<Hello> GREETING =
      Behaviors.receiveMessage(hello -> {
        hello.count();
        return Behaviors.same();
      });

  private static final AtomicInteger NAMED = new AtomicInteger();

  private CountDownLatch ended = new CountDownLatch(1);
  private ActorRef<Command> parent = spawn(parent(ended, finish));

  /** Spawns {@code children}. */
  public long spawn(int children) {
    parent.tell(new Order(Kind.LAMBDA, children, false, new Object[0], 0));
    return finish.expect(children);
  }

  /** Spawns {@code children} and lets each of them handle a message. */
  public long spawnAndTell(int children) {
    parent.tell(new Order(Kind.LAMBDA, children, true, new Object[0], 0));
    return finish.expect(0);
  }

  /** As {@link #spawnAndTell}, with children of another kind, kept in {@code refs}. */
  public long spawnInto(Kind kind, Object[] refs) {
    int portion = Math.min(PORTION, refs.length);
    for (int from = 0; from < refs.length; from += portion) {
      parent.tell(new Order(kind, Math.min(portion, refs.length - from), true, refs, from));
      finish.expect(0);
    }
    return refs.length;
  }

  /** Ends the children and begins anew. */
  public void end() throws InterruptedException {
    parent.tell(Stop.STOP);
    if (!ended.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the children do not end");
    }
    ended = new CountDownLatch(1);
    parent = spawn(parent(ended, finish));
  }

  private static Behavior<Command> parent(CountDownLatch ended, Completion finish) {
    return Behaviors.setup(context ->
        Behaviors.receive(
            (same, command) ->
                switch (command) {
                  case Order order -> {
                    obey(context, order, finish);
                    yield Behaviors.same();
                  }
                  case Stop _ -> Behaviors.stopped();
                },
            (same, signal) -> {
              if (signal instanceof PostStop) {
                ended.countDown(); // it comes after the end of the children
              }
              return Behaviors.same();
            }));
  }

  private static void obey(ActorContext<Command> context, Order order, Completion finish) {
    var open = new AtomicInteger(order.children);
    for (int i = 0; i < order.children; i++) {
      ActorRef<Hello> child =
          switch (order.kind) {
            case LAMBDA -> context.spawnAnonymous(GREETING);
            case WITH_STATE -> context.spawnAnonymous(Greeter.create());
            case NAMED -> context.spawn(GREETING, "agent-" + NAMED.incrementAndGet());
          };
      if (order.refs.length > 0) {
        order.refs[order.from + i] = child;
      }
      if (order.withMessage) {
        child.tell(new Hello(open, finish));
      }
    }
    if (!order.withMessage) {
      finish.with(order.children);
    }
  }

  /** What children there are. */
  public enum Kind {
    /** A lambda, which has no state of its own. */
    LAMBDA,
    /** A behavior with a field. */
    WITH_STATE,
    /** A lambda with a name. */
    NAMED
  }

  sealed interface Command {}

  enum Stop implements Command {
    STOP
  }

  @SuppressWarnings("ArrayRecordComponent") // it is filled in, never compared
  record Order(Kind kind, int children, boolean withMessage, Object[] refs, int from)
      implements Command {}

  record Hello(AtomicInteger open, Completion finish) {
    void count() {
      if (open.decrementAndGet() == 0) {
        finish.with(0);
      }
    }
  }

  private static final class Greeter {
    private int greetings;

    static Behavior<Hello> create() {
      return Behaviors.setup(context -> {
        var state = new Greeter();
        return Behaviors.receiveMessage(state::receive);
      });
    }

    private Behavior<Hello> receive(Hello hello) {
      if (++greetings == 1) {
        hello.count();
      }
      return Behaviors.same();
    }
  }
}
