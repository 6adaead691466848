package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.Iso;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is no business of the agent in whose turn it runs. */
final class CallbackParksServerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start();
  private final CountDownLatch end = new CountDownLatch(1);

  /** An agent that is at work and has no more room. */
  private AgentRef<String> full() throws InterruptedException {
    var atWork = new CountDownLatch(1);
    AgentRef<String> full =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1).withBlocking(),
            (context, message) -> {
              atWork.countDown();
              end.await();
            });
    full.signal("to work on");
    Until.open("it is at work", atWork);
    full.signal("fills it");
    return full;
  }

  private AgentRef<Reply<Integer>> server(boolean blocking, CountDownLatch go) {
    var config = AgentConfig.DEFAULT;
    return runtime.spawn(
        blocking ? config.withBlocking() : config,
        (context, reply) -> {
          go.await();
          reply.send(1);
        });
  }

  /** Does {@code callback} in the turn of a server that answers; then the server answers again. */
  private void inAnAnswer(boolean blocking, @Iso Consumer<AgentRef<String>> callback)
      throws Exception {
    AgentRef<String> full = full();
    var go = new CountDownLatch(1);
    AgentRef<Reply<Integer>> server = server(blocking, go);
    var over = new CountDownLatch(1);
    server
        .<Integer>ask(reply -> reply, LONG)
        .whenDone((value, failure) -> {
          callback.accept(full);
          over.countDown();
        });
    go.countDown();
    Until.open("the callback ran", over);
    assertEquals(1, server.<Integer>ask(reply -> reply, LONG).join());
    end.countDown();
  }

  @Test
  void aCallbackOfAClientDoesNotParkTheServer() throws Exception {
    var delivery = new AtomicReference<Delivery>();
    inAnAnswer(false, full -> delivery.set(full.trySignal("from a callback")));
    assertEquals(Delivery.REJECTED, delivery.get());
    assertEquals(0, runtime.metrics().agentParks());
  }

  @Test
  void norDoesItHoldUpABlockingOne() throws Exception {
    var delivery = new AtomicReference<Delivery>();
    inAnAnswer(true, full -> delivery.set(full.trySignal("from a callback")));
    assertEquals(Delivery.REJECTED, delivery.get());
  }

  @Test
  void aCallbackMustNotWaitInTheTurnOfAnother() throws Exception {
    for (boolean blocking : List.of(true, false)) {
      var refusal = new AtomicReference<String>();
      var never = runtime.<String>promise(LONG);
      inAnAnswer(
          blocking,
          full -> {
            try {
              never.await().join();
            } catch (RuntimeException e) {
              refusal.set(e.toString());
            }
          });
      assertTrue(
          String.valueOf(refusal.get())
              .startsWith(
                  "java.lang.IllegalStateException: a callback or listener that runs in the turn"
                      + " of /$"),
          refusal::get);
      never.reply().send("now");
    }
  }

  @Test
  void aListenersSignalDoesNotParkTheAgentAtWork() throws Exception {
    AgentRef<String> full = full();
    var told = new CountDownLatch(1);
    AgentRef<String> gone = runtime.spawn((context, message) -> {});
    gone.stop();
    gone.termination(LONG).join();
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.DeadLetter) {
        full.trySignal("from a listener");
        told.countDown();
      }
    });
    AgentRef<Reply<Integer>> server =
        runtime.spawn((context, reply) -> {
          gone.signal("a dead letter");
          reply.send(1);
        });
    assertEquals(1, server.<Integer>ask(reply -> reply, LONG).join());
    assertEquals(1, server.<Integer>ask(reply -> reply, LONG).join());
    assertEquals(0, told.getCount());
    end.countDown();
  }
}
