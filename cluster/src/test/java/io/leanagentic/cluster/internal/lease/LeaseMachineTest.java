package io.leanagentic.cluster.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.cluster.LogPosition;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Done;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Granted;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.NoSession;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Queued;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Renewed;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Acquire;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Close;
import io.leanagentic.cluster.internal.lease.LeaseCommand.End;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Extend;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Open;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Renew;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The leases of a cluster without any log: commands one after the other, and a time moved by hand.
 */
final class LeaseMachineTest {
  private static final long TTL = 100;

  private final LeaseMachine machine = new LeaseMachine();
  private long index;
  private long now;

  private LeaseAnswer apply(LeaseCommand command) {
    return machine.apply(command, new LogPosition(++index, Duration.ofNanos(now)));
  }

  private long open(String node) {
    return assertInstanceOf(LeaseAnswer.Opened.class, apply(new Open(node, TTL))).session();
  }

  private LeaseAnswer acquire(long session, long request, String resource) {
    return apply(new Acquire(session, request, resource, "holder " + session, TTL, true));
  }

  @Test
  void theTokenIsTheIndexOfTheGrant() {
    long a = open("a");
    assertEquals(new Granted(2), acquire(a, 1, "db"));
    assertEquals(new Granted(3), acquire(a, 2, "disk"));
    assertEquals(new Done(true), apply(new End(a, 1, false)));
    assertEquals(new Done(false), apply(new End(a, 1, false)));
    assertEquals(new Granted(6), acquire(a, 3, "db"));
  }

  @Test
  void whoDoesNotQueueLearnsWhoHasIt() {
    long a = open("a");
    long b = open("b");
    acquire(a, 1, "db");
    now += 30;
    acquire(b, 1, "db");
    assertEquals(
        new LeaseAnswer.Held("holder 1", 3, 30, 70, 1),
        apply(new Acquire(b, 2, "db", "x", TTL, false)));
  }

  @Test
  void waitersAreServedInOrderAndLearnItByRenewing() {
    long a = open("a");
    long b = open("b");
    acquire(a, 1, "db");
    assertEquals(new Queued(), acquire(b, 1, "db"));
    assertEquals(new Queued(), acquire(a, 2, "db"));
    assertEquals(new Renewed(Map.of()), apply(new Renew(b, List.of(1L))));
    apply(new End(a, 1, false));
    long token = index;
    assertEquals(new Renewed(Map.of(1L, token)), apply(new Renew(b, List.of(1L))));
    assertEquals(new Renewed(Map.of()), apply(new Renew(a, List.of(2L))));
    apply(new End(b, 1, false));
    assertEquals(new Renewed(Map.of(2L, index)), renewAfter(a));
  }

  private LeaseAnswer renewAfter(long session) {
    LeaseAnswer answer = apply(new Renew(session, List.of(2L)));
    index--; // of the grant
    return answer;
  }

  @Test
  void aGrantExpiresUnlessItIsExtended() {
    long a = open("a");
    acquire(a, 1, "db");
    acquire(a, 2, "disk");
    now = TTL - 1;
    apply(new Renew(a, List.of()));
    assertEquals(new Done(true), apply(new Extend(a, 1, TTL)));
    now = TTL;
    assertEquals(new Done(false), apply(new Extend(a, 2, TTL)), "it has expired");
    assertEquals(new Done(true), apply(new Extend(a, 1, TTL)));
  }

  @Test
  void aSessionThatIsNotRenewedTakesItsGrantsAndWaitersAlong() {
    long a = open("a");
    long b = open("b");
    acquire(a, 1, "db");
    apply(new Extend(a, 1, 1_000_000)); // kept alive, by the session only
    acquire(a, 2, "disk");
    acquire(b, 1, "disk");
    acquire(b, 2, "db");
    acquire(a, 3, "db");
    now = TTL / 2;
    apply(new Renew(b, List.of()));
    now = TTL;
    LeaseAnswer renewed = apply(new Renew(b, List.of(1L, 2L)));
    assertEquals(2, assertInstanceOf(Renewed.class, renewed).granted().size());
    assertEquals(new NoSession(), apply(new Renew(a, List.of())));
    apply(new End(b, 2, false));
    assertEquals(1, machine.grants().size(), "the waiter of the dead session is gone, too");
  }

  @Test
  void aClosedSessionFreesAllAtOnce() {
    long a = open("a");
    long b = open("b");
    acquire(a, 1, "db");
    acquire(b, 1, "db");
    apply(new Close(a));
    assertEquals(new Renewed(Map.of(1L, index)), renewOf(b));
  }

  private LeaseAnswer renewOf(long session) {
    LeaseAnswer answer = apply(new Renew(session, List.of(1L)));
    index--; // of the grant
    return answer;
  }

  @Test
  void aRequestThatEndedIsRefused() {
    long a = open("a");
    assertEquals(new Done(false), apply(new End(a, 1, true)));
    assertEquals(new Done(false), acquire(a, 1, "db"));
    assertEquals(0, machine.grants().size());
    assertInstanceOf(Granted.class, acquire(a, 2, "db"));
  }

  @Test
  void aSnapshotIsTheWholeState() {
    for (long seed = 1; seed <= 20; seed++) {
      var random = new SplittableRandom(seed);
      var twin = new LeaseMachine();
      for (int i = 0; i < 300; i++) {
        LeaseCommand command = random(random);
        now += random.nextInt(20);
        if (i % 50 == 0) {
          twin = new LeaseMachine();
          twin.restore(machine.snapshot());
        }
        var at = new LogPosition(++index, Duration.ofNanos(now));
        assertEquals(machine.apply(command, at), twin.apply(command, at), "seed " + seed);
        assertEquals(machine.snapshot(), twin.snapshot(), "seed " + seed);
      }
    }
  }

  @Test
  void tokensRiseWhateverHappens() {
    var newest = new HashMap<String, Long>();
    for (long seed = 1; seed <= 20; seed++) {
      var random = new SplittableRandom(seed);
      for (int i = 0; i < 300; i++) {
        now += random.nextInt(20);
        apply(random(random));
        var state = machine.snapshot();
        for (LeaseState.Grant grant : state.grants()) {
          long before = newest.getOrDefault(grant.resource(), 0L);
          assertTrue(grant.token() >= before, "seed " + seed);
          newest.put(grant.resource(), grant.token());
          assertTrue(grant.deadline() > now, "seed " + seed);
          assertTrue(
              state.sessions().stream().anyMatch(it -> it.id() == grant.session()), "seed " + seed);
        }
        var tokens = state.grants().stream().map(LeaseState.Grant::token).distinct().count();
        assertEquals(state.grants().size(), tokens, "seed " + seed);
        for (LeaseState.Waiter waiter : state.waiters()) {
          assertTrue(
              state.grants().stream().anyMatch(it -> it.resource().equals(waiter.resource())),
              "seed " + seed);
        }
      }
    }
  }

  private final List<Long> opened = new ArrayList<>();
  private long requests;

  private LeaseCommand random(SplittableRandom random) {
    if (opened.isEmpty() || random.nextInt(20) == 0) {
      opened.add(index + 1);
      return new Open("node", TTL);
    }
    long session = opened.get(opened.size() - 1 - random.nextInt(Math.min(3, opened.size())));
    long request = Math.max(1, requests - random.nextInt(8));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new Acquire(
              session, ++requests, "r" + random.nextInt(3), "x", 1 + random.nextInt(200), true);
      case 3 -> new Extend(session, request, 1 + random.nextInt(200));
      case 4 -> new End(session, request, random.nextBoolean());
      case 5 -> random.nextInt(5) == 0 ? new Close(session) : new Renew(session, List.of());
      default -> new Renew(session, List.of(request));
    };
  }
}
