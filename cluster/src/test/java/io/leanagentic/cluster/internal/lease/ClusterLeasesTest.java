package io.leanagentic.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.cluster.internal.consensus.ThreeVoters;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.LeaseLostException;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.NotHolderException;
import io.leanagentic.orchestration.StaleTokenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases of three nodes in this process, all of them voters. */
final class ClusterLeasesTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final LeaseHolder ANNA = LeaseHolder.named("anna");
  private static final LeaseHolder BERT = LeaseHolder.named("bert");
  private static final AgentRuntime RUNTIME = AgentRuntime.start();

  @TempDir private static Path folder = Path.of("");

  private static @Nullable ThreeVoters<Leases> started;

  @BeforeAll
  static void begin() throws IOException {
    started =
        new ThreeVoters<>(
            folder, RUNTIME, node -> Leases.of(ClusterLeases.open(RUNTIME, node, "node")));
  }

  @AfterAll
  static void end() {
    voters().close();
    RUNTIME.close();
  }

  private static ThreeVoters<Leases> voters() {
    return Objects.requireNonNull(started);
  }

  private static Leases at(int node) {
    return voters().at(node);
  }

  private static Lease take(int node, String resource, LeaseHolder holder) {
    return at(node).acquire(resource, holder, LONG, LONG).join();
  }

  @Test
  void aLeaseIsExclusiveUntilItIsReleased() {
    Lease lease = take(0, "db", ANNA);
    assertTrue(lease.isHeld());
    assertTrue(lease.remaining().compareTo(LONG) < 0, "a holder gives up early");
    var refused =
        assertInstanceOf(Acquisition.Refused.class, at(1).tryAcquire("db", BERT, LONG).join());
    assertEquals("anna at node", refused.current().holder().toString());
    assertEquals(lease.token(), refused.current().token());
    assertTrue(at(0).find("db").orElseThrow().holder().equals(ANNA));
    Await<LeaseLoss> lost = lease.lost();
    assertTrue(lease.release());
    assertFalse(lease.isHeld());
    assertFalse(lease.release(), "once only");
    assertThrows(AwaitCancelledException.class, lost::join);
    Lease next = take(1, "db", BERT);
    assertTrue(next.token() > lease.token());
    assertEquals(LONG.plusSeconds(9), next.renew(LONG.plusSeconds(9)).join().ttl());
    next.release();
    assertThrows(LeaseLostException.class, () -> next.renew().join());
  }

  @Test
  void waitersAreServedInOrder() {
    Lease first = take(0, "line", ANNA);
    Await<Lease> second = at(1).acquire("line", BERT, LONG, LONG);
    awaitWaiting("line", 1);
    Await<Lease> gone = at(2).acquire("line", ANNA, LONG, LONG);
    awaitWaiting("line", 2);
    Await<Lease> third = at(2).acquire("line", ANNA, LONG, LONG);
    awaitWaiting("line", 3);
    gone.cancel();
    assertThrows(
        AwaitTimeoutException.class,
        () -> at(0).acquire("line", ANNA, LONG, Duration.ofMillis(300)).join());
    first.release();
    Lease served = second.join();
    assertTrue(served.token() > first.token());
    assertFalse(third.isDone());
    served.release();
    assertTrue(third.join().token() > served.token());
    third.join().release();
  }

  /** Looks at the replica of the first node. */
  private static void awaitWaiting(String resource, int count) {
    while (at(0).find(resource).map(it -> it.waiting()).orElse(0) < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anActionRunsUnderALease() {
    assertEquals("done", at(2).withLease("work", LONG, it -> it.isHeld() ? "done" : "not held"));
    at(1).withLease("work", LONG, Lease::release);
  }

  @Test
  void anAgentThatEndsFreesItsLeasesAtOnce() {
    AgentRef<String> agent = RUNTIME.spawn((context, message) -> {});
    Lease lease = take(1, "agent", LeaseHolder.of(agent));
    Await<LeaseLoss> lost = lease.lost();
    Await<Lease> next = at(0).acquire("agent", ANNA, LONG, LONG);
    agent.abort();
    assertEquals(LeaseLoss.Reason.HOLDER_ENDED, lost.join().reason());
    assertTrue(next.join().token() > lease.token());
    next.join().release();
    var dead = at(1).tryAcquire("agent", LeaseHolder.of(agent), LONG);
    assertInstanceOf(
        AgentStoppedException.class, assertThrows(AwaitException.class, dead::join).getCause());
  }

  /** The holder's node is cut off, which is what its renewals and a pause have in common. */
  @Test
  void theLeasesOfALostNodeAreTakenOver() {
    var resource = new Fenced<>("fenced", new StringBuilder());
    Lease zombie = take(2, "fenced", ANNA);
    zombie.keepAlive(Duration.ofDays(1));
    Await<LeaseLoss> lost = zombie.lost();
    resource.run(zombie, it -> it.append("first "));
    Await<Lease> next = at(0).acquire("fenced", BERT, LONG, LONG);
    voters().end(2);
    Lease taken = next.join();
    assertFalse(zombie.isHeld(), "it gives up before another one has it");
    assertEquals(LeaseLoss.Reason.EXPIRED, lost.join().reason());
    assertTrue(taken.token() > zombie.token());
    resource.run(taken, it -> it.append("second"));
    assertThrows(StaleTokenException.class, () -> resource.run(zombie, it -> it.append(" undone")));
    assertEquals("first second", resource.apply(taken, StringBuilder::toString));
    voters().start(2);
    taken.release();
    assertTrue(take(2, "fenced", ANNA).token() > taken.token());
  }

  @Test
  void closingFreesAllAtOnce() {
    try (var node = voters().client()) {
      var leases = ClusterLeases.open(RUNTIME, node, "client");
      Lease lease = leases.acquire("closed", ANNA, LONG, LONG).join();
      assertEquals(1, leases.size());
      Await<Lease> waiting = leases.acquire("closed", BERT, LONG, LONG);
      Await<Lease> next = at(0).acquire("closed", ANNA, LONG, LONG);
      leases.closeAndTell().join();
      assertEquals(LeaseLoss.Reason.CLOSED, lease.lost().join().reason());
      assertThrows(AwaitException.class, waiting::join);
      assertThrows(IllegalStateException.class, () -> leases.tryAcquire("x", ANNA, LONG));
      next.join().release();
    }
  }

  @Test
  void badInputIsRefusedInWords() {
    var shortTime = Duration.ofSeconds(4);
    String words = "time to live of a lease is PT4S; allowed on a cluster: 5 seconds or more";
    refused(words, () -> at(0).tryAcquire("bad", ANNA, shortTime));
    refused(words, () -> at(0).acquire("bad", ANNA, shortTime, LONG));
    Lease lease = take(0, "bad", ANNA);
    refused(words, () -> lease.renew(shortTime));
    refused(
        "time to keep a lease alive is PT0S; allowed: more than zero, up to 36500 days",
        () -> lease.keepAlive(Duration.ZERO));
    var wrong =
        assertThrows(NotHolderException.class, () -> at(0).release("bad", BERT, lease.token()));
    assertEquals(
        "bert cannot release bad with token "
            + lease.token()
            + ": anna holds it with token "
            + lease.token(),
        wrong.getMessage());
    at(0).release("bad", ANNA, lease.token());
    assertFalse(lease.isHeld());
  }

  private static void refused(String words, Runnable call) {
    assertEquals(words, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  @Test
  void manyLeasesAreRenewedTogether() {
    List<Lease> all =
        Await.all(
                IntStream.range(0, 50)
                    .mapToObj(it -> at(it % 3).acquire("many" + it, ANNA, LONG, LONG))
                    .toList())
            .join();
    assertTrue(all.stream().allMatch(Lease::isHeld));
    assertEquals(50, all.stream().map(Lease::token).distinct().count());
    all.forEach(Lease::release);
  }
}
