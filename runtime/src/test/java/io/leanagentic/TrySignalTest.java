package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Iso;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending that never waits, from each kind of sender. */
final class TrySignalTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AgentRuntime runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(2));
  private final CountDownLatch open = new CountDownLatch(1);

  @AfterEach
  void end() {
    open.countDown();
    runtime.close();
  }

  /** An agent that is at work on one message and has no room for another. */
  private AgentRef<String> full(@Iso List<String> received) {
    var busy = new CountDownLatch(1);
    AgentRef<String> agent =
        runtime.spawn(
            runtime.defaultConfig().withCapacity(1).withBlocking(),
            (context, message) -> {
              received.add(message);
              busy.countDown();
              open.await();
            });
    agent.signal("at work");
    assertTrue(waits(busy));
    while (agent.signal("more") != Delivery.REJECTED) {}
    return agent;
  }

  private static boolean waits(CountDownLatch latch) {
    try {
      return latch.await(30, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHandlerAgentIsRejectedAndGoesOn() {
    AgentRef<String> full = full(new ArrayList<>());
    AgentRef<Reply<Delivery>> sender =
        runtime.spawn((context, reply) -> reply.send(full.trySignal("no room")));
    for (int i = 0; i < 3; i++) {
      assertEquals(
          Delivery.REJECTED, sender.<Delivery>ask(reply -> reply, LONG).join(), "it never parks");
    }
  }

  @Test
  void aLoopAgentIsRejectedAndGoesOn() {
    AgentRef<String> full = full(new ArrayList<>());
    AgentRef<Reply<Delivery>> sender =
        runtime.spawn(
            (AgentLoop<Reply<Delivery>>)
                mailbox -> mailbox.receive().send(full.trySignal("no room")));
    assertEquals(Delivery.REJECTED, sender.<Delivery>ask(reply -> reply, LONG).join());
  }

  @Test
  void aMessageDoesNotOvertakeADeferredOne() {
    AgentRef<String> full = full(new ArrayList<>());
    AgentRef<Reply<List<Delivery>>> sender =
        runtime.spawn((context, reply) -> {
          Delivery first = full.signal("deferred");
          open.countDown();
          reply.send(List.of(first, full.trySignal("would overtake")));
        });
    assertEquals(
        List.of(Delivery.DEFERRED, Delivery.REJECTED),
        sender.<List<Delivery>>ask(reply -> reply, LONG).join());
  }

  @Test
  void aQuestionThatFindsNoRoomHasFailed() throws Exception {
    var busy = new CountDownLatch(1);
    AgentRef<Reply<String>> deaf =
        runtime.spawn(
            runtime.defaultConfig().withCapacity(1).withBlocking(),
            (context, reply) -> {
              busy.countDown();
              open.await();
            });
    deaf.signal(runtime.<String>promise(LONG).reply());
    Until.open("the deaf agent is at work", busy); // else its mailbox may be full only for now
    while (deaf.trySignal(runtime.<String>promise(LONG).reply()) != Delivery.REJECTED) {}
    AgentRef<Reply<Await<String>>> asker =
        runtime.spawn((context, reply) -> reply.send(deaf.tryAsk(question -> question, LONG)));
    Await<String> await = asker.<Await<String>>ask(reply -> reply, LONG).join();
    var why = assertThrows(AwaitException.class, await::join);
    assertInstanceOf(IllegalStateException.class, why.getCause());
  }

  @Test
  void whereThereIsRoomItIsASignal() {
    AgentRef<Reply<String>> agent = runtime.spawn((context, reply) -> reply.send("here"));
    assertEquals("here", agent.<String>tryAsk(reply -> reply, LONG).join());
    Promise<String> promise = runtime.promise(LONG);
    assertEquals(Delivery.ACCEPTED, agent.trySignal(promise.reply()));
    assertEquals("here", promise.await().join());
  }

  @Test
  void anAnswerSaysWhetherItIsStillWanted() {
    Promise<String> promise = runtime.promise(LONG);
    assertTrue(promise.reply().isOpen());
    promise.await().cancel();
    assertFalse(promise.reply().isOpen());
  }
}
