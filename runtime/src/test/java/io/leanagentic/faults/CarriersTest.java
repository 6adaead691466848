package io.leanagentic.faults;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Channel;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As many agents on virtual threads as there are carriers, each of which never waits. */
@Val
final class CarriersTest {
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong busy = new AtomicLong();
  private final CountDownLatch others = new CountDownLatch(3);

  private static int carriers() {
    return Integer.getInteger(
        "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
  }

  private void awaitOthers(AgentRuntime runtime) throws InterruptedException {
    Until.isTrue("they are busy", () -> busy.get() > 100_000);
    AgentRef<String> blocking = runtime.spawn(BLOCKING, (context, word) -> others.countDown());
    AgentRef<String> loop =
        runtime.spawn(mailbox -> {
          mailbox.receive();
          others.countDown();
        });
    blocking.signal("go");
    loop.signal("go");
    Thread.ofVirtual().start(others::countDown);
    Until.open("others on virtual threads have their turns", others);
    ended.set(true);
  }

  @Test
  void busyBlockingAgentsLetOthersHaveTheirCarriers() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (int i = 0; i < carriers(); i++) {
      AgentRef<String> agent =
          runtime.spawn(
              BLOCKING,
              (context, word) -> {
                busy.incrementAndGet();
                if (!ended.get()) {
                  context.self().signal(word);
                }
              });
      agent.signal("go");
    }
    awaitOthers(runtime);
  }

  @Test
  void busyLoopAgentsLetOthersHaveTheirCarriers() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (int i = 0; i < carriers(); i++) {
      AgentLoop<String> loop =
          mailbox -> {
            while (true) {
              String word = mailbox.receive();
              busy.incrementAndGet();
              if (!ended.get()) {
                mailbox.self().signal(word);
              }
            }
          };
      runtime.spawn(loop).signal("go");
    }
    awaitOthers(runtime);
  }

  @Test
  void loopsThatOnlyUseChannelsLetOthersHaveTheirCarriers() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (int i = 0; i < carriers(); i++) {
      Channel<String> channel = runtime.channel(4);
      AgentLoop<String> loop =
          mailbox -> {
            while (!ended.get()) {
              channel.trySend("word");
              channel.tryReceive();
              busy.incrementAndGet();
            }
          };
      runtime.spawn(loop);
    }
    awaitOthers(runtime);
  }

  @Test
  void loopsThatPollLetOthersHaveTheirCarriers() throws Exception {
    AgentRuntime runtime = runtimes.start();
    for (int i = 0; i < carriers(); i++) {
      AgentLoop<String> loop =
          mailbox -> {
            while (!ended.get()) {
              mailbox.poll();
              busy.incrementAndGet();
            }
          };
      runtime.spawn(loop);
    }
    awaitOthers(runtime);
  }
}
