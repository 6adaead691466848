package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Promise;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The outcomes of signals to a mailbox with little room. */
final class Deliveries {
  private Deliveries() {}

  static List<Delivery> fromAThread() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region small
      var busy = new CountDownLatch(1);
      var gate = new CountDownLatch(1);
      AgentConfig small = AgentConfig.DEFAULT.withCapacity(5); // high water 4, low water 1
      AgentRef<Integer> slow =
          runtime.spawn(
              "slow",
              small,
              mailbox -> {
                mailbox.receive();
                busy.countDown();
                gate.await(); // busy with the first message
                while (true) {
                  mailbox.receive();
                }
              });
      // endregion
      // region signal
      slow.signal(0);
      busy.await(); // it has the first message
      var seen = new ArrayList<Delivery>();
      for (int n = 1; n <= 6; n++) {
        seen.add(slow.signal(n)); // ACCEPTED three times, PRESSURED twice, REJECTED once
      }
      Delivery sent = slow.send(7, Duration.ofMillis(20)); // waits for room: REJECTED in the end
      // endregion
      seen.add(sent);
      gate.countDown();
      return seen;
    }
  }

  static List<Integer> latest() throws InterruptedException {
    var busy = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    try (var runtime = AgentRuntime.start()) {
      // region latest
      var newestTwo = MailboxConfig.ofCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
      AgentConfig config = AgentConfig.DEFAULT.withMailbox(newestTwo);
      // endregion
      Promise<List<Integer>> shown = runtime.promise(Duration.ofSeconds(30));
      Reply<List<Integer>> reply = shown.reply();
      var seen = new ArrayList<Integer>();
      AgentRef<Integer> display =
          runtime.spawn(
              "display",
              config.withBlocking(),
              (context, n) -> {
                seen.add(n);
                busy.countDown();
                gate.await();
                if (n == 5) {
                  reply.send(List.copyOf(seen));
                }
              });
      display.signal(0);
      busy.await();
      for (int n = 1; n <= 5; n++) {
        display.signal(n);
      }
      gate.countDown();
      return shown.await().join();
    }
  }
}
