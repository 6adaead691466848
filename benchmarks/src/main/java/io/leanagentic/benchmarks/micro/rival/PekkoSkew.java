package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.micro.agents.Skew;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One actor gives work to many others. */
public class PekkoSkew extends InPekko {
  private final AtomicInteger open = new AtomicInteger();
  private final ActorRef<Integer> source;

  /** Spawns them. */
  public PekkoSkew() {
    List<ActorRef<Integer>> actors = new ArrayList<>();
    for (int i = 0; i < Skew.AGENTS; i++) {
      actors.add(
          spawn(
              Behaviors.receiveMessage(number -> {
                Recorder.compute(Skew.WORK);
                if (open.decrementAndGet() == 0) {
                  finish.with(number);
                }
                return Behaviors.same();
              })));
    }
    source =
        spawn(
            Behaviors.receiveMessage(number -> {
              actors.forEach(actor -> actor.tell(number));
              return Behaviors.same();
            }));
  }

  /** Gives each of them work once. */
  public long distribute() {
    open.set(Skew.AGENTS);
    source.tell(1);
    return finish.expect(1);
  }
}
