package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Channel;
import io.leanagentic.Select;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An element that comes while its receiver is aborted is received once, by it or by the next. */
final class AbortLosesElementTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int ROUNDS = 2_000;

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();

  private enum How {
    AWAIT,
    ON_ANSWER,
    SELECT
  }

  private void race(How how) throws Exception {
    var barrier = new CyclicBarrier(2);
    for (int i = 0; i < ROUNDS; i++) {
      Channel<Integer> channel = runtime.channel(1);
      Channel<Integer> other = runtime.channel(1);
      var handled = new AtomicInteger();
      AgentRef<String> agent =
          runtime.spawn((context, message) -> {
            switch (how) {
              case AWAIT -> context.await(channel.receiving(LONG), n -> handled.incrementAndGet());
              case ON_ANSWER ->
                  context.onAnswer(channel.receiving(LONG), n -> handled.incrementAndGet());
              case SELECT ->
                  context.await(
                      Select.create()
                          .on(other, n -> {})
                          .on(channel, n -> handled.incrementAndGet())
                          .taking(LONG),
                      Runnable::run);
            }
          });
      agent.signal("next");
      Until.isTrue("it waits", () -> agent.profile().handled() > 0);
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                meet(barrier);
                channel.trySend(1);
              });
      meet(barrier);
      agent.abort();
      sender.join();
      agent.termination(LONG).join();
      int received = channel.tryReceive().isPresent() ? 1 : 0;
      assertEquals(1, handled.get() + received, "round " + i);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAwaitedElementIsHandledOrStillThere() throws Exception {
    race(How.AWAIT);
  }

  @Test
  void anElementThatTakesItsTurnIsHandledOrStillThere() throws Exception {
    race(How.ON_ANSWER);
  }

  @Test
  void aSelectedElementIsHandledOrStillThere() throws Exception {
    race(How.SELECT);
  }
}
