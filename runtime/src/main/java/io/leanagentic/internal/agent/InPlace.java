package io.leanagentic.internal.agent;

import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Inbox;
import io.leanagentic.internal.await.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The waits of a loop agent in the middle of its code: for time, for an answer, for either. */
final class InPlace implements Inbox {
  /*
   * All of them are by the runtime's clock, and go on until they are over or the agent is aborted: a stop waits behind
   * the message that is being handled, as it does for a handler's await. Control events are applied meanwhile, so
   * children can end, and what a child escalates is thrown from here. An interrupt by anybody else is kept for later.
   */
  private final LoopAgentCell<?> cell;

  InPlace(LoopAgentCell<?> cell) {
    this.cell = cell;
  }

  @Override
  public long nanoTime() {
    return cell.settings.clock.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return cell.settings.host.random();
  }

  void sleep(long nanos) {
    cell.turn();
    await(List.of(), nanos);
  }

  <R> R await(AbstractAwait<R> await) {
    cell.turn();
    if (!await.isDone()) {
      AgentHost host = cell.settings.host;
      try {
        host.beforeJoin(await);
      } catch (Throwable refused) {
        await.abandon(null);
        throw refused;
      }
      try {
        await(List.of(await), Long.MAX_VALUE);
      } finally {
        host.afterJoin(await);
      }
    }
    return await.join();
  }

  @Override
  public @Nullable Object poll() {
    return cell.next(0);
  }

  @Override
  public @Nullable Object next(List<? extends AbstractAwait<?>> awaits, long nanos) {
    return woken(awaits, () -> cell.next(nanos, awaits));
  }

  @Override
  public void await(List<? extends AbstractAwait<?>> awaits, long nanos) {
    Alarm alarm = nanos == Long.MAX_VALUE ? null : cell.alarm(nanos);
    boolean interrupted = false;
    try {
      interrupted =
          woken(
              awaits,
              () -> {
                boolean any = false;
                while (!anyIsDone(awaits) && (alarm == null || !alarm.rings())) {
                  any |= cell.pause();
                }
                return any;
              });
    } finally {
      if (alarm != null) {
        cell.done(alarm);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs {@code wait}, which {@code awaits} wake when they are done. */
  private <T> T woken(List<? extends AbstractAwait<?>> awaits, Supplier<T> wait) {
    var wakers = new ArrayList<Waker>(awaits.size());
    for (AbstractAwait<?> await : awaits) {
      wakers.add(Waker.on(await, cell.parking()));
    }
    try {
      return wait.get();
    } catch (Throwable t) { // aborted, or a child has escalated: nothing waits any more
      for (int i = 0; i < wakers.size(); i++) {
        wakers.get(i).stop();
        awaits.get(i).abandon(wakers.get(i));
      }
      throw t;
    } finally {
      wakers.forEach(Waker::stop);
    }
  }

  static boolean anyIsDone(List<? extends AbstractAwait<?>> awaits) {
    for (int i = 0; i < awaits.size(); i++) {
      if (awaits.get(i).isDone()) {
        return true;
      }
    }
    return false;
  }

  static boolean anyEndsWork(List<? extends AbstractAwait<?>> awaits) {
    for (int i = 0; i < awaits.size(); i++) {
      if (awaits.get(i).endsWork()) {
        return true;
      }
    }
    return false;
  }
}
