package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Mailbox;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.capability.CapUnchecked;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent that spawns children; with {@link #end} they end, and the next generation may come. */
public class Spawning extends InRuntime {
  private AgentRef<Order> parent = runtime.spawn(() -> new Parent(finish));

  /** Spawns {@code children}. */
  public long spawn(int children) {
    parent.signal(new Order(Kind.LAMBDA, children, false, new Object[0], 0));
    return finish.expect(children);
  }

  /** Spawns {@code children} and lets each of them handle a message. */
  public long spawnAndSignal(int children) {
    parent.signal(new Order(Kind.LAMBDA, children, true, new Object[0], 0));
    return finish.expect(0);
  }

  /** As {@link #spawnAndSignal}, with children of another kind, kept in {@code refs}. */
  @CapUnchecked("the parent fills the array while the caller waits for the end")
  public long spawnInto(Kind kind, Object[] refs) {
    int portion = Math.min(InRuntime.PORTION, refs.length);
    for (int from = 0; from < refs.length; from += portion) {
      parent.signal(new Order(kind, Math.min(portion, refs.length - from), true, refs, from));
      finish.expect(0);
    }
    return refs.length;
  }

  /** Ends the children and begins anew. */
  public void end() {
    var old = parent.termination(LONG);
    parent.stop();
    old.join();
    parent = runtime.spawn(() -> new Parent(finish));
  }

  /** What children there are. */
  public enum Kind {
    /** A lambda, which has no state of its own. */
    LAMBDA,
    /** A behavior with a field. */
    WITH_STATE,
    /** A lambda with a name. */
    NAMED,
    /** A loop agent. */
    LOOP
  }

  @SuppressWarnings("ArrayRecordComponent") // it is filled in, never compared
  record Order(Kind kind, int children, boolean withMessage, Object[] refs, int from) {}

  private static final class Parent implements Behavior<Order> {
    private final Completion finish;
    private int named;

    Parent(Completion finish) {
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Order> context, Order order) {
      var open = new AtomicInteger(order.children);
      for (int i = 0; i < order.children; i++) {
        AgentRef<Hello> child = spawn(context, order);
        if (order.refs.length > 0) {
          order.refs[order.from + i] = child;
        }
        if (order.withMessage) {
          check(child.signal(new Hello(open, finish)));
        }
      }
      if (!order.withMessage) {
        finish.with(order.children);
      }
    }

    private AgentRef<Hello> spawn(AgentContext<Order> context, Order order) {
      return switch (order.kind) {
        case LAMBDA -> context.spawn((AgentContext<Hello> child, Hello hello) -> hello.count());
        case WITH_STATE -> context.spawn(Greeter::new);
        case NAMED ->
            context.spawn(
                "agent-" + ++named, (AgentContext<Hello> child, Hello hello) -> hello.count());
        case LOOP -> context.spawn(Parent::loop);
      };
    }

    private static void loop(Mailbox<Hello> mailbox) {
      while (true) {
        mailbox.receive().count();
      }
    }
  }

  record Hello(AtomicInteger open, Completion finish) {
    void count() {
      if (open.decrementAndGet() == 0) {
        finish.with(0);
      }
    }
  }

  private static final class Greeter implements Behavior<Hello> {
    private int greetings;

    @Override
    public void receive(AgentContext<Hello> context, Hello hello) {
      if (++greetings == 1) {
        hello.count();
      }
    }
  }
}
