package io.leanagentic.internal.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.await.TestHost;
import io.leanagentic.testing.ManualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerWheelTest {

  private final ManualClock clock = new ManualClock(-77);
  private final TimerWheel wheel = new TimerWheel(clock, 16, 4);
  private final List<String> fired = new ArrayList<>();

  /** A timer of the reference model, which keeps a plain list of what is scheduled. */
  private static final class Probe extends TimerWheel.Entry {
    private final List<Probe> log;
    private long due;
    private int order;

    Probe(List<Probe> log) {
      this.log = log;
    }

    @Override
    protected void onTimer() {
      log.add(this);
    }

    @Override
    public String toString() {
      return "due " + due + " #" + order;
    }
  }

  private static final class Counting extends TimerWheel.Entry {
    private final AtomicInteger fires = new AtomicInteger();

    @Override
    protected void onTimer() {
      fires.incrementAndGet();
    }
  }

  private static Counting[] counting(int timers) {
    return Stream.generate(Counting::new).limit(timers).toArray(Counting[]::new);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "-5000, 16, 4", "123456, 1000, 8", "-1, 1048576, 64", "99, 1, 64"})
  void agreesWithAListOfTimers(long origin, long tick, int slots) {
    for (long seed = 0; seed < 150; seed++) {
      compareWithAList(seed, origin, tick, slots);
    }
  }

  private static void compareWithAList(long seed, long origin, long tick, int slots) {
    var random = new Random(seed);
    var clock = new ManualClock(origin);
    var wheel = new TimerWheel(clock, tick, slots);
    var waiting = new ArrayList<Probe>();
    var idle = new ArrayList<Probe>();
    var log = new ArrayList<Probe>();
    String rerun = "seed " + seed + " origin " + origin + " tick " + tick + " slots " + slots;
    for (int i = 0; i < 400; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> {
          var probe = idle.isEmpty() ? new Probe(log) : idle.removeLast();
          long delay = random.nextLong(1L << random.nextInt(1, 40)) / random.nextInt(1, 5);
          probe.due = clock.nanoTime() + delay;
          probe.order = i;
          wheel.schedule(probe, delay);
          waiting.add(probe);
        }
        case 4, 5 -> {
          if (!waiting.isEmpty()) {
            var probe = waiting.remove(random.nextInt(waiting.size()));
            assertTrue(probe.cancelTimer(), rerun);
            assertFalse(probe.cancelTimer(), rerun);
            idle.add(probe);
          }
        }
        case 6 -> clock.advance(random.nextLong(1L << random.nextInt(1, 40)));
        default -> {
          long next = wheel.nextDeadline();
          if (next != Long.MAX_VALUE && next > clock.nanoTime()) {
            clock.advance(next - clock.nanoTime() - random.nextInt(2));
          }
        }
      }
      if (random.nextBoolean()) {
        long now = clock.nanoTime();
        var due = new ArrayList<>(waiting.stream().filter(probe -> probe.due <= now).toList());
        due.sort(Comparator.<Probe>comparingLong(p -> p.due).thenComparingInt(p -> p.order));
        waiting.removeAll(due);
        assertEquals(due.size(), wheel.fireDue(), rerun);
        assertEquals(due, log, rerun);
        idle.addAll(log);
        log.clear();
      }
      assertEquals(waiting.size(), wheel.size(), rerun);
      if (random.nextBoolean()) {
        long next = waiting.stream().mapToLong(probe -> probe.due).min().orElse(Long.MAX_VALUE);
        assertEquals(next, wheel.nextDeadline(), rerun);
        long wake = clock.nanoTime() + wheel.nanosToSleep();
        assertTrue(next == Long.MAX_VALUE || wake <= next, rerun);
      }
    }
  }

  @Test
  void equalDeadlinesFireInOrder() {
    for (int i = 0; i < 2000; i++) {
      timer("" + i, 5_000 - clock.nanoTime());
      if (i % 100 == 0) {
        clock.advance(40);
        wheel.fireDue();
      }
    }
    clock.advance(10_000);
    wheel.fireDue();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 2000; i++) {
      expected.add("" + i);
    }
    assertEquals(expected, fired);
  }

  @Test
  void firesAtItsNanosecondAndNotBefore() {
    timer("a", 1000);
    clock.advance(999);
    assertEquals(0, wheel.fireDue());
    clock.advance(1);
    assertEquals(1, wheel.fireDue());
    assertEquals(List.of("a"), fired);
  }

  @Test
  void aDelayOfZeroOrLessIsDueAtOnce() {
    timer("zero", 0);
    timer("less", -5);
    assertEquals(clock.nanoTime(), wheel.nextDeadline());
    wheel.fireDue();
    assertEquals(List.of("zero", "less"), fired);
  }

  @Test
  void aDelayBeyondTheEndOfTimeNeverFires() {
    timer("never", Long.MAX_VALUE);
    clock.advance(Long.MAX_VALUE / 2);
    timer("never either", Long.MAX_VALUE - 1);
    assertEquals(0, wheel.fireDue());
    assertEquals(Long.MAX_VALUE, wheel.nextDeadline());
    assertEquals(2, wheel.size());
  }

  @Test
  void aClockNearTheEndOfItsRangeReportsNoWrappedDeadline() {
    var late = new TimerWheel(new ManualClock(Long.MAX_VALUE - 10), 16, 4);
    late.schedule(new Probe(new ArrayList<>()), 100);
    assertEquals(Long.MAX_VALUE, late.nextDeadline());
  }

  @Test
  void aTimerMayCancelAnotherOfTheSameBatch() {
    var victim = new Probe(new ArrayList<>());
    wheel.schedule(
        new TimerWheel.Entry() {
          @Override
          protected void onTimer() {
            fired.add("cancelled " + victim.cancelTimer());
          }
        },
        5);
    wheel.schedule(victim, 5);
    clock.advance(5);
    assertEquals(1, wheel.fireDue());
    assertEquals(List.of("cancelled true"), fired);
    assertEquals(List.of(), victim.log);
  }

  @Test
  void aTimerThatKeepsSchedulingItselfDoesNotKeepACallFromReturning() {
    var again =
        new TimerWheel.Entry() {
          int count;

          @Override
          protected void onTimer() {
            count++;
            wheel.schedule(this, 0);
          }
        };
    wheel.schedule(again, 1);
    clock.advance(1_000_000);
    int firings = wheel.fireDue() + wheel.fireDue();
    assertTrue(firings >= 2, () -> firings + " firings");
    assertEquals(firings, again.count);
    assertEquals(1, wheel.size());
  }

  @Test
  void whatOneTimerThrowsDoesNotStopTheOthers() {
    wheel.schedule(
        new TimerWheel.Entry() {
          @Override
          protected void onTimer() {
            throw new TestHost.OnPurpose();
          }
        },
        1);
    timer("after", 2);
    clock.advance(2);
    assertEquals(2, wheel.fireDue());
    assertEquals(List.of("after"), fired);
  }

  @Test
  void refusesToScheduleTwice() {
    var entry = timer("a", 10);
    var refused = assertThrows(IllegalStateException.class, () -> wheel.schedule(entry, 20));
    assertTrue(refused.toString().contains("is scheduled already"), refused.toString());
  }

  @Test
  void anEntryThatWasNeverScheduledCannotBeCancelled() {
    assertFalse(new Probe(new ArrayList<>()).cancelTimer());
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "-1, 4", "9223372036854775807, 4", "1, 1", "1, 3", "1, 128", "1, -2"})
  void refusesSizesOutsideOfTheirRange(long tick, int slots) {
    assertThrows(IllegalArgumentException.class, () -> new TimerWheel(clock, tick, slots));
  }

  @Test
  void aCoarseSlotWithManyTimersIsUnfoldedInSteps() {
    for (int i = 0; i < 3_000; i++) {
      timer("" + i, 100_000 + i);
    }
    clock.advance(100_000 - 1);
    assertEquals(0, wheel.fireDue());
    clock.advance(1_500);
    assertEquals(1_500, wheel.fireDue());
    clock.advance(1_500);
    assertEquals(1_500, wheel.fireDue());
    assertEquals(0, wheel.size());
  }

  @Test
  void aCancelThatRacesWithFiringWinsOrLoses() throws InterruptedException {
    int timers = 20_000;
    Counting[] entries = counting(timers);
    var start = new CountDownLatch(1);
    var cancelled = new boolean[timers];
    var done = new CountDownLatch(2);
    var scheduler =
        Thread.ofPlatform()
            .start(() -> {
              start.countDown();
              for (int i = 0; i < timers; i++) {
                wheel.schedule(entries[i], i % 3);
                cancelled[i] = i % 2 == 0 && entries[i].cancelTimer();
              }
              done.countDown();
            });
    start.await();
    var second =
        Thread.ofPlatform()
            .start(() -> {
              while (done.getCount() > 1) {
                clock.advance(1);
                wheel.fireDue();
              }
              done.countDown();
            });
    while (done.getCount() > 0) {
      clock.advance(1);
      wheel.fireDue();
    }
    scheduler.join();
    second.join();
    clock.advance(10);
    wheel.fireDue();
    for (int i = 0; i < timers; i++) {
      assertEquals(cancelled[i] ? 0 : 1, entries[i].fires.get(), "timer " + i);
    }
  }

  /**
   * Timeouts in the hands of two threads, one of which cancels half of them, and a third that
   * fires.
   */
  @Test
  void aTimeoutFiresUnlessItIsCancelled() throws InterruptedException {
    wheel.awake(Thread.currentThread()); // else each goes to the levels at once
    int timers = 20_000;
    Counting[] entries = counting(timers);
    var scheduled = new AtomicInteger();
    var cancelled = new boolean[timers];
    var scheduler =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < timers; i++) {
                wheel.scheduleTimeout(entries[i], i % 300);
                scheduled.setRelease(i + 1);
              }
            });
    var canceller =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < timers; i += 2) {
                while (scheduled.getAcquire() <= i) {
                  Thread.onSpinWait();
                }
                cancelled[i] = entries[i].cancelTimer();
              }
            });
    while (scheduler.isAlive() || canceller.isAlive()) {
      clock.advance(1);
      wheel.fireDue();
      wheel.nanosToSleep();
    }
    clock.advance(1_000);
    wheel.fireDue();
    assertEquals(0, wheel.size());
    for (int i = 0; i < timers; i++) {
      assertEquals(cancelled[i] ? 0 : 1, entries[i].fires.get(), "timer " + i);
      assertFalse(entries[i].cancelTimer());
    }
  }

  @Test
  void timeoutsOfOneThreadFireInOrderWithTimers() {
    for (int i = 0; i < 200; i++) {
      int n = i;
      var entry =
          new TimerWheel.Entry() {
            @Override
            protected void onTimer() {
              fired.add("" + n);
            }
          };
      if (i % 3 == 0) {
        wheel.schedule(entry, 50);
      } else {
        wheel.scheduleTimeout(entry, 50);
      }
    }
    assertEquals(200, wheel.size());
    clock.advance(50);
    wheel.fireDue();
    assertEquals(IntStream.range(0, 200).mapToObj(Integer::toString).toList(), fired);
  }

  @Test
  void aTimeoutThatComesAfterTheEndIsNotifiedAtOnce() {
    wheel.awake(Thread.currentThread());
    var closed = new ArrayList<String>();
    for (String name : List.of("before", "after")) {
      wheel.scheduleTimeout(
          new TimerWheel.Entry() {
            @Override
            protected void onTimer() {}

            @Override
            protected void onClosed() {
              closed.add(name);
            }
          },
          50);
      wheel.close();
      wheel.awake(Thread.currentThread()); // the timer thread may come by once more
    }
    assertEquals(List.of("before", "after"), closed);
  }

  private TimerWheel.Entry timer(String name, long delay) {
    var entry =
        new TimerWheel.Entry() {
          @Override
          protected void onTimer() {
            fired.add(name);
          }
        };
    wheel.schedule(entry, delay);
    return entry;
  }
}
