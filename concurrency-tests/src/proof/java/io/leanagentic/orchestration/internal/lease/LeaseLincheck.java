package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRuntime;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.NotHolderException;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The lease table, as Lincheck drives it: one resource, holders that take and release it. */
public class LeaseLincheck {
  private static final AgentRuntime RUNTIME = AgentRuntime.start();
  private static final long TTL = 86_400_000_000_000L;
  private final LeaseTable table = new LeaseTable(new InProcessLeaseAuthority(RUNTIME, 1), 0);

  private static LeaseHolder holder(int number) {
    return LeaseHolder.named("holder " + number);
  }

  /** The token of a new lease, or 0. */
  @Operation
  public long tryAcquire(@Param(gen = IntGen.class, conf = "1:2") int holder) {
    return table.tryAcquire("resource", holder(holder), null, TTL)
            instanceof Acquisition.Granted(var lease)
        ? lease.token()
        : 0;
  }

  /** Whether that holder held the lease with that token. */
  @Operation
  public boolean release(
      @Param(gen = IntGen.class, conf = "1:2") int holder,
      @Param(gen = IntGen.class, conf = "1:3") int token) {
    try {
      table.release("resource", holder(holder), token);
      return true;
    } catch (NotHolderException e) {
      return false;
    }
  }

  /** The token in force, or 0. */
  @Operation
  public long find() {
    return table.find("resource").map(info -> info.token()).orElse(0L);
  }

  /** What it should be. */
  public static class Model {
    private long next = 1;
    private long token;
    private int holder;

    /** The token of a new lease, or 0. */
    public long tryAcquire(int holder) {
      if (token != 0) {
        return 0;
      }
      this.holder = holder;
      token = next++;
      return token;
    }

    /** Whether that holder held the lease with that token. */
    public boolean release(int holder, int token) {
      if (this.token == 0 || this.token != token || this.holder != holder) {
        return false;
      }
      this.token = 0;
      return true;
    }

    /** The token in force, or 0. */
    public long find() {
      return token;
    }
  }

  /** A twin without a lock. */
  public static class Canary {
    private volatile long next = 1;
    private volatile long token;
    private volatile int holder;

    /** The token of a new lease, or 0. */
    @Operation
    @SuppressWarnings("NonAtomicVolatileUpdate") // this is the twin that is broken
    public long tryAcquire(@Param(gen = IntGen.class, conf = "1:2") int holder) {
      if (token != 0) {
        return 0;
      }
      this.holder = holder;
      token = next++;
      return token;
    }

    /** Whether that holder held the lease with that token. */
    @Operation
    public boolean release(
        @Param(gen = IntGen.class, conf = "1:2") int holder,
        @Param(gen = IntGen.class, conf = "1:3") int token) {
      if (this.token == 0 || this.token != token || this.holder != holder) {
        return false;
      }
      this.token = 0;
      return true;
    }

    /** The token in force, or 0. */
    @Operation
    public long find() {
      return token;
    }
  }
}
