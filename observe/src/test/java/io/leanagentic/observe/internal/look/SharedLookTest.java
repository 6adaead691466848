package io.leanagentic.observe.internal.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.leanagentic.observe.Observer;
import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import io.leanagentic.testkit.SimulatedRuntime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who shares a look with whom, and for how long. */
class SharedLookTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Query OTHER = new Query(Query.Sort.BUSY, "other", 1);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(5);
  private final Observer observer = Observer.of(runtime.agents());
  private int looks;

  @AfterEach
  void end() {
    observer.close();
    runtime.agents().abort();
  }

  private Function<Query, Snapshot> look() {
    looks++;
    return query -> observer.look();
  }

  private Snapshot show(SharedLook shared, Query query, long now) {
    return shared.show(query, now, this::look);
  }

  @Test
  void thoseWhoAskWithinASecondShareOne() {
    SharedLook shared = SharedLook.everySecond();
    Snapshot first = show(shared, Query.DEFAULT, 0);
    assertNotSame(first, show(shared, OTHER, 0));
    assertSame(first, show(shared, Query.DEFAULT, SECOND - 1));
    assertEquals(1, looks);
    assertNotSame(first, show(shared, Query.DEFAULT, SECOND));
    assertEquals(2, looks);
  }

  @Test
  void whatTakesMuchOfAProcessorIsSharedForLonger() {
    var threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + Duration.ofMillis(20).toNanos();
    SharedLook shared = SharedLook.sparing();
    Snapshot first =
        shared.show(
            Query.DEFAULT,
            0,
            () -> {
              while (threads.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
              }
              return look();
            });
    assertSame(first, show(shared, Query.DEFAULT, 2 * SECOND));
    assertNotSame(first, show(shared, Query.DEFAULT, 3_600 * SECOND));
  }

  @Test
  void aLookThatIsTooOldIsNotKept() {
    SharedLook shared = SharedLook.everySecond();
    show(shared, Query.DEFAULT, 0);
    shared.forgetOld(SECOND - 1);
    show(shared, Query.DEFAULT, SECOND - 1);
    assertEquals(1, looks);
    shared.forgetOld(SECOND);
    show(shared, Query.DEFAULT, SECOND - 1);
    assertEquals(2, looks, "it was forgotten");
  }

  @Test
  void manyQueriesOfOneLookAreNotKept() {
    SharedLook shared = SharedLook.everySecond();
    Snapshot first = show(shared, Query.DEFAULT, 0);
    for (int i = 0; i < 1_000; i++) {
      show(shared, new Query(Query.Sort.BUSY, "agent-" + i, 1), 0);
    }
    assertNotSame(first, show(shared, Query.DEFAULT, 0));
    assertEquals(1, looks);
  }
}
