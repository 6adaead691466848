package io.leanagentic.cluster;

import static io.leanagentic.cluster.Counter.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One process in which everything travels as bytes: what holds here holds between processes. */
final class SerializingTest {
  private final AgentRuntime runtime = AgentRuntime.start();
  private final Cluster cluster = Cluster.serializing(runtime);
  private final Counter counter = new Counter();
  private final AgentRef<Counter.Message> local = runtime.spawn("counter", counter);

  @AfterEach
  void end() {
    counter.goOn.countDown();
    cluster.close();
    runtime.close();
  }

  private AgentRef<Counter.Message> remote() {
    cluster.publish("a/counter", Counter.Message.class, local);
    return find();
  }

  private AgentRef<Counter.Message> find() {
    return cluster.lookup("a/counter", Counter.Message.class, LONG).join();
  }

  @Test
  void aNodeAloneGrantsLeases() {
    var ttl = Duration.ofSeconds(30);
    boolean held = cluster.leases().withLease("ledger", ttl, lease -> lease.isHeld());
    assertTrue(held);
    assertTrue(cluster.leases() == cluster.leases());
  }

  @Test
  void aReplicatedMachineRunsOnANodeAlone() {
    assertEquals(100, Ledger.book(cluster));
  }

  @Test
  void messagesAndAnswersTravelInOrder() {
    var remote = remote();
    assertNotSame(local, remote);
    var sent = IntStream.range(0, 700).boxed().toList();
    sent.forEach(it -> remote.send(new Counter.Add(it), LONG).orThrow());
    assertEquals(sent, remote.ask(Counter.All::new, LONG).join());
  }

  @Test
  void theExampleOfTheGuideRuns() {
    assertEquals(100, Desk.serializing(runtime));
  }

  @Test
  void moreMessagesThanTheWindowArrive() {
    var remote = remote();
    for (int i = 1; i <= 5_000; i++) {
      remote.send(new Counter.Add(i), LONG).orThrow();
    }
    assertEquals(12_502_500L, remote.ask(Counter.Sum::new, LONG).join());
  }

  @Test
  void allWhoLookUpANameGetOneRef() {
    assertTrue(remote() == find());
  }

  @Test
  void aMessageMayHaveSeveralReplies() {
    var remote = remote();
    remote.signal(new Counter.Add(3));
    var sum = runtime.<Long>promise(LONG);
    var text = runtime.<String>promise(LONG);
    remote.signal(new Counter.Both(sum.reply(), text.reply())).orThrow();
    assertEquals(3L, sum.await().join());
    assertEquals("[3]", text.await().join());
  }

  @Test
  void aQuestionTakesItsDeadlineAlong() {
    long left = remote().ask(Counter.Left::new, LONG).join();
    assertTrue(left > 0 && left <= LONG.toMillis(), () -> left + " ms");
  }

  @Test
  void aQuestionThatIsGivenUpIsGivenUpThere() throws Exception {
    var remote = remote();
    var answer = remote.<String>ask(Counter.Never::new, LONG);
    remote.ask(Counter.Sum::new, LONG).join(); // the question was handled
    assertTrue(answer.cancel());
    assertTrue(counter.abandoned.await(60, TimeUnit.SECONDS));
  }

  @Test
  void aFailedAnswerIsToldInWords() {
    var failure =
        assertThrows(
            AwaitException.class, () -> remote().<String>ask(Counter.Fail::new, LONG).join());
    var cause = assertInstanceOf(RemoteFailureException.class, failure.getCause());
    assertTrue(
        String.valueOf(cause.getMessage())
            .endsWith("java.lang.IllegalStateException: no such thing"),
        cause::toString);
  }

  @Test
  void theEndOfAnAgentEndsItsRefs() {
    var remote = remote();
    var answer = remote.<String>ask(Counter.Never::new, LONG);
    remote.signal(new Counter.Stop());
    var terminated = remote.termination(LONG).join();
    assertTrue(terminated.agent() == remote);
    assertInstanceOf(RemoteFailureException.class, terminated.cause().orElseThrow());
    assertThrows(AwaitException.class, answer::join);
    assertFalse(remote.signal(new Counter.Add(1)).isTaken());
  }

  @Test
  void aWithdrawnNameIsNotFound() {
    var remote = remote();
    cluster.withdraw("a/counter");
    remote.termination(LONG).join();
    assertTrue(local.isAlive());
    var failure =
        assertThrows(
            AwaitTimeoutException.class,
            () -> cluster.lookup("a/counter", Counter.Message.class, Duration.ofMillis(20)).join());
    assertEquals("no node of [localhost:0] has published a/counter in time", failure.getMessage());
  }

  @Test
  void aLookupWaitsUntilTheNameIsPublished() {
    var found = cluster.lookup("a/counter", Counter.Message.class, LONG);
    assertFalse(found.isDone());
    cluster.publish("a/counter", Counter.Message.class, local);
    assertEquals(0L, found.join().ask(Counter.Sum::new, LONG).join());
  }

  @Test
  void stopEndsTheRefAndNotTheAgent() {
    var remote = remote();
    remote.signal(new Counter.Add(1));
    remote.stop();
    remote.termination(LONG).join();
    assertTrue(local.isAlive());
    assertEquals(1L, find().ask(Counter.Sum::new, LONG).join());
  }

  @Test
  void aMessageThatCannotTravelHarmsNoOther() {
    var remote = remote();
    remote.signal(new Counter.Add(1));
    var text = "x".repeat(300_000);
    var failure =
        assertThrows(
            AwaitException.class,
            () -> remote.<Integer>ask(it -> new Counter.Large(text, it), LONG).join());
    var cause = assertInstanceOf(MessageRefusedException.class, failure.getCause());
    assertTrue(
        String.valueOf(cause.getMessage())
            .matches(
                "for a/counter: the message io.leanagentic.cluster.Counter\\$Large has 300\\d{3}"
                    + " bytes; allowed: \\d+"),
        cause::toString);
    assertEquals(
        1_000, remote.<Integer>ask(it -> new Counter.Large("x".repeat(1_000), it), LONG).join());
  }

  record Unfit(List<Thread> threads) {}

  @Test
  void aTypeThatCannotTravelIsRefusedAtOnce() {
    AgentRef<Unfit> agent = runtime.spawn((_, _) -> {});
    var refusals = new ArrayList<String>();
    for (var call :
        List.<Runnable>of(
            () -> cluster.publish("unfit", Unfit.class, agent),
            () -> cluster.lookup("unfit", Unfit.class, LONG))) {
      var refusal = assertThrows(UnsupportedMessageException.class, call::run);
      refusals.add(String.valueOf(refusal.getMessage()));
    }
    for (String refusal : refusals) {
      assertTrue(refusal.startsWith("Unfit.threads[] is java.lang.Thread; allowed:"), refusal);
    }
  }

  @Test
  void aNameIsPublishedOnceUntilItsAgentEnds() {
    remote();
    AgentRef<Counter.Message> other = runtime.spawn("other", new Counter());
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () -> cluster.publish("a/counter", Counter.Message.class, other));
    assertEquals("the name a/counter is published already, for /counter", refusal.getMessage());
    local.stop();
    local.termination(LONG).join();
    cluster.publish("a/counter", Counter.Message.class, other);
  }

  @Test
  void aClosedClusterTakesNothing() {
    var remote = remote();
    cluster.close();
    assertFalse(remote.isAlive());
    assertThrows(IllegalStateException.class, this::find);
    assertTrue(local.isAlive());
  }
}
