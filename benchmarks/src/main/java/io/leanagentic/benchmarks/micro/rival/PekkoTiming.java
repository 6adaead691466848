package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.agents.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Actors that set many timers each and handle their messages. */
public class PekkoTiming extends InPekko {
  private static final Duration SOON = Duration.ofMillis(1);

  private final List<ActorRef<Integer>> actors = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /** Spawns them. */
  public PekkoTiming() {
    for (int i = 0; i < Timing.AGENTS; i++) {
      actors.add(
          spawn(
              Behaviors.withTimers(
                  timers -> Behaviors.receiveMessage(new Sleeper(timers, open, finish)::receive))));
    }
  }

  /** Each actor sets {@code timers} and handles what they bring; returns how many actors did. */
  public long fire(int timers) {
    open.set(Timing.AGENTS);
    actors.forEach(actor -> actor.tell(timers));
    return finish.expect(Timing.AGENTS);
  }

  private static final class Sleeper {
    private final TimerScheduler<Integer> scheduler;
    private final AtomicInteger open;
    private final Completion finish;
    private int left;

    Sleeper(TimerScheduler<Integer> scheduler, AtomicInteger open, Completion finish) {
      this.scheduler = scheduler;
      this.open = open;
      this.finish = finish;
    }

    Behavior<Integer> receive(Integer timers) {
      if (timers > 0) {
        left = timers;
        for (int i = 0; i < timers; i++) {
          scheduler.startSingleTimer(i, 0, SOON);
        }
      } else if (--left == 0 && open.decrementAndGet() == 0) {
        finish.with(Timing.AGENTS);
      }
      return Behaviors.same();
    }
  }
}
