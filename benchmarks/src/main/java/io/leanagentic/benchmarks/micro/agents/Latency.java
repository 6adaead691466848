package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.harness.Recorder.Stamp;
import java.util.ArrayList;
import java.util.List;

/** An agent to which messages are sent now and then. */
public class Latency extends InRuntime {
  /** How many agents keep the workers busy. */
  public static final int BUSY = 8;

  private static final long LONG_WORK = 200_000;
  private static final long SHORT_WORK = 5_000;

  private final Recorder recorder = new Recorder();
  private final AgentRef<Stamp> receiver =
      runtime.spawn((context, stamp) -> recorder.arrived(stamp));

  /** A thread sends while all workers sleep. */
  public long[] whenIdle(int samples) {
    return recorder.afterPauses(samples, stamp -> check(receiver.signal(stamp)));
  }

  /** An agent sends and keeps computing, while another worker has nothing to do. */
  public long[] whenSenderIsBusy(int samples) {
    AgentRef<Integer> sender = runtime.spawn(() -> new Sender(receiver, LONG_WORK));
    return recorder.during(samples, () -> check(sender.signal(samples)));
  }

  /** An agent sends while all workers have much to do. */
  public long[] whenAllAreBusy(int samples) {
    List<AgentRef<Integer>> busy = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      AgentRef<Integer> agent =
          runtime.spawn((context, number) -> {
            if (number < 0) {
              context.become((_, _) -> {}); // its own message is still to come
              context.stop();
            } else {
              Recorder.compute(SHORT_WORK);
              check(context.self().signal(number));
            }
          });
      busy.add(agent);
    }
    AgentRef<Integer> sender = runtime.spawn(() -> new Sender(receiver, SHORT_WORK));
    try {
      return recorder.during(
          samples,
          () -> {
            check(sender.signal(samples));
            busy.forEach(agent -> check(agent.signal(0)));
          });
    } finally {
      busy.forEach(agent -> check(agent.signal(-1)));
    }
  }

  private record Sender(AgentRef<Stamp> receiver, long work) implements Behavior<Integer> {
    @Override
    public void receive(AgentContext<Integer> context, Integer left) {
      check(receiver.signal(Stamp.now()));
      Recorder.compute(work);
      if (left > 1) {
        check(context.self().signal(left - 1));
      } else {
        context.stop();
      }
    }
  }
}
