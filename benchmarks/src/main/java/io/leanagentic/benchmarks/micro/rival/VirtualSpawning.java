package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A virtual thread that starts others, each with a bounded queue; {@link #end} ends them. */
@State(Scope.Benchmark)
public class VirtualSpawning {
  private static final int CAPACITY = 1000; // as our mailboxes

  private final BlockingQueue<Order> orders = new LinkedTransferQueue<>();
  private final Completion finish = new Completion();
  private BlockingQueue<?>[] last = new BlockingQueue<?>[0];

  /** Starts the parent; it ends with the process. */
  public VirtualSpawning() {
    VirtualThreads.loop(orders, this::obey);
  }

  /** Spawns {@code children}. */
  public long spawn(int children) throws InterruptedException {
    last = new BlockingQueue<?>[children];
    orders.put(new Order(false, last));
    return finish.expect(children);
  }

  /** Spawns {@code children} and lets each of them handle a message. */
  public long spawnAndPut(int children) throws InterruptedException {
    last = new BlockingQueue<?>[children];
    return spawnInto(last);
  }

  /** As {@link #spawnAndPut}; the children's queues are kept in {@code refs}. */
  public long spawnInto(Object[] refs) throws InterruptedException {
    orders.put(new Order(true, refs));
    finish.expect(0);
    return refs.length;
  }

  /** Ends the children. */
  @SuppressWarnings("unchecked")
  public void end() throws InterruptedException {
    var open = new AtomicInteger(last.length);
    for (BlockingQueue<?> child : last) {
      ((BlockingQueue<Hello>) child).put(new Hello(open, finish, true));
    }
    finish.expect(0);
    last = new BlockingQueue<?>[0];
  }

  private boolean obey(Order order) throws InterruptedException {
    int children = order.refs.length;
    var open = new AtomicInteger(children);
    for (int i = 0; i < children; i++) {
      BlockingQueue<Hello> queue = new LinkedBlockingQueue<>(CAPACITY);
      VirtualThreads.loop(queue, Hello::count);
      order.refs[i] = queue;
      if (order.withMessage) {
        queue.put(new Hello(open, finish, false));
      }
    }
    if (!order.withMessage) {
      finish.with(children);
    }
    return true;
  }

  @SuppressWarnings("ArrayRecordComponent") // it is filled in, never compared
  record Order(boolean withMessage, Object[] refs) {}

  record Hello(AtomicInteger open, Completion finish, boolean last) {
    boolean count() {
      if (open.decrementAndGet() == 0) {
        finish.with(0);
      }
      return !last;
    }
  }
}
