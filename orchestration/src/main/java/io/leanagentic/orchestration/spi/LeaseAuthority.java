package io.leanagentic.orchestration.spi;

import io.leanagentic.Await;
import io.leanagentic.capability.Shared;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.NotHolderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Grants leases. What {@link io.leanagentic.orchestration.Leases} hands over is checked.
 *
 * <p>An authority grants a resource to one holder at a time, each time with a greater token, and to
 * waiters in the order in which they came. Any thread may call any method; none blocks.
 */
@Shared("any thread may call any method")
public interface LeaseAuthority extends AutoCloseable {

  /** Grants the resource, or names the holder. */
  Await<Acquisition> tryAcquire(String resource, LeaseHolder holder, Duration ttl);

  /**
   * Grants the resource when it is free, in order; fails if that takes longer than {@code wait}.
   */
  Await<Lease> acquire(String resource, LeaseHolder holder, Duration ttl, Duration wait);

  /**
   * Ends the lease of {@code resource}.
   *
   * @throws NotHolderException if it is not that of {@code holder} with {@code token}
   */
  void release(String resource, LeaseHolder holder, long token);

  /** The lease of {@code resource}; empty if it is free. */
  Optional<LeaseInfo> find(String resource);

  /** All leases that are held. */
  List<LeaseInfo> all();

  /** How many leases are held. */
  int size();

  /** Ends all leases and all waiting. Closing again changes nothing. */
  @Override
  void close();
}
