package io.leanagentic.internal.channel;

import io.leanagentic.ChannelClosedException;
import io.leanagentic.internal.await.LoneHost;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A channel of two elements, as Lincheck drives it: each operation takes effect at one moment. */
public class ChannelLincheck {
  static final String CLOSED = "closed";
  private final BoundedChannel<Integer> channel = new BoundedChannel<>(new LoneHost(), 2);

  /** Sends if there is room. */
  @Operation
  public String trySend(@Param(gen = IntGen.class, conf = "1:3") int element) {
    try {
      return channel.trySend(element) ? "sent" : "full";
    } catch (ChannelClosedException e) {
      return CLOSED;
    }
  }

  /** Receives if there is an element. */
  @Operation
  public String tryReceive() {
    return String.valueOf(channel.tryReceive().orElse(0));
  }

  /** Closes. */
  @Operation
  public void close() {
    channel.close();
  }

  /** Whether it is closed. */
  @Operation
  public boolean isClosed() {
    return channel.isClosed();
  }

  /** What it should be. */
  public static class Model {
    private final ArrayDeque<Integer> elements = new ArrayDeque<>();
    private boolean closed;

    /** Sends if there is room. */
    public String trySend(int element) {
      if (closed) {
        return CLOSED;
      }
      return elements.size() < 2 && elements.add(element) ? "sent" : "full";
    }

    /** Receives if there is an element. */
    public String tryReceive() {
      return String.valueOf(elements.isEmpty() ? 0 : elements.poll());
    }

    /** Closes. */
    public void close() {
      closed = true;
    }

    /** Whether it is closed. */
    public boolean isClosed() {
      return closed;
    }
  }

  /** A twin whose receivers look at a slot and then empty it. */
  public static class Canary {
    private final AtomicIntegerArray slots = new AtomicIntegerArray(2);
    private volatile int head;
    private volatile int tail;
    private volatile boolean closed;

    /** Sends if there is room. */
    @Operation(nonParallelGroup = "sender")
    @SuppressWarnings("NonAtomicVolatileUpdate") // one sender at a time
    public String trySend(@Param(gen = IntGen.class, conf = "1:3") int element) {
      if (closed) {
        return CLOSED;
      }
      if (head - tail == 2) {
        return "full";
      }
      slots.set(head & 1, element);
      head++;
      return "sent";
    }

    /** Receives if there is an element. */
    @Operation
    @SuppressWarnings("NonAtomicVolatileUpdate") // this is the twin that is broken
    public String tryReceive() {
      if (tail == head) {
        return "0";
      }
      int element = slots.get(tail & 1);
      tail++;
      return String.valueOf(element);
    }
  }
}
