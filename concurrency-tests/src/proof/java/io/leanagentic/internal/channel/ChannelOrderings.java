package io.leanagentic.internal.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.Await;
import io.leanagentic.internal.await.LoneHost;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The orderings of {@link MpmcRing} and {@link BoundedChannel}. */
public final class ChannelOrderings {
  private ChannelOrderings() {}

  private static final LoneHost HOST = new LoneHost();

  /** A content that is written without any ordering of its own. */
  static final class Content {
    int value;
  }

  /** A received element has the content that its sender wrote. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "nothing was there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the element, whole")
  @Outcome(expect = FORBIDDEN, desc = "an element without its content")
  @State
  public static class Element {
    private final MpmcRing<Content> ring = new MpmcRing<>(1);
    private final Content content = new Content();

    /** The sender. */
    @Actor
    public void sender() {
      content.value = 1;
      ring.offer(content);
    }

    /** The receiver. */
    @Actor
    public void receiver(I_Result r) {
      Content taken = ring.poll();
      r.r1 = taken == null ? -1 : taken.value;
    }
  }

  /** The same with a turn that is given on before the element is written, as a plain store may. */
  @JCStressTest
  @Outcome(
      id = {"-1", "1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "an element without its content")
  @State
  public static class ElementBroken {
    private int turn;
    private int element;

    /** The sender. */
    @Actor
    public void sender() {
      turn = 1;
      element = 1;
    }

    /** The receiver. */
    @Actor
    public void receiver(I_Result r) {
      r.r1 = turn == 1 ? element : -1;
    }
  }

  /** A receiver gets in line as a sender comes: it is served. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "served, and the channel is empty")
  @Outcome(expect = FORBIDDEN, desc = "it waits for an element that is there")
  @State
  public static class Waiting {
    private final BoundedChannel<String> channel = new BoundedChannel<>(HOST, 1);
    private Await<String> received;

    /** The sender. */
    @Actor
    public void sender() {
      channel.trySend("element");
    }

    /** The receiver. */
    @Actor
    public void receiver() {
      received = channel.receiving(Duration.ofDays(1));
    }

    /** Afterwards; a receiver that was forgotten leaves, so that its timer goes. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = received.isDone() ? 1 : 0;
      r.r2 = channel.size();
      received.cancel();
    }
  }

  /** The same with release and acquire instead of volatile operations. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "it waits for an element that is there")
  @State
  public static class WaitingBroken {
    private final AtomicInteger head = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The sender. */
    @Actor
    public void sender(II_Result r) {
      head.setRelease(1);
      if (waiting.getAcquire() == 1) {
        r.r1 = 1;
      }
    }

    /** The receiver. */
    @Actor
    public void receiver(II_Result r) {
      waiting.setRelease(1);
      if (head.getAcquire() == 1) {
        r.r2 = 1;
      }
    }

    /** Served by one of them. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = Math.max(r.r1, r.r2);
      r.r2 = 1 - r.r1;
    }
  }
}
