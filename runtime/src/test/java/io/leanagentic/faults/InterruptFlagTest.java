package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that one message leaves interrupted. */
@Val
final class InterruptFlagTest {
  private static final int MESSAGES = 500;

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AtomicInteger felt = new AtomicInteger();
  private final CountDownLatch handled = new CountDownLatch(MESSAGES);

  private void look() {
    if (Thread.currentThread().isInterrupted()) {
      felt.incrementAndGet();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMessageDoesNotFeelTheInterruptOfTheOneBefore(boolean blocking) throws Exception {
    AgentRuntime runtime = runtimes.start();
    var gate = new CountDownLatch(1); // so that they come in batches
    AgentRef<Integer> agent =
        runtime.spawn(
            blocking ? AgentConfig.DEFAULT.withBlocking() : AgentConfig.DEFAULT,
            (context, n) -> {
              Until.open("all are sent", gate);
              look();
              Thread.currentThread().interrupt();
              handled.countDown();
            });
    for (int i = 0; i < MESSAGES; i++) {
      agent.signal(i);
    }
    gate.countDown();
    Until.open("all are handled", handled);
    assertEquals(0, felt.get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void norThatOfAStartOrOfAFailure(boolean blocking) throws Exception {
    AgentRuntime runtime = runtimes.start();
    var config =
        (blocking ? AgentConfig.DEFAULT.withBlocking() : AgentConfig.DEFAULT)
            .withSupervision(Supervision.resume());
    var begins = new CountDownLatch(1);
    AgentRef<Integer> agent =
        runtime.spawn(
            config,
            () ->
                new Behavior<Integer>() {
                  @Override
                  public void onStart(AgentContext<Integer> context) throws Exception {
                    Until.open("all are sent", begins);
                    Thread.currentThread().interrupt();
                  }

                  @Override
                  public void receive(AgentContext<Integer> context, Integer n) {
                    look();
                    handled.countDown();
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("on purpose");
                  }
                });
    for (int i = 0; i < MESSAGES; i++) {
      agent.signal(i);
    }
    begins.countDown();
    Until.open("all are handled", handled);
    assertEquals(0, felt.get());
  }

  @Test
  void norThatOfAnAnswer() throws Exception {
    AgentRuntime runtime = runtimes.start();
    var promise = runtime.<String>promise(java.time.Duration.ofMinutes(1));
    promise.reply().send("there");
    AgentRef<Integer> agent =
        runtime.spawn((context, n) -> {
          look();
          handled.countDown();
          context.onAnswer(promise.await(), word -> Thread.currentThread().interrupt());
        });
    for (int i = 0; i < MESSAGES; i++) {
      agent.signal(i);
    }
    Until.open("all are handled", handled);
    assertEquals(0, felt.get());
  }
}
