package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.benchmarks.harness.Keys;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;

/** Resources, each held for a moment. */
public class Leasing extends InRuntime {
  private final Leases leases = Leases.of(runtime);
  private final LeaseHolder holder = LeaseHolder.named("thread");
  private final Keys keys = new Keys();

  /** Takes one and gives it back; returns the token. */
  public long acquireAndRelease() {
    return switch (leases.tryAcquire(keys.next(), holder, LONG).join()) {
      case Acquisition.Granted(var lease) -> {
        lease.release();
        yield lease.token();
      }
      case Acquisition.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }
}
