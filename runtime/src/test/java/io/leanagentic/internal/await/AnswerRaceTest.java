package io.leanagentic.internal.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.leanagentic.capability.CapUnchecked;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An agent asks how it stands with an answer while that is given. */
@CapUnchecked("a race on purpose")
final class AnswerRaceTest {
  private static final int ROUNDS = 5_000;
  private static final Object GOES_ON = "how it goes on";

  private volatile @Nullable Answer<Integer> open;
  private volatile int given;

  private void give() {
    for (int round = 1; round <= ROUNDS; ) {
      Answer<Integer> answer = open;
      if (answer == null) {
        Thread.onSpinWait();
      } else {
        open = null;
        answer.send(round);
        given = round++;
      }
    }
  }

  @Test
  void anAnswerSeenAsSoonAsItIsHereHasItsPlaceInTheMailbox() throws Exception {
    var places = new AtomicInteger();
    Asker agent = await -> places.incrementAndGet();
    try (var host = TestHost.withManualClock()) {
      Thread answerer = Thread.ofPlatform().start(this::give);
      for (int round = 1; round <= ROUNDS; round++) {
        var answer = new Answer<Integer>(host, null, Duration.ofSeconds(1));
        answer.beganIn(agent);
        open = answer;
        while (answer.unattended() == null) {
          Thread.onSpinWait();
        }
        assertSame(agent, answer.asker());
        answer.asker(GOES_ON);
        while (given < round) {
          Thread.onSpinWait();
        }
        assertEquals(round, places.get(), "the agent goes on with an answer that never comes");
      }
      answerer.join();
    }
  }
}
