package io.leanagentic.internal.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent is granted room for a wait that is over, while it waits again on another thread. */
final class LateGrantTest {
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withCapacity(1).withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static AgentCell<?> cell(AgentRef<?> agent) {
    return ((AgentCell<?>) agent).self();
  }

  @Test
  void aLateGrantWakesTheAgentsThreadOfTheMoment() throws Exception {
    var runtime = runtimes.start();
    var goOn = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    AgentRef<Integer> full =
        runtime.spawn(
            BLOCKING,
            (context, message) -> {
              begun.countDown();
              goOn.await();
            });
    AgentRef<Integer> sender =
        runtime.spawn(BLOCKING, (context, message) -> full.signal(message).orThrow());
    try {
      full.signal(1);
      Until.open("the receiver is busy", begun);
      while (full.trySignal(2).isTaken()) {}
      sender.signal(3);
      CapacityWaiters waiters = cell(full).coldState().waiters();
      ColdState waiting = cell(sender).coldState();
      Until.isTrue("the sender waits in line", () -> cell(full).is(AgentState.WAITERS));

      // As if this thread had been the agent's, and the grant had taken its time.
      var late = new CapacityWaiters.WaitingThread(cell(sender));
      CapacityWaiters.Place place = waiters.add(cell(full), late, false);
      assertTrue(waiters.leave(cell(full), place));
      late.granted(place);

      Until.isTrue("the sender has looked, and waits again", () -> !waiting.roomIsNear);
    } finally {
      goOn.countDown();
    }
  }
}
