package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loops that catch what is to end them. */
@Val
final class LoopSwallowsStopTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicReference<Thread> thread = new AtomicReference<>();

  private AgentLoop<String> catching(Class<? extends Throwable> type) {
    return mailbox -> {
      thread.set(Thread.currentThread());
      while (true) {
        try {
          mailbox.receive();
        } catch (Throwable t) {
          rounds.incrementAndGet();
          if (!type.isInstance(t)) {
            throw t;
          }
        }
      }
    };
  }

  private void ends(Class<? extends Throwable> type, boolean abort) throws Exception {
    try (var lines = LogLines.read()) {
      AgentRuntime runtime = runtimes.start();
      AgentRef<String> robust = runtime.spawn("robust", catching(type));
      robust.signal("one");
      if (abort) {
        robust.abort();
      } else {
        robust.stop();
      }
      var end = robust.termination(LONG).join();
      assertEquals(Optional.empty(), end.cause());
      assertTrue(rounds.get() < 20, () -> rounds + " rounds");
      assertEquals(1, lines.all().stream().filter(line -> line.contains("caught that")).count());
      assertTrue(runtime.shutdown(LONG).drained());
    }
  }

  @Test
  void aLoopThatCatchesExceptionsEndsWhenItIsStopped() throws Exception {
    ends(Exception.class, false);
    Until.ended(thread.get());
  }

  @Test
  void orAborted() throws Exception {
    ends(Exception.class, true);
    Until.ended(thread.get());
  }

  @Test
  void ofOneThatCatchesAllTheAgentEndsWithoutItAndItsThreadRests() throws Exception {
    ends(Throwable.class, false);
    Until.waiting(thread.get());
  }
}
