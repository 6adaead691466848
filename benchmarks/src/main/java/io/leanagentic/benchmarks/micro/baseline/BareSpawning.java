package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.concurrent.atomic.AtomicInteger;

/** An actor that makes others. They need no end: an actor that nobody refers to is garbage. */
public class BareSpawning extends InBare {
  private final BareActor<Order> parent = new BareActor<>(workers, this::obey);

  /** Spawns {@code children}. */
  public long spawn(int children) {
    parent.tell(new Order(children, false, new Object[children]));
    return finish.expect(children);
  }

  /** Spawns {@code children} and lets each of them handle a message. */
  public long spawnAndTell(int children) {
    parent.tell(new Order(children, true, new Object[children]));
    return finish.expect(0);
  }

  /** As {@link #spawnAndTell}; the children are kept in {@code refs}. */
  public long spawnInto(Object[] refs) {
    parent.tell(new Order(refs.length, true, refs));
    finish.expect(0);
    return refs.length;
  }

  private void obey(Order order) {
    var open = new AtomicInteger(order.children);
    for (int i = 0; i < order.children; i++) {
      var child = new BareActor<Hello>(workers, Hello::count);
      order.refs[i] = child;
      if (order.withMessage) {
        child.tell(new Hello(open, finish));
      }
    }
    if (!order.withMessage) {
      finish.with(order.children);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // it is filled in, never compared
  record Order(int children, boolean withMessage, Object[] refs) {}

  record Hello(AtomicInteger open, Completion finish) {
    void count() {
      if (open.decrementAndGet() == 0) {
        finish.with(0);
      }
    }
  }
}
