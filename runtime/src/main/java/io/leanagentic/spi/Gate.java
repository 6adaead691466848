package io.leanagentic.spi;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time do what agents may notice: run a turn, reach an agent from outside of
 * turns, fire timers. So a run on workers has one order, which can be written down, and repeated
 * under a {@link Stepper} by another gate. While there is a gate, turns are of one kind: a worker
 * takes no short cut for an agent with a single message.
 *
 * <p>Turns on threads of their own, and threads that wait for room, do not come to the gate: they
 * would keep it closed for all others. {@link #loses} says that there are some.
 */
public interface Gate {

  /** The calling thread is about to run a turn of {@code agent}. Returns when it may. */
  void beginTurn(Turn agent);

  /** The turn is over, and so is everything that began with it. */
  void endTurn();

  /**
   * The calling thread is about to do something that {@code agent} notices, in a turn or outside.
   * Returns when it may.
   *
   * @param agent null for one that is about to be born
   */
  void beginReach(@Nullable Turn agent);

  /** That is done. */
  void endReach();

  /** Runs {@code due}, which fires the timers that are due, and returns how many fired. */
  int fire(IntSupplier due);

  /** From now on {@code what} happens without coming to the gate. */
  void loses(String what);
}
