package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Reply;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Panel;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leases do, case by case, in virtual time. */
final class LeaseTest {
  private static final Duration TTL = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final LeaseHolder ANNA = LeaseHolder.named("anna");
  private static final LeaseHolder BERT = LeaseHolder.named("bert");

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final Leases leases = Leases.of(runtime);

  @AfterEach
  void end() {
    leases.close();
    simulation.close();
  }

  private Lease take(String resource, LeaseHolder holder) {
    return switch (leases.tryAcquire(resource, holder, TTL).join()) {
      case Acquisition.Granted(var lease) -> lease;
      case Acquisition.Refused(var current) -> throw new AssertionError(current);
    };
  }

  private AgentRef<String> agent() {
    return runtime.spawn((context, message) -> {});
  }

  @Test
  void aLeaseIsExclusiveUntilItIsReleased() {
    Lease lease = take("db", ANNA);
    assertTrue(lease.isHeld());
    assertEquals(TTL, lease.remaining());
    var refused =
        assertInstanceOf(Acquisition.Refused.class, leases.tryAcquire("db", BERT, TTL).join());
    assertEquals(ANNA, refused.current().holder());
    assertEquals(lease.token(), refused.current().token());
    assertTrue(lease.release());
    assertFalse(lease.isHeld());
    assertEquals(Duration.ZERO, lease.remaining());
    assertFalse(lease.release(), "once only");
    assertTrue(take("db", BERT).token() > lease.token());
  }

  @Test
  void consolesShowThem() {
    take("log", BERT);
    Lease lease = take("db", ANNA);
    Panel panel = Inspection.of(runtime).panels().getFirst();
    assertEquals("Leases", panel.title());
    assertEquals(
        List.of("db", "anna", "" + lease.token(), "0 ns", "10.0 s", "0"), panel.rows().getFirst());
    assertEquals("log", panel.rows().get(1).getFirst());
    leases.close();
    assertEquals(List.of(), Inspection.of(runtime).panels());
  }

  @Test
  void otherResourcesAreOtherLeases() {
    take("db", ANNA);
    take("disk", ANNA);
    assertEquals(2, leases.size());
    assertEquals(2, leases.heldBy(ANNA).size());
    assertEquals(List.of(), leases.heldBy(BERT));
  }

  @Test
  void itExpiresAtItsTimeNotBefore() {
    Lease lease = take("db", ANNA);
    simulation.advance(TTL.minusNanos(1));
    assertTrue(lease.isHeld());
    assertFalse(lease.lost().isDone());
    simulation.advance(Duration.ofNanos(1));
    assertFalse(lease.isHeld());
    assertEquals(LeaseLoss.Reason.EXPIRED, lease.lost().join().reason());
    assertEquals(0, leases.size());
  }

  @Test
  void aRenewedLeaseLastsFromNowOn() {
    Lease lease = take("db", ANNA);
    simulation.advance(Duration.ofSeconds(8));
    lease.renew().join();
    simulation.advance(Duration.ofSeconds(9));
    assertTrue(lease.isHeld());
    lease.renew(Duration.ofSeconds(30)).join();
    assertEquals(Duration.ofSeconds(30), lease.ttl());
    simulation.advance(Duration.ofSeconds(29));
    assertTrue(lease.isHeld());
    simulation.advance(Duration.ofSeconds(1));
    var why = assertThrows(LeaseLostException.class, () -> lease.renew().join());
    assertTrue(String.valueOf(why.getMessage()).contains("EXPIRED"), why::toString);
  }

  @Test
  void keptAliveItLastsUntilItIsReleased() {
    Lease lease = take("db", ANNA);
    lease.keepAlive(Duration.ofHours(1));
    simulation.advance(Duration.ofMinutes(59));
    assertTrue(lease.isHeld());
    assertTrue(lease.release());
    Lease next = take("db", BERT);
    simulation.advance(Duration.ofSeconds(9));
    assertTrue(next.isHeld());
  }

  @Test
  void keptAliveAtMostItExpiresAfterThat() {
    Lease lease = take("db", ANNA);
    lease.keepAlive(Duration.ofMinutes(1));
    simulation.advance(Duration.ofSeconds(59));
    assertTrue(lease.isHeld());
    assertEquals(Duration.ofSeconds(1), lease.remaining(), "the last renewal is a short one");
    assertEquals(TTL, lease.ttl());
    simulation.advance(Duration.ofSeconds(1));
    assertFalse(lease.isHeld());
  }

  @Test
  void aPauseLongerThanItsTimeEndsAKeptLeaseToo() {
    Lease lease = take("db", ANNA);
    lease.keepAlive(Duration.ofHours(1));
    var lost = lease.lost();
    simulation.jump(TTL);
    assertFalse(lease.isHeld(), "although no timer has run");
    Lease next = take("db", BERT);
    simulation.advance(Duration.ofSeconds(1));
    assertEquals(LeaseLoss.Reason.EXPIRED, lost.join().reason());
    assertTrue(next.isHeld());
  }

  @Test
  void waitersAreServedInTheOrderTheyCame() {
    Lease first = take("db", ANNA);
    var served = new CopyOnWriteArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      leases.acquire("db", BERT, TTL, WAIT).whenDone((lease, failure) -> served.add(number));
    }
    assertEquals(5, leases.find("db").orElseThrow().waiting());
    first.release();
    assertEquals(List.of(0), served);
    simulation.advance(TTL.multipliedBy(2));
    assertEquals(List.of(0, 1, 2), served, "each time one expired the next was served");
    assertEquals(2, leases.find("db").orElseThrow().waiting());
  }

  @Test
  void whoWaitsTooLongLeavesTheLine() {
    Lease lease = take("db", ANNA);
    lease.keepAlive(WAIT);
    Await<Lease> impatient = leases.acquire("db", BERT, TTL, Duration.ofSeconds(1));
    Await<Lease> cancelled = leases.acquire("db", BERT, TTL, WAIT);
    Await<Lease> patient = leases.acquire("db", BERT, TTL, WAIT);
    cancelled.cancel();
    simulation.advance(Duration.ofSeconds(1));
    assertThrows(AwaitTimeoutException.class, impatient::join);
    assertThrows(AwaitCancelledException.class, cancelled::join);
    assertEquals(1, leases.find("db").orElseThrow().waiting());
    lease.release();
    assertTrue(patient.join().isHeld());
  }

  @Test
  void anAgentThatEndsFreesItsLeasesAtOnceAndLeavesTheLines() {
    AgentRef<String> agent = agent();
    var holder = LeaseHolder.of(agent);
    Lease held = take("db", holder);
    Lease blocked = take("disk", ANNA);
    Await<Lease> waiting = leases.acquire("disk", holder, TTL, WAIT);
    Await<Lease> next = leases.acquire("db", BERT, TTL, WAIT);
    agent.abort();
    simulation.settle();
    assertFalse(held.isHeld());
    assertEquals(LeaseLoss.Reason.HOLDER_ENDED, held.lost().join().reason());
    assertTrue(next.isDone(), "at once, not when it would have expired");
    var why = assertThrows(AwaitException.class, waiting::join);
    assertInstanceOf(AgentStoppedException.class, why.getCause());
    assertTrue(blocked.isHeld());
    var dead = leases.tryAcquire("other", holder, TTL);
    var stopped = assertThrows(AwaitException.class, dead::join);
    assertTrue(String.valueOf(stopped.getMessage()).startsWith("an answer failed with"));
    assertEquals(0, leases.heldBy(holder).size());
  }

  @Test
  void lostIsCancelledByARelease() {
    Lease lease = take("db", ANNA);
    Await<LeaseLoss> before = lease.lost();
    lease.release();
    assertThrows(AwaitCancelledException.class, before::join);
    assertThrows(AwaitCancelledException.class, lease.lost()::join);
  }

  @Test
  void aHandlerAgentIsToldOfALossInATurn() {
    var told = new CopyOnWriteArrayList<LeaseLoss>();
    AgentRef<Lease> agent =
        runtime.spawn((context, lease) -> context.onAnswer(lease.lost(), told::add, late -> {}));
    Lease lease = take("db", LeaseHolder.of(agent));
    agent.signal(lease);
    simulation.settle();
    simulation.advance(TTL);
    assertEquals(
        List.of(new LeaseLoss("db", lease.holder(), lease.token(), LeaseLoss.Reason.EXPIRED)),
        told);
  }

  @Test
  void aHandlerAgentRunsUnderALeaseInATurn() {
    Lease before = take("db", ANNA);
    AgentRef<Reply<Boolean>> agent =
        runtime.spawn((context, reply) ->
            leases.withLease(
                context, "db", TTL, WAIT, lease -> reply.send(lease.isHeld()), reply::fail));
    Await<Boolean> answer = agent.ask(reply -> reply, WAIT);
    simulation.settle();
    assertFalse(answer.isDone());
    before.release();
    assertTrue(answer.join());
    assertEquals(0, leases.size());
  }

  @Test
  void threadsAndLoopAgentsRunUnderALease() throws Exception {
    try (var real = AgentRuntime.start();
        var shared = Leases.of(real)) {
      assertEquals(
          "done", shared.withLease("db", TTL, lease -> lease.isHeld() ? "done" : "not held"));
      AgentRef<Reply<Boolean>> loop =
          real.spawn(
              (AgentLoop<Reply<Boolean>>)
                  mailbox -> {
                    Reply<Boolean> reply = mailbox.receive();
                    reply.send(shared.withLease("db", TTL, Lease::isHeld));
                  });
      assertTrue(loop.<Boolean>ask(reply -> reply, WAIT).join());
      assertEquals(0, shared.size());
    }
  }

  @Test
  void anActionThatThrowsGivesTheLeaseBack() {
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            leases.withLease(
                "db",
                TTL,
                lease -> {
                  throw new UnsupportedOperationException();
                }));
    assertEquals(0, leases.size());
  }

  @Test
  void aResultUnderALostLeaseIsNotReturned() {
    var lost =
        assertThrows(
            LeaseLostException.class,
            () ->
                leases.withLease(
                    "db",
                    TTL,
                    lease -> {
                      simulation.jump(TTL);
                      return "written by a zombie";
                    }));
    assertTrue(String.valueOf(lost.getMessage()).contains("db"));
  }

  @Test
  void anActionThatThrowsUnderALostLeaseSaysBoth() {
    var thrown =
        assertThrows(
            UnsupportedOperationException.class,
            () ->
                leases.withLease(
                    "db",
                    TTL,
                    lease -> {
                      simulation.jump(TTL);
                      throw new UnsupportedOperationException();
                    }));
    assertInstanceOf(LeaseLostException.class, thrown.getSuppressed()[0]);
  }

  @Test
  void anActionThatGivesItsLeaseBackHasNotLostIt() {
    assertEquals("done", leases.withLease("db", TTL, lease -> lease.release() ? "done" : "lost"));
  }

  @Test
  void whatHasExpiredIsNotCounted() {
    take("db", ANNA);
    simulation.jump(TTL); // and no alarm has rung
    assertEquals(0, leases.all().size());
    assertEquals(0, leases.size());
  }

  @Test
  void waitingInVainNamesTheHolder() {
    Lease lease = take("db", ANNA);
    lease.keepAlive(WAIT);
    var late =
        assertThrows(
            AwaitTimeoutException.class,
            () -> leases.withLease("db", BERT, TTL, Duration.ofSeconds(1), x -> x));
    assertEquals("no lease of db within PT1S, held by anna", late.getMessage());
  }

  @Test
  void closingEndsAllLeasesAndAllWaiting() {
    Lease lease = take("db", ANNA);
    Await<LeaseLoss> lost = lease.lost();
    Await<Lease> waiting = leases.acquire("db", BERT, TTL, WAIT);
    leases.close();
    leases.close();
    assertFalse(lease.isHeld());
    assertEquals(LeaseLoss.Reason.CLOSED, lost.join().reason());
    assertThrows(AwaitException.class, waiting::join);
    assertThrows(IllegalStateException.class, () -> leases.tryAcquire("db", ANNA, TTL));
  }

  @Test
  void tokensMayBeginWhereAnEarlierProcessEnded() {
    try (var later = Leases.of(runtime, 1_000)) {
      assertTrue(later.acquire("db", ANNA, TTL, WAIT).join().token() >= 1_000);
    }
  }

  @Test
  void releasingAnothersLeaseIsRefusedInWords() {
    Lease old = take("db", ANNA);
    old.release();
    Lease lease = take("db", BERT);
    notHolder("bert holds it with token 2", () -> leases.release("db", ANNA, lease.token()));
    notHolder("bert holds it with token 2", () -> leases.release("db", BERT, old.token()));
    notHolder("it is not held", () -> leases.release("disk", BERT, 1));
    assertTrue(lease.isHeld());
    leases.release("db", BERT, lease.token());
    assertFalse(lease.isHeld());
  }

  private static void notHolder(String words, Runnable call) {
    var why = assertThrows(NotHolderException.class, call::run);
    assertTrue(String.valueOf(why.getMessage()).contains(words), why::getMessage);
  }

  @Test
  void badInputIsRefusedInWords() {
    for (var ttl : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(40_000))) {
      refused("time to live of a lease is " + ttl, () -> leases.tryAcquire("db", ANNA, ttl));
      refused("time to live of a lease is " + ttl, () -> leases.acquire("db", ANNA, ttl, WAIT));
      refused("time to wait for a lease is " + ttl, () -> leases.acquire("db", ANNA, TTL, ttl));
    }
    refused("the name of a leased resource is blank", () -> leases.tryAcquire(" ", ANNA, TTL));
    refused("the name of a lease's holder is blank", () -> LeaseHolder.named(""));
    Lease lease = take("db", ANNA);
    refused("time to live of a lease is PT0S", () -> lease.renew(Duration.ZERO));
    refused("time to keep a lease alive is PT-1S", () -> lease.keepAlive(Duration.ofSeconds(-1)));
    for (long token : new long[] {Long.MIN_VALUE, 0, (1L << 62) + 1, Long.MAX_VALUE}) {
      refused("first token is " + token, () -> Leases.of(runtime, token));
    }
    assertEquals(1, leases.size());
  }

  private static void refused(String words, Runnable call) {
    var why = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(String.valueOf(why.getMessage()).contains(words), why::getMessage);
  }

  @Test
  void manyLeasesExpireInTheOrderOfTheirTimes() {
    var expired = new CopyOnWriteArrayList<Integer>();
    for (int i = 0; i < 2_000; i++) {
      int number = (i * 37) % 2_000;
      var ttl = Duration.ofMillis(number + 1);
      var lease = leases.acquire("r" + number, ANNA, ttl, WAIT).join();
      lease.lost().whenDone((loss, failure) -> expired.add(number));
    }
    simulation.advance(Duration.ofSeconds(1));
    assertEquals(1_000, leases.size());
    simulation.advance(Duration.ofSeconds(1));
    assertEquals(0, leases.size());
    assertEquals(expired.stream().sorted().toList(), expired);
    assertEquals(2_000, expired.size());
  }
}
