package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Random uses of leases in virtual time. */
final class LeaseSimulationTest {
  private static final int RESOURCES = 2;
  private static final int AGENTS = 3;
  private static final int HOLDERS = AGENTS + 1;

  @AgentTest(schedules = 400)
  void agreesWithTheModel(SimulatedRuntime simulation) {
    try (var leases = Leases.of(simulation.agents())) {
      new Run(simulation, leases).go(60);
    }
  }

  @AgentTest(schedules = 400)
  void neverTwoHoldersEvenIfTheProcessPauses(SimulatedRuntime simulation) {
    try (var leases = Leases.of(simulation.agents())) {
      new Pauses(simulation, leases).go(80);
    }
  }

  private static Duration nanos(SplittableRandom random, int most) {
    return Duration.ofNanos(1 + random.nextInt(most));
  }

  private static List<LeaseHolder> holders(
      SimulatedRuntime simulation, List<AgentRef<String>> agents) {
    var holders = new ArrayList<LeaseHolder>();
    for (int i = 0; i < AGENTS; i++) {
      agents.add(simulation.agents().spawn("a" + i, (context, message) -> {}));
      holders.add(LeaseHolder.of(agents.getLast()));
    }
    holders.add(LeaseHolder.named("somebody"));
    return holders;
  }

  /** One run beside a model, compared after each step. */
  private static final class Run {
    private final SimulatedRuntime simulation;
    private final SplittableRandom random;
    private final Leases leases;
    private final CopyOnWriteArrayList<AgentRef<String>> agents = new CopyOnWriteArrayList<>();
    private final List<LeaseHolder> holders;
    private final LeaseModel model;
    private final Map<LeaseModel.Lease, Lease> granted = new HashMap<>();
    private final Map<LeaseModel.Lease, Await<LeaseLoss>> losses = new HashMap<>();
    private final Map<LeaseModel.Wait, Await<Lease>> waits = new HashMap<>();

    Run(SimulatedRuntime simulation, Leases leases) {
      this.simulation = simulation;
      this.random = new SplittableRandom(simulation.seed());
      this.leases = leases;
      this.holders = holders(simulation, agents);
      this.model = new LeaseModel(RESOURCES, HOLDERS, simulation.clock().nanoTime());
      simulation.settle();
    }

    void go(int steps) {
      for (int i = 0; i < steps; i++) {
        step();
        compare();
      }
    }

    private void step() {
      int resource = random.nextInt(RESOURCES);
      int holder = random.nextInt(HOLDERS);
      Duration ttl = nanos(random, 200_000);
      switch (random.nextInt(12)) {
        case 0, 1 -> tryAcquire(resource, holder, ttl);
        case 2, 3, 4 -> acquire(resource, holder, ttl, nanos(random, 300_000));
        case 5, 6 -> release();
        case 7 -> renew(ttl);
        case 8 -> cancel();
        case 9 -> {
          if (random.nextInt(5) == 0 && holder < AGENTS) {
            agents.get(holder).abort();
            simulation.settle();
            model.kill(holder);
          }
        }
        default -> {
          simulation.advance(nanos(random, 100_000));
          model.advance(simulation.clock().nanoTime());
        }
      }
    }

    private static String name(int resource) {
      return "r" + resource;
    }

    private void tryAcquire(int resource, int holder, Duration ttl) {
      var await = leases.tryAcquire(name(resource), holders.get(holder), ttl);
      if (model.isDead(holder)) {
        assertThrows(AwaitException.class, await::join);
        return;
      }
      var expected = model.tryAcquire(resource, holder, ttl.toNanos());
      assertEquals(expected != null, await.join().isGranted());
      if (expected != null && await.join() instanceof Acquisition.Granted(var lease)) {
        remember(expected, lease);
      }
    }

    private void acquire(int resource, int holder, Duration ttl, Duration wait) {
      var await = leases.acquire(name(resource), holders.get(holder), ttl, wait);
      if (model.isDead(holder)) {
        assertThrows(AwaitException.class, await::join);
        return;
      }
      waits.put(model.acquire(resource, holder, ttl.toNanos(), wait.toNanos()), await);
    }

    private void release() {
      var expected = any();
      if (expected != null) {
        Lease lease = granted(expected);
        if (random.nextBoolean()) {
          assertEquals(model.release(expected), lease.release());
        } else if (model.release(expected)) {
          leases.release(lease.resource(), lease.holder(), lease.token());
        } else {
          assertThrows(
              NotHolderException.class,
              () -> leases.release(lease.resource(), lease.holder(), lease.token()));
        }
      }
    }

    private void renew(Duration ttl) {
      var expected = any();
      if (expected != null) {
        var await = granted(expected).renew(ttl);
        if (model.renew(expected, ttl.toNanos())) {
          assertEquals(granted(expected), await.join());
        } else {
          assertThrows(LeaseLostException.class, await::join);
        }
      }
    }

    private void cancel() {
      for (var wait : waits.keySet()) {
        if (wait.isPending()) {
          assertTrue(await(wait).cancel());
          model.cancel(wait);
          return;
        }
      }
    }

    private LeaseModel.@Nullable Lease any() {
      var all = new ArrayList<>(granted.keySet());
      all.sort(Comparator.comparingLong(LeaseModel.Lease::number));
      return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private Lease granted(LeaseModel.Lease expected) {
      return Objects.requireNonNull(granted.get(expected));
    }

    private Await<Lease> await(LeaseModel.Wait wait) {
      return Objects.requireNonNull(waits.get(wait));
    }

    private void remember(LeaseModel.Lease expected, Lease lease) {
      granted.put(expected, lease);
      losses.put(expected, lease.lost());
    }

    private void compare() {
      for (var entry : waits.entrySet()) {
        var wait = entry.getKey();
        assertEquals(
            wait.isPending(), !entry.getValue().isDone(), () -> "await: " + entry.getValue());
        if (!wait.isPending() && wait.granted() == null) {
          assertThrows(AwaitException.class, () -> entry.getValue().join());
        } else if (wait.granted() != null && !granted.containsKey(wait.granted())) {
          remember(wait.granted(), entry.getValue().join());
        }
      }
      granted.forEach(this::compare);
      int held = 0;
      for (int resource = 0; resource < RESOURCES; resource++) {
        var current = model.current(resource);
        var info = leases.find(name(resource));
        assertEquals(current != null, info.isPresent());
        if (current != null && info.isPresent()) {
          held++;
          assertEquals(granted(current).token(), info.get().token());
          assertEquals(holders.get(current.holder()), info.get().holder());
          assertEquals(model.waiting(resource), info.get().waiting());
          assertEquals(model.remaining(current), info.get().remaining().toNanos());
        }
      }
      assertEquals(held, leases.size());
      tokensGrow();
    }

    private void compare(LeaseModel.Lease expected, Lease lease) {
      boolean held = expected.end() == null;
      assertEquals(held, lease.isHeld(), lease::toString);
      assertEquals(holders.get(expected.holder()), lease.holder());
      var loss = Objects.requireNonNull(losses.get(expected));
      assertEquals(!held, loss.isDone(), lease::toString);
      if (expected.end() == LeaseModel.End.RELEASED) {
        assertThrows(AwaitException.class, loss::join);
      } else if (expected.end() != null) {
        assertEquals(expected.end().name(), loss.join().reason().name());
      }
    }

    private void tokensGrow() {
      for (int resource = 0; resource < RESOURCES; resource++) {
        int r = resource;
        var tokens =
            granted.entrySet().stream()
                .filter(entry -> entry.getKey().resource() == r)
                .sorted(Comparator.comparingLong(entry -> entry.getKey().number()))
                .map(entry -> entry.getValue().token())
                .toList();
        assertEquals(tokens.stream().sorted().distinct().toList(), tokens);
      }
    }
  }

  /** Holders that stop for longer than their leases last, and go on as if nothing was. */
  private static final class Pauses {
    private final SimulatedRuntime simulation;
    private final SplittableRandom random;
    private final Leases leases;
    private final List<LeaseHolder> holders;
    private final CopyOnWriteArrayList<Lease> granted = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Await<Lease>> waits = new CopyOnWriteArrayList<>();
    private final Fenced<List<Long>> ledger = new Fenced<>("ledger", new ArrayList<>());

    Pauses(SimulatedRuntime simulation, Leases leases) {
      this.simulation = simulation;
      this.random = new SplittableRandom(simulation.seed());
      this.leases = leases;
      this.holders = holders(simulation, new ArrayList<>());
    }

    void go(int steps) {
      for (int i = 0; i < steps; i++) {
        step();
        atMostOneHolds();
      }
      simulation.advance(Duration.ofSeconds(1));
      assertEquals(0, leases.size(), "everything expires in the end");
      assertTrue(waits.stream().allMatch(Await::isDone));
      ledger.run(
          Long.MAX_VALUE,
          tokens -> assertEquals(tokens.stream().sorted().toList(), tokens, "no zombie wrote"));
    }

    private void step() {
      LeaseHolder holder = holders.get(random.nextInt(HOLDERS));
      Duration ttl = nanos(random, 200_000);
      switch (random.nextInt(8)) {
        case 0 -> {
          if (leases.tryAcquire("r", holder, ttl).join()
              instanceof Acquisition.Granted(var lease)) {
            granted.add(lease);
          }
        }
        case 1 -> acquire(holder, ttl);
        case 2 -> simulation.jump(nanos(random, 400_000));
        case 3 -> simulation.advance(nanos(random, 100_000));
        default -> {
          if (!granted.isEmpty()) {
            use(granted.get(random.nextInt(granted.size())), ttl);
          }
        }
      }
    }

    private void use(Lease lease, Duration ttl) {
      switch (random.nextInt(4)) {
        case 0 -> lease.release();
        case 1 -> {
          boolean held = lease.isHeld();
          assertEquals(held, succeeds(lease.renew(ttl)), lease::toString);
        }
        default -> {
          if (lease.token() >= ledger.newestToken()) {
            ledger.run(lease.token(), tokens -> tokens.add(lease.token()));
          } else {
            assertThrows(
                StaleTokenException.class,
                () -> ledger.run(lease.token(), tokens -> tokens.add(lease.token())));
          }
        }
      }
    }

    private static boolean succeeds(Await<Lease> renewal) {
      try {
        return renewal.join().isHeld();
      } catch (AwaitException lost) {
        return false;
      }
    }

    private void acquire(LeaseHolder holder, Duration ttl) {
      var wait = leases.acquire("r", holder, ttl, nanos(random, 500_000));
      waits.add(wait);
      wait.whenDone((lease, late) -> {
        if (lease != null) {
          granted.add(lease);
        }
      });
    }

    private void atMostOneHolds() {
      var held = granted.stream().filter(Lease::isHeld).toList();
      assertTrue(held.size() <= 1, held::toString);
      long newest = granted.stream().mapToLong(Lease::token).max().orElse(0);
      assertTrue(held.stream().allMatch(lease -> lease.token() == newest), held::toString);
    }
  }
}
