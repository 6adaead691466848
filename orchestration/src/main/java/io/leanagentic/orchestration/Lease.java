package io.leanagentic.orchestration;

import io.leanagentic.Await;
import io.leanagentic.capability.Shared;
import java.time.Duration;

/**
 * The right to use a resource alone for a time. At no time do two leases of one resource answer
 * {@link #isHeld} with true.
 *
 * <p>A holder that pauses for longer than the lease lasts (a long collection, a debugger, a
 * suspended machine) does not notice: between {@link #isHeld} and what the holder does next, time
 * may pass. So hand {@link #token} to the resource and let it refuse older ones, see {@link
 * Fenced}.
 *
 * <p>Any thread may call any method. Implementations come from a {@link
 * io.leanagentic.orchestration.spi.LeaseAuthority}.
 */
@Shared("guarded by the lock of its table, see LeaseLinearizabilityTest")
public interface Lease {

  /** The name of the resource that it is for. */
  String resource();

  /** The holder to which it was granted. */
  LeaseHolder holder();

  /** The fencing token: greater than that of every earlier grant of the resource. */
  long token();

  /** How long it lasts from its grant, and from each renewal. */
  Duration ttl();

  /** How much longer it lasts unless it is renewed; zero if it has ended. */
  Duration remaining();

  /**
   * Whether it is in force: neither released nor lost. The answer may be old as soon as it is
   * given.
   */
  boolean isHeld();

  /**
   * Renews it: it lasts for {@link #ttl} from now on.
   *
   * @return completes with this lease; fails with {@link LeaseLostException} if it had ended
   */
  Await<Lease> renew();

  /**
   * Renews it: it lasts for {@code ttl} from now on.
   *
   * @throws IllegalArgumentException if {@code ttl} is not more than zero
   */
  Await<Lease> renew(Duration ttl);

  /**
   * Renews it by itself, each time a third of {@link #ttl} has passed, until it ends or {@code
   * atMost} is over; the last renewal is for what is left of that. So a holder that hangs keeps it
   * for at most that long.
   *
   * @throws IllegalArgumentException if {@code atMost} is not more than zero
   */
  void keepAlive(Duration atMost);

  /**
   * Gives it back, so that the next waiter gets it. Returns whether this call ended it; false if it
   * had ended before.
   */
  boolean release();

  /**
   * Completes if it is lost; fails with {@link io.leanagentic.AwaitCancelledException} when it is
   * released, or the runtime is closed.
   */
  Await<LeaseLoss> lost();
}
