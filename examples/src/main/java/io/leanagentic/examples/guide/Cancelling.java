package io.leanagentic.examples.guide;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A question that is given up, and what becomes of what was begun for it. */
final class Cancelling {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Cancelling() {}

  // region offer
  record Offer(String city, Reply<String> reply) {}

  // endregion

  /** A search that runs elsewhere until it is stopped. */
  private record Search(String city, Duration timeout) {
    static final CountDownLatch BEGUN = new CountDownLatch(1);
    static final CountDownLatch STOPPED = new CountDownLatch(1);

    Search {
      BEGUN.countDown();
    }

    void stop() {
      STOPPED.countDown();
    }
  }

  static boolean cancelled() throws InterruptedException {
    try (var runtime = AgentRuntime.start()) {
      // region travels
      AgentRef<Offer> hotels =
          runtime.spawn(
              "hotels",
              (context, offer) -> {
                var search = new Search(offer.city(), PATIENCE);
                offer.reply().onClosed(search::stop); // nobody waits any more
              });
      AgentRef<Offer> agency =
          runtime.spawn(
              "agency",
              (context, offer) ->
                  context.onAnswer(
                      hotels.ask(reply -> new Offer(offer.city(), reply), PATIENCE),
                      offer.reply()::send));
      Await<String> asked = agency.ask(reply -> new Offer("Rome", reply), PATIENCE);
      // endregion
      Search.BEGUN.await();
      // region cancel
      asked.cancel(); // stops the search
      // endregion
      return Search.STOPPED.await(10, TimeUnit.SECONDS);
    }
  }

  static String late() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Offer> hotels = runtime.spawn("hotels", (context, offer) -> {});
      // region deadline
      AgentRef<Offer> agency =
          runtime.spawn(
              "agency",
              (context, offer) -> {
                Duration left = context.deadline().orElse(PATIENCE); // 50 ms, or a little less
                var search = new Search(offer.city(), left);
                offer.reply().onClosed(search::stop);
                context.onAnswer(
                    hotels.ask(reply -> new Offer(search.city(), reply), PATIENCE), // as long
                    offer.reply()::send);
              });
      Await<String> asked = agency.ask(reply -> new Offer("Rome", reply), Duration.ofMillis(50));
      // endregion
      try {
        return asked.join();
      } catch (AwaitException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  static String detached() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Offer> journal =
          runtime.spawn("journal", (context, offer) -> offer.reply().send("noted"));
      Await<String> asked;
      // region detached
      AgentRef<Offer> agency =
          runtime.spawn(
              "agency",
              (context, offer) -> {
                context.detached(
                    () -> journal.<String>ask(reply -> new Offer(offer.city(), reply), PATIENCE));
                offer.reply().send("sold out"); // the journal is asked all the same
              });
      // endregion
      asked = agency.ask(reply -> new Offer("Rome", reply), PATIENCE);
      return asked.join();
    }
  }
}
