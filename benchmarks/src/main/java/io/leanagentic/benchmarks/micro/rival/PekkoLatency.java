package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.harness.Recorder.Stamp;
import io.leanagentic.benchmarks.micro.agents.Latency;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor to which messages are sent now and then. */
public class PekkoLatency extends InPekko {
  private static final long LONG_WORK = 200_000;
  private static final long SHORT_WORK = 5_000;

  private final Recorder recorder = new Recorder();
  private final ActorRef<Stamp> receiver =
      spawn(
          Behaviors.receiveMessage(stamp -> {
            recorder.arrived(stamp);
            return Behaviors.same();
          }));

  /** A thread sends while all threads of the dispatcher sleep. */
  public long[] whenIdle(int samples) {
    return recorder.afterPauses(samples, receiver::tell);
  }

  /** An actor sends and keeps computing, while another thread has nothing to do. */
  public long[] whenSenderIsBusy(int samples) {
    ActorRef<Integer> sender = spawn(sender(LONG_WORK));
    return recorder.during(samples, () -> sender.tell(samples));
  }

  /** An actor sends while all threads have much to do. */
  public long[] whenAllAreBusy(int samples) {
    List<ActorRef<Integer>> busy = new ArrayList<>();
    for (int i = 0; i < Latency.BUSY; i++) {
      ActorRef<Integer> actor =
          spawn(
              Behaviors.setup(context ->
                  Behaviors.receiveMessage(number -> {
                    if (number < 0) {
                      return Behaviors.stopped();
                    }
                    Recorder.compute(SHORT_WORK);
                    context.getSelf().tell(number);
                    return Behaviors.same();
                  })));
      busy.add(actor);
    }
    ActorRef<Integer> sender = spawn(sender(SHORT_WORK));
    try {
      return recorder.during(
          samples,
          () -> {
            sender.tell(
                samples); // first: a message from outside may wait forever for a free thread
            busy.forEach(actor -> actor.tell(0));
          });
    } finally {
      busy.forEach(actor -> actor.tell(-1));
    }
  }

  private Behavior<Integer> sender(long work) {
    return Behaviors.setup(context ->
        Behaviors.receiveMessage(left -> {
          receiver.tell(Stamp.now());
          Recorder.compute(work);
          if (left == 1) {
            return Behaviors.stopped();
          }
          context.getSelf().tell(left - 1);
          return Behaviors.same();
        }));
  }
}
