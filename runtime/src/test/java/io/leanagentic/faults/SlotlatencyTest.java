package io.leanagentic.faults;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Val;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A message signals another agent, then goes on until that has run: on another worker, that is.
 * There is no watchdog, which would help some milliseconds later.
 */
@Val
final class SlotlatencyTest {
  private static final int ROUNDS = 100;

  private final AgentRuntime runtime =
      RuntimeCore.start(
          Runtimes.config(),
          thread -> {
            if (!thread.getName().equals("lean-agentic-watchdog")) {
              thread.start();
            }
          });
  private final AgentRef<CountDownLatch> other = runtime.spawn((context, ran) -> ran.countDown());

  @AfterEach
  void close() {
    runtime.close();
  }

  private AgentRef<CountDownLatch> source() {
    return runtime.spawn((context, done) -> {
      if (done.getCount() > 1) { // a long message
        var ran = new CountDownLatch(1);
        other.signal(ran);
        Until.open("what it made ready runs while it lasts", ran);
        done.countDown();
      }
      done.countDown();
    });
  }

  private static void longMessage(AgentRef<CountDownLatch> to) throws InterruptedException {
    var done = new CountDownLatch(2);
    to.signal(done);
    Until.open("the long message is over", done);
  }

  @Test
  void aSleeperTakesWhatALongMessageMakesReady() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Runtimes.awaitQuiet(runtime);
      longMessage(source());
    }
  }

  @Test
  void alsoOfAnAgentThatIsKnownToBeQuick() throws Exception {
    AgentRef<CountDownLatch> source = source();
    for (int i = 0; i < ROUNDS; i++) {
      for (int cheap = 0; cheap < 200; cheap++) {
        source.signal(new CountDownLatch(1));
      }
      Runtimes.awaitQuiet(runtime);
      longMessage(source);
    }
  }

  @Test
  void alsoAmongAStreamOfShortTurns() throws Exception {
    var ended = new AtomicBoolean();
    var players = new CopyOnWriteArrayList<AgentRef<CountDownLatch>>();
    for (int i = 0; i < 2; i++) {
      int next = 1 - i;
      players.add(
          runtime.spawn((context, done) -> {
            if (done.getCount() == 2) {
              var ran = new CountDownLatch(1);
              other.signal(ran);
              Until.open("what it made ready runs while it lasts", ran);
              done.countDown();
              done.countDown();
            } else if (!ended.get()) {
              players.get(next).signal(done);
            }
          }));
    }
    players.get(0).signal(new CountDownLatch(1));
    for (int i = 0; i < ROUNDS; i++) {
      longMessage(players.get(i & 1));
    }
    ended.set(true);
  }
}
