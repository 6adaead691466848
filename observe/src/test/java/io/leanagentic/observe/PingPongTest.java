package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PingPongTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** The machine's time, and more when the test asks for it: looks are a second apart at least. */
  @Shared("its number is atomic")
  private static final class Ahead implements Clock {
    private final AtomicLong ahead = new AtomicLong();

    void skip(long nanos) {
      ahead.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
      return System.nanoTime() + ahead.get();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  private final Ahead clock = new Ahead();

  private AgentRuntime start() {
    RuntimeConfig config = RuntimeConfig.defaults().withStuckAfter(Duration.ofMinutes(10));
    return AgentRuntime.start(config.withSeams(config.seams().withClock(clock)));
  }

  /** The last of four looks, each after many messages and a second. */
  private Snapshot lastLook(AgentRuntime runtime, Observer observer) {
    Snapshot last = observer.look();
    for (int i = 0; i < 3; i++) {
      long enough = runtime.metrics().handled() + 500_000;
      while (runtime.metrics().handled() < enough) {
        Thread.onSpinWait();
      }
      clock.skip(SECOND);
      last = observer.look();
    }
    return last;
  }

  record Ball(AgentRef<Ball> from) {}

  /** Sends back what it gets. */
  private static final class Player implements Behavior<Ball> {
    @Override
    public void receive(AgentContext<Ball> context, Ball ball) {
      ball.from().signal(new Ball(context.self()));
    }
  }

  /** Sends back what it gets, and each time a copy to a third. */
  private record Reporter(AgentRef<Ball> third) implements Behavior<Ball> {
    @Override
    public void receive(AgentContext<Ball> context, Ball ball) {
      ball.from().signal(new Ball(context.self()));
      third.signal(ball);
    }
  }

  @Test
  void twoAgentsThatOnlySendEachOtherMessagesAreNamed() {
    try (var runtime = start();
        var observer = Observer.of(runtime)) {
      AgentRef<Ball> ping = runtime.spawn("ping", Player::new);
      AgentRef<Ball> pong = runtime.spawn("pong", Player::new);
      ping.signal(new Ball(pong));
      Snapshot last = lastLook(runtime, observer);
      List<Finding> found = last.findings();
      assertEquals(1, found.size(), found::toString);
      Finding finding = found.getFirst();
      assertEquals("ping-pong", finding.kind());
      assertTrue(
          finding
              .toString()
              .matches(
                  "/p[io]ng and /p[io]ng have sent each other about [0-9,]+ messages per second for"
                      + " [0-9.]+ s, and nothing else\\. In samples, nothing came to them .*"),
          finding::toString);
      List<TalkRow> talks = last.talks();
      assertEquals(List.of("/ping", "/pong"), talks.stream().map(TalkRow::from).sorted().toList());
      runtime.abort();
    }
  }

  @Test
  void thoseThatTellAThirdHaveSomethingToDo() {
    try (var runtime = start();
        var observer = Observer.of(runtime)) {
      AgentRef<Ball> third = runtime.spawn("third", (context, ball) -> {});
      AgentRef<Ball> ping = runtime.spawn("ping", Player::new);
      AgentRef<Ball> pong = runtime.spawn("pong", () -> new Reporter(third));
      ping.signal(new Ball(pong));
      Snapshot last = lastLook(runtime, observer);
      assertEquals(List.of(), last.findings());
      List<TalkRow> types = last.typeTalks();
      assertTrue(
          types.stream()
              .anyMatch(talk -> talk.from().endsWith("Reporter") && talk.to().endsWith("Player")),
          types::toString);
      runtime.abort();
    }
  }
}
