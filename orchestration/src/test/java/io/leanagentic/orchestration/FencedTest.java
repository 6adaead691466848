package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FencedTest {
  private final Fenced<List<String>> ledger = new Fenced<>("ledger", new ArrayList<>());

  @Test
  void anOlderTokenIsRefusedAndChangesNothing() {
    ledger.run(1, entries -> entries.add("by 1"));
    ledger.run(3, entries -> entries.add("by 3"));
    var stale =
        assertThrows(
            StaleTokenException.class, () -> ledger.run(2, entries -> entries.add("by 2")));
    assertEquals("token 2 is stale for ledger; allowed: 3 or newer", stale.getMessage());
    assertEquals(List.of("by 1", "by 3"), ledger.apply(3, entries -> List.copyOf(entries)));
    assertEquals(3, ledger.newestToken());
  }

  @Test
  void aLeaseOfAnotherResourceIsRefusedAndChangesNothing() {
    try (var simulation = SimulatedRuntime.start(1);
        var leases = Leases.of(simulation.agents(), 7)) {
      Duration ttl = Duration.ofSeconds(1);
      var holder = LeaseHolder.named("anna");
      Lease other = leases.acquire("account", holder, ttl, ttl).join();
      var why = assertThrows(IllegalArgumentException.class, () -> ledger.run(other, List::clear));
      assertEquals("the lease is of account; allowed: one of ledger", why.getMessage());
      assertEquals(Long.MIN_VALUE, ledger.newestToken());
      Lease lease = leases.acquire("ledger", holder, ttl, ttl).join();
      assertEquals(0, ledger.<Integer>apply(lease, List::size));
      assertEquals(lease.token(), ledger.newestToken());
    }
  }

  @Test
  void theSameTokenMayComeAgain() {
    ledger.run(5, entries -> entries.add("a"));
    ledger.run(5, entries -> entries.add("b"));
    assertEquals(2, ledger.<Integer>apply(5, List::size));
  }

  @Test
  void aTokenCountsEvenIfItsActionFails() {
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            ledger.run(
                9,
                entries -> {
                  throw new UnsupportedOperationException();
                }));
    assertThrows(StaleTokenException.class, () -> ledger.run(8, entries -> {}));
  }
}
