package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.Reply;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Shared;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Panel;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a group of shards does, in virtual time. */
@Shared("one thread runs the test and all its agents")
final class ShardGroupTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final AtomicReference<ShardGroup<String, Command>> group = new AtomicReference<>();
  private final CopyOnWriteArrayList<String> said = new CopyOnWriteArrayList<>();

  /** What a counter is told. */
  sealed interface Command {
    /** One more of a key. */
    record Add(String key) implements Command {}

    /** How many of a key. */
    record Get(String key, Reply<Integer> reply) implements Command {}

    /** Ends it, in one way or another. */
    record End(String how) implements Command {}

    /** Asks the group something, and waits. */
    record AskOther(String key, Reply<Integer> reply) implements Command {}

    /** Waits, and handles nothing else. */
    record Wait(Await<Integer> until) implements Command {}
  }

  /** Counts. */
  private final class Counter implements Behavior<Command>, Handover<String, Map<String, Integer>> {
    private final String shard;
    private final Map<String, Integer> counts = new HashMap<>();

    Counter(String shard) {
      this.shard = shard;
    }

    @Override
    public void receive(AgentContext<Command> context, Command command) {
      switch (command) {
        case Command.Add(var key) -> counts.merge(key, 1, Integer::sum);
        case Command.Get(var key, var reply) -> reply.send(counts.getOrDefault(key, 0));
        case Command.End(var how) -> {
          said.add(shard + " " + how);
          switch (how) {
            case "stops" -> context.stop();
            case "aborts" -> context.self().abort();
            default -> throw new IllegalStateException(how);
          }
        }
        case Command.AskOther(var key, var reply) ->
            context.await(
                group().<Integer>ask(key, answer -> new Command.Get(key, answer), TIMEOUT),
                reply::send,
                reply::fail);
        case Command.Wait(var until) -> context.await(until, _ -> {});
      }
    }

    @Override
    @Iso
    public Map<String, Integer> exportKeys(Predicate<? super String> moving) {
      if (counts.containsKey("cannot be exported")) {
        throw new IllegalStateException("export");
      }
      var leaving = new HashMap<String, Integer>();
      for (String key : List.copyOf(counts.keySet())) {
        if (moving.test(key)) {
          leaving.put(key, counts.remove(key));
        }
      }
      return leaving;
    }

    @Override
    public void importKeys(Map<String, Integer> state) {
      counts.putAll(state);
    }
  }

  private ShardGroup<String, Command> group() {
    return Objects.requireNonNull(group.get());
  }

  @BeforeEach
  void start() {
    start(ShardConfig.DEFAULT);
  }

  private void start(ShardConfig config) {
    group.set(
        ShardGroup.start(
            runtime, "counters", ShardMap.of(List.of("a", "b", "c")), Counter::new, config));
  }

  /** Another group in place of the first. */
  private void restart(ShardConfig config) {
    group().close();
    simulation.settle();
    start(config);
  }

  @AfterEach
  void end() {
    simulation.close();
  }

  private int count(String key) {
    return group().<Integer>ask(key, reply -> new Command.Get(key, reply), TIMEOUT).join();
  }

  private static List<String> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> "key-" + i).toList();
  }

  private void addToAll(List<String> keys) {
    for (String key : keys) {
      assertTrue(group().signal(key, new Command.Add(key)).isTaken());
    }
  }

  private String keyOf(String shard) {
    return keyOf(group(), shard);
  }

  private static String keyOf(ShardGroup<String, ?> group, String shard) {
    return keys(100).stream()
        .filter(key -> group.map().shard(key).equals(shard))
        .findFirst()
        .orElseThrow();
  }

  private static ShardMove done(SimulatedRuntime simulation, Await<ShardMove> move) {
    simulation.advance(Duration.ofMillis(1));
    assertTrue(move.isDone());
    return move.join();
  }

  @Test
  void consolesShowIt() {
    addToAll(keys(100));
    simulation.settle();
    Panel panel = Inspection.of(runtime).panels().getFirst();
    assertEquals("Shards of counters", panel.title());
    assertEquals(List.of("a", "b", "c"), panel.rows().stream().map(row -> row.getFirst()).toList());
    int handled = panel.columns().indexOf("Handled");
    assertEquals(
        100, panel.rows().stream().mapToInt(row -> Integer.parseInt(row.get(handled))).sum());
    assertEquals(Counter.class, Inspection.of(runtime).agents(9).getFirst().type());
    group().close();
    assertEquals(List.of(), Inspection.of(runtime).panels());
  }

  @Test
  void keysKeepTheirStateWhereverTheyGo() {
    var keys = keys(200);
    addToAll(keys);
    ShardMove added = done(simulation, group().add("d", 1));
    assertEquals(0.25, added.share(), 0.001);
    addToAll(keys);
    done(simulation, group().remove("a"));
    addToAll(keys);
    assertEquals(1.0 / 3, done(simulation, group().replace("b")).share(), 0.001);
    addToAll(keys);
    done(simulation, group().reweigh("c", 2));
    addToAll(keys);
    keys.forEach(key -> assertEquals(5, count(key), key));
    assertEquals(List.of("b", "c", "d"), group().map().shards());
    assertEquals("3 shards of 4096 slots: b 1024, c 2048, d 1024", group().map().toString());
  }

  @Test
  void changesAreMadeOneAfterTheOther() {
    var keys = keys(50);
    addToAll(keys);
    List<Await<ShardMove>> moves =
        List.of(
            group().add("d", 1),
            group().remove("d"),
            group().add("d", 3),
            group().remove("a"),
            group().replace("d"));
    moves.forEach(move -> done(simulation, move));
    keys.forEach(key -> assertEquals(1, count(key), key));
    assertEquals(List.of("b", "c", "d"), group().map().shards());
  }

  @Test
  void aFailureCostsOneMessageAndTouchesNoOtherShard() {
    addToAll(keys(50));
    String key = keyOf("a");
    group().signal(key, new Command.End("fails"));
    group().signal(key, new Command.Add(key));
    simulation.advance(TIMEOUT);
    assertEquals(1, count(key), "restarted: its state is lost, its mailbox is not");
    assertEquals(1, count(keyOf("b")));
    assertEquals(0, group().loads().getFirst().replaced());
  }

  @Test
  void whoEndsIsReplacedAndItsMessagesAreHandled() {
    String key = keyOf("a");
    group().signal(key, new Command.End("stops"));
    group().signal(key, new Command.Add(key)); // sent before it stops: handled, and lost with it
    simulation.advance(Duration.ofSeconds(2));
    assertEquals(0, count(key));
    group().signal(key, new Command.End("aborts"));
    group().signal(key, new Command.Add(key)); // in the mailbox when it ends
    simulation.advance(Duration.ofSeconds(2));
    assertEquals(1, count(key));
    assertEquals(2, group().loads().getFirst().replaced());
    assertEquals(List.of("a stops", "a aborts"), said);
  }

  @Test
  void whoIsNotToBeRestartedIsReplaced() {
    restart(
        ShardConfig.DEFAULT.withAgents(AgentConfig.DEFAULT.withSupervision(Supervision.stop())));
    String key = keyOf("a");
    group().signal(key, new Command.End("fails"));
    group().signal(key, new Command.Add(key));
    group().signal(key, new Command.Add(key));
    simulation.settle();
    assertEquals(2, count(key));
    assertEquals(1, group().loads().getFirst().replaced());
  }

  @Test
  void aQuestionToAShardThatEndsFails() {
    String key = keyOf("a");
    group().signal(key, new Command.End("aborts"));
    Await<Integer> answer =
        group().ask(key, reply -> new Command.Get(key, reply), Duration.ofMinutes(1));
    simulation.advance(Duration.ofMillis(1));
    var failure = assertThrows(AwaitException.class, answer::join);
    assertInstanceOf(AgentStoppedException.class, failure.getCause());
    assertEquals(0, count(key), "the next one answers");
  }

  @Test
  void whoEndsAgainAndAgainIsReplacedLaterEachTime() {
    String key = keyOf("a");
    int answered = 0;
    for (int i = 0; i < 1000; i++) {
      if (group().signal(key, new Command.End("aborts")).isTaken()) {
        answered++;
      }
      simulation.advance(Duration.ofMillis(1));
    }
    assertTrue(answered < 12, "ended " + answered + " times in a second");
    simulation.advance(Duration.ofSeconds(10));
    group().signal(key, new Command.Add(key));
    assertEquals(1, count(key));
  }

  @Test
  void aFailingExportOrImportCostsTheStateAndNothingElse() {
    String key = keyOf("a");
    addToAll(List.of(key, "key-1", "key-2"));
    String other = "cannot be exported";
    group().signal(other, new Command.Add(other));
    String shard = group().map().shard(other);
    var move = group().remove(shard);
    simulation.advance(TIMEOUT); // it is restarted between the two that take its keys
    assertTrue(move.isDone());
    group().signal(other, new Command.Add("x"));
    assertEquals(0, count(other));
    assertEquals(2, group().map().shards().size());
  }

  @Test
  void whatCannotBeHeldIsFeltBySenders() {
    restart(ShardConfig.DEFAULT.withAgents(AgentConfig.DEFAULT.withCapacity(10)).withHold(5));
    String key = keyOf("a");
    var until = runtime.<Integer>promise(Duration.ofHours(1));
    group().signal(key, new Command.Wait(until.await()));
    simulation.settle();
    Await<ShardMove> move = group().remove("a");
    int taken = 0;
    Delivery last = Delivery.ACCEPTED;
    for (int i = 0; i < 100; i++) {
      last = group().signal(key, new Command.Add(key));
      taken += last.isTaken() ? 1 : 0;
      simulation.settle();
    }
    assertEquals(Delivery.REJECTED, last);
    assertEquals(5 + 10, taken, "on hold, and in the mailbox");
    assertEquals(5, group().loads().stream().mapToInt(ShardLoad::waiting).sum());
    until.reply().send(1);
    done(simulation, move);
    assertEquals(taken, count(key));
  }

  @Test
  void aGiverThatWaitsForItsTakerDoesNotHang() {
    String key = keyOf("a");
    Await<Integer> answer =
        group().ask(key, reply -> new Command.AskOther(key, reply), Duration.ofHours(1));
    Await<ShardMove> move = group().remove("a"); // before that is handled
    simulation.settle();
    assertFalse(answer.isDone());
    Await<ShardMove> other = group().add("d", 1);
    simulation.advance(TIMEOUT.plusMillis(1)); // when its question has timed out, it gives
    assertTrue(answer.isDone());
    done(simulation, move);
    done(simulation, other);
    assertEquals(0, count(key));
  }

  @Test
  void aTakerWhoseGiverWaitsForItsSendersHurriesUpInTime() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var handled = new AtomicInteger();
      ShardGroup<String, Integer> group =
          ShardGroup.start(
              simulation.agents(),
              "barred",
              ShardMap.of(List.of("a", "b")),
              _ -> (context, message) -> handled.incrementAndGet(),
              ShardConfig.DEFAULT.withHold(4).withAgents(AgentConfig.DEFAULT.withCapacity(4)));
      String leaving = keyOf(group, "a");
      String staying = keyOf(group, "b");
      AgentRef<Integer> first =
          simulation
              .agents()
              .spawn((context, count) -> {
                for (int i = 0; i < count; i++) {
                  group.signal(staying, i);
                }
                group.signal(leaving, count); // behind those, in its outbox
              });
      AgentRef<Integer> second =
          simulation
              .agents()
              .spawn((context, count) -> {
                for (int i = 0; i < count; i++) {
                  group.signal(leaving, i);
                }
              });
      first.signal(300);
      for (int i = 0; i < 4; i++) {
        group.signal(leaving, i); // so that there is no room for that one
      }
      while (handled.get() == 0) {
        simulation.turn();
      }
      var move = group.remove("a");
      second.signal(300);
      int pauses = 0;
      for (simulation.settle(); !move.isDone(); pauses++) {
        simulation.advance(Duration.ofMillis(1));
      }
      assertTrue(pauses > 0 && pauses <= 100, "pauses: " + pauses);
      simulation.settle();
      assertEquals(605, handled.get());
    }
  }

  @Test
  void aQuestionGoesWhereItsKeyGoes() {
    String key = keyOf("a");
    addToAll(List.of(key, key));
    var until = runtime.<Integer>promise(Duration.ofHours(1));
    group().signal(key, new Command.Wait(until.await()));
    simulation.settle();
    Await<Integer> before = group().ask(key, reply -> new Command.Get(key, reply), TIMEOUT);
    Await<ShardMove> move = group().remove("a");
    Await<Integer> after = group().ask(key, reply -> new Command.Get(key, reply), TIMEOUT);
    simulation.settle();
    assertFalse(before.isDone() || after.isDone());
    until.reply().send(1);
    done(simulation, move);
    assertEquals(2, before.join());
    assertEquals(2, after.join());
  }

  @Test
  void hotKeysAndLoadsAreReported() {
    for (int i = 0; i < 3000; i++) {
      group().signal("hot", new Command.Add("hot"));
      group().signal("key-" + i, new Command.Add("key-" + i));
      simulation.settle();
    }
    var hot = group().hotKeys(3);
    assertEquals("hot", hot.getFirst().key());
    assertEquals(group().map().shard("hot"), hot.getFirst().shard());
    assertEquals(0.5, hot.getFirst().share(), 0.1);
    assertEquals(3, hot.size());
    long handled = group().loads().stream().mapToLong(load -> load.profile().handled()).sum();
    assertTrue(handled >= 6000, () -> "handled " + handled);
    assertEquals(4096, group().loads().stream().mapToInt(ShardLoad::slots).sum());
  }

  @Test
  void badInputIsNamed() {
    assertEquals(
        "there is a shard 'a' already; allowed: a name not among [a, b, c]",
        fails(() -> group().add("a", 1)));
    assertEquals(
        "weight of shard 'd' is -2; allowed: 1 to 1048576", fails(() -> group().add("d", -2)));
    assertEquals(
        "weight of shard 'a' is 0; allowed: 1 to 1048576", fails(() -> group().reweigh("a", 0)));
    for (var name : List.of("x/y", "a~1")) {
      assertEquals(
          "name of a shard is '"
              + name
              + "'; allowed: no '/', and no '~', which numbers its agents",
          fails(() -> group().add(name, 1)));
    }
    assertEquals("number of hot keys is 0; allowed: 1 or more", fails(() -> group().hotKeys(0)));
    assertThrows(NoSuchElementException.class, () -> group().remove("z"));
    assertThrows(NoSuchElementException.class, () -> group().replace("z"));
    assertEquals(
        "group 'none' has no shards; allowed: one or more",
        fails(() -> ShardGroup.start(runtime, "none", List.of(), Counter::new)));
    assertEquals(
        "name of a group is '$g'; allowed: not blank, no '/', not beginning with '$'",
        fails(() -> ShardGroup.start(runtime, "$g", List.of("a"), Counter::new)));
    assertEquals(
        "number of messages on hold is 0; allowed: 1 to 1048576",
        fails(() -> ShardConfig.DEFAULT.withHold(0)));
    assertEquals(
        "number of keys watched is -1; allowed: 1 to 1048576",
        fails(() -> ShardConfig.DEFAULT.withHotKeys(-1)));
    assertEquals(
        "memory for hot keys is PT0S; allowed: more than zero",
        fails(() -> ShardConfig.DEFAULT.withMemory(Duration.ZERO)));
    var dropping =
        AgentConfig.DEFAULT.withMailbox(
            MailboxConfig.DEFAULT.withOverflow(OverflowPolicy.DROP_OLDEST));
    assertTrue(
        fails(() -> ShardConfig.DEFAULT.withAgents(dropping))
            .startsWith("overflow policy of a shard's mailbox is DROP_OLDEST; allowed: REJECT"));
    assertEquals(List.of("a", "b", "c"), group().map().shards());
  }

  @SuppressWarnings("NullAway") // what a caller without the checker may do
  @Test
  void aNullKeyOrMessageIsRefused() {
    assertThrows(NullPointerException.class, () -> group().signal(null, new Command.Add("x")));
    assertThrows(NullPointerException.class, () -> group().signal("x", null));
  }

  @Test
  void theLastShardStays() {
    var more = List.of(group().remove("a"), group().remove("b"));
    assertTrue(fails(() -> group().remove("c")).startsWith("'c' is the last shard"));
    addToAll(keys(20));
    more.forEach(move -> done(simulation, move));
    keys(20).forEach(key -> assertEquals(1, count(key)));
  }

  @Test
  void closedItTakesNothingMore() {
    addToAll(keys(5));
    var pending = group().add("d", 1);
    group().close();
    group().close();
    assertThrows(IllegalStateException.class, () -> group().add("e", 1));
    simulation.advance(Duration.ofMillis(1));
    assertTrue(pending.isDone());
    assertEquals(Delivery.STOPPED, group().signal("x", new Command.Add("x")));
    assertEquals(0, runtime.roots().size());
  }

  private static String fails(Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
