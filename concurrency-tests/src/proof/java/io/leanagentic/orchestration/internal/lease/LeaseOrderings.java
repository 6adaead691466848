package io.leanagentic.orchestration.internal.lease;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.LeaseHolder;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The orderings of {@link LeaseTable}: what one holder did happens before the next one's turn. */
public final class LeaseOrderings {
  private LeaseOrderings() {}

  private static final LeaseHolder ONE = LeaseHolder.named("one");
  private static final LeaseHolder ANOTHER = LeaseHolder.named("another");
  private static final long TTL = 86_400_000_000_000L;
  private static final AtomicLong NAMES = new AtomicLong();
  private static final LeaseTable TABLE =
      new LeaseTable(new InProcessLeaseAuthority(AgentRuntime.start(), 1), 0);

  /** Two holders of one lease, one after the other, add to a plain counter. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "both are counted; the later token is greater")
  @Outcome(expect = FORBIDDEN, desc = "two at once, or the later one sees old data")
  @State
  public static class Exclusive {
    private final String resource = "r" + NAMES.getAndIncrement();
    private int counter;
    private long last;
    private boolean grows = true;

    private void use(LeaseHolder holder) {
      for (; ; ) {
        if (TABLE.tryAcquire(resource, holder, null, TTL)
            instanceof Acquisition.Granted(var lease)) {
          counter++;
          grows &= lease.token() > last;
          last = lease.token();
          TABLE.release(resource, holder, lease.token());
          return;
        }
        Thread.onSpinWait();
      }
    }

    /** One holder. */
    @Actor
    public void one() {
      use(ONE);
    }

    /** Another. */
    @Actor
    public void another() {
      use(ANOTHER);
    }

    /** Afterwards. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = counter;
      r.r2 = grows ? 1 : 0;
    }
  }

  /** The same with a table that looks and then grants, without a lock. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "two hold it at once")
  @State
  public static class ExclusiveBroken {
    private volatile boolean held;
    private int counter;

    private void use() {
      while (held) {
        Thread.onSpinWait();
      }
      held = true;
      counter++;
      held = false;
    }

    /** One holder. */
    @Actor
    public void one() {
      use();
    }

    /** Another. */
    @Actor
    public void another() {
      use();
    }

    /** Afterwards. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = counter;
      r.r2 = 1;
    }
  }
}
