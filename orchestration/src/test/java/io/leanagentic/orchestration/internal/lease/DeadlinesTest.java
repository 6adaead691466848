package io.leanagentic.orchestration.internal.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testkit.SimulatedRuntime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {

  @Test
  void agreesWithASortedList() {
    Seeds.each(
        200,
        seed -> {
          try (var simulation = SimulatedRuntime.start(seed);
              var authority = new InProcessLeaseAuthority(simulation.agents(), 1)) {
            check(simulation, new LeaseTable(authority, 0));
          }
        });
  }

  private static void check(SimulatedRuntime simulation, LeaseTable table) {
    var random = new SplittableRandom(simulation.seed());
    long now = random.nextLong(1L << random.nextInt(1, 40));
    var deadlines = new Deadlines(now);
    var model = new ArrayList<ActiveLease>();
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long ttl = random.nextLong(1L << random.nextInt(1, 62));
          var lease = new ActiveLease(table, "r" + i, LeaseHolder.named("h"), null, i, ttl, now);
          deadlines.add(lease);
          model.add(lease);
        }
        case 2 -> {
          if (!model.isEmpty()) {
            deadlines.remove(model.remove(random.nextInt(model.size())));
          }
        }
        default -> {
          now += random.nextLong(1L << random.nextInt(1, 55));
          long time = now;
          var due = new ArrayList<ActiveLease>();
          deadlines.advance(time, due::add);
          assertEquals(
              due.stream().sorted(Comparator.comparingLong(lease -> lease.due)).toList(), due);
          var expected = model.stream().filter(lease -> lease.due <= time).toList();
          assertEquals(sorted(expected), sorted(due));
          model.removeAll(expected);
        }
      }
      long next = model.stream().mapToLong(lease -> lease.due).min().orElse(Long.MAX_VALUE);
      assertTrue(deadlines.nextAlarm() <= next);
      assertTrue(deadlines.nextAlarm() >= now || next < now);
      assertEquals(next == Long.MAX_VALUE, deadlines.nextAlarm() == Long.MAX_VALUE);
    }
  }

  private static List<Long> sorted(List<ActiveLease> leases) {
    return leases.stream().map(ActiveLease::token).sorted().toList();
  }
}
