package io.leanagentic.benchmarks.micro.baseline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The least an actor can be: an unbounded mailbox that is also its scheduling state, and a lambda.
 * No bound, no supervision, no profile, no shutdown, no budget: what all of those cost is the
 * difference to this.
 *
 * @param <M> the messages it understands
 */
public final class BareActor<M> {
  /*
   * `head` is the newest message, each links to the one before; a node without a message is taken. IDLE: nothing to do. One CAS
   * per message, one to go idle; a turn is one look at the stack.
   */
  private static final Node IDLE = new Node(null, null);

  private final BareWorkers workers;
  private final Consumer<M> behavior;
  private Node head = IDLE;

  /** An actor of {@code workers}; nothing else has to be told. */
  public BareActor(BareWorkers workers, Consumer<M> behavior) {
    this.workers = workers;
    this.behavior = behavior;
  }

  private static final class Node {
    @Nullable Object message;
    @Nullable Node link;

    Node(@Nullable Object message, @Nullable Node link) {
      this.message = message;
      this.link = link;
    }
  }

  /** Sends one message. */
  public void tell(M message) {
    for (; ; ) {
      Node newest = (Node) HEAD.getAcquire(this);
      if (HEAD.compareAndSet(this, newest, new Node(message, newest))) {
        if (newest == IDLE) {
          workers.schedule(this);
        }
        return;
      }
    }
  }

  @SuppressWarnings("unchecked")
  void run() {
    Node newest = (Node) HEAD.getAcquire(this);
    Node oldest = null;
    for (Node node = newest; node != null && node.message != null; ) {
      Node earlier = node.link;
      node.link = oldest;
      oldest = node;
      node = earlier;
    }
    for (Node node = oldest; node != null; ) {
      Node next = node.link;
      Object message = Objects.requireNonNull(node.message);
      node.message = null;
      node.link = null;
      behavior.accept((M) message);
      node = next;
    }
    if (!HEAD.compareAndSet(this, newest, IDLE)) {
      workers.requeue(this);
    }
  }

  private static final VarHandle HEAD;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(BareActor.class, "head", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
