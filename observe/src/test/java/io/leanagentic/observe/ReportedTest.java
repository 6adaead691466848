package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What libraries above the runtime report, in virtual time. */
class ReportedTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final SimulatedRuntime runtime = SimulatedRuntime.start(5);
  private final Observer observer = Observer.of(runtime.agents());
  private final Leases leases = Leases.of(runtime.agents());

  @AfterEach
  void end() {
    leases.close();
    observer.close();
    runtime.agents().abort();
  }

  private List<Finding> found() {
    return observer.look().findings();
  }

  /** An agent takes a lease of a second, and gives it back after {@code time}. */
  private void use(String name, Duration time) {
    Leases leases = this.leases;
    AgentRef<String> teller =
        runtime.spawn(
            name,
            (context, go) ->
                context.onAnswer(
                    leases.acquire("ledger", LeaseHolder.of(context.self()), SECOND, LONG),
                    lease ->
                        context.onAnswer(context.runtime().after(time), delay -> lease.release())));
    teller.signal("go");
    runtime.settle();
  }

  @Test
  void aLeaseUsedAfterItsEndNamesItsHolder() {
    use("teller", Duration.ofMillis(1_500));
    runtime.advance(SECOND.multipliedBy(2));
    List<Finding> found = found();
    assertEquals(1, found.size(), found::toString);
    assertEquals("/teller", found.getFirst().agent());
    assertEquals("lease-expired", found.getFirst().kind());
    assertTrue(
        found
            .getFirst()
            .toString()
            .startsWith(
                "The lease of ledger expired while /teller still used it. It was to last 1000 ms;"
                    + " its holder came back 500 ms after its end. Meanwhile another may have held"
                    + " it. Cure: Keep it alive while it is used"),
        found::toString);
    runtime.advance(Duration.ofSeconds(11));
    assertEquals(List.of(), found(), "that is long ago");
  }

  @Test
  void aLeaseThatIsRenewedTooLateCountsOnce() {
    for (int i = 0; i < 3; i++) {
      Lease lease = leases.acquire("ledger", LeaseHolder.named("batch"), SECOND, LONG).join();
      runtime.advance(SECOND);
      lease.renew();
      lease.keepAlive(LONG);
      lease.release();
    }
    List<Finding> found = found();
    assertEquals(1, found.size(), found::toString);
    assertEquals("", found.getFirst().agent());
    assertEquals("It was the last of 3 times in 2.0 s.", found.getFirst().evidence().getLast());
  }

  @Test
  void aLeaseThatIsGivenBackInTimeIsFine() {
    use("quick", Duration.ofMillis(500));
    runtime.advance(SECOND.multipliedBy(2));
    assertEquals(List.of(), found());
  }

  @Test
  void aHolderThatAskedToBeToldOfTheLossUsesItNoMore() {
    Leases leases = this.leases;
    AgentRef<String> careful =
        runtime.spawn(
            "careful",
            (context, go) ->
                context.onAnswer(
                    leases.acquire("ledger", LeaseHolder.of(context.self()), SECOND, LONG),
                    lease -> context.onAnswer(lease.lost(), loss -> lease.release())));
    careful.signal("go");
    runtime.advance(SECOND.multipliedBy(2));
    assertEquals(0, leases.size());
    assertEquals(List.of(), found());
  }

  /** Takes ten milliseconds for each. */
  private static Behavior<String> slowly() {
    return (context, text) ->
        context.await(context.runtime().after(Duration.ofMillis(10)), delay -> {});
  }

  /** Sends, every ten milliseconds, to each of the hot keys and to one of the others. */
  record Feed(ShardGroup<String, String> group, @Val List<String> hot)
      implements Behavior<Integer> {
    @Override
    public void receive(AgentContext<Integer> context, Integer round) {
      hot.forEach(key -> group.signal(key, "a"));
      group.signal("key " + round % 1_000, "b");
      context.timers().once("next", Duration.ofMillis(10), round + 1);
    }
  }

  private ShardGroup<String, String> books() {
    return ShardGroup.start(
        runtime.agents(), "books", List.of("a", "b", "c", "d"), shard -> slowly());
  }

  private List<Finding> foundOf(ShardGroup<String, String> group, @Val List<String> hot) {
    try (group) {
      AgentRef<Integer> feed = runtime.spawn("feed", () -> new Feed(group, hot));
      feed.signal(0);
      runtime.advance(Duration.ofSeconds(4));
      return found().stream().filter(finding -> finding.kind().startsWith("hot-")).toList();
    }
  }

  @Test
  void aKeyThatIsTooMuchForItsShardIsNamed() {
    List<Finding> found = foundOf(books(), Collections.nCopies(8, "AAPL"));
    assertEquals(1, found.size(), found::toString);
    Finding finding = found.getFirst();
    assertTrue(finding.agent().matches("/books\\.[abcd]"), finding::agent);
    assertTrue(
        finding
            .toString()
            .matches(
                "The key AAPL gets \\d+ % of the messages of the group books: more than its shard"
                    + " [abcd] can handle\\. There are 4 shards; this one has \\d+ messages waiting,"
                    + " and is at work \\d+ % of the time\\. .*Cure: A key is not divided\\. .*"),
        finding::toString);
  }

  @Test
  void aShardWhoseManyKeysAreTooMuchForItIsNamed() {
    ShardGroup<String, String> books = books();
    List<String> hot =
        IntStream.range(0, 400)
            .mapToObj(i -> "stock " + i)
            .filter(key -> books.map().shard(key).equals("c"))
            .limit(20)
            .toList();
    List<Finding> found = foundOf(books, hot);
    assertEquals(1, found.size(), found::toString);
    assertEquals("hot-shard", found.getFirst().kind());
    assertEquals("/books.c", found.getFirst().agent());
    assertTrue(
        found
            .getFirst()
            .what()
            .matches(
                "The shard c gets \\d+ % of the messages of the group books: more than it can"
                    + " handle, and no key alone is the reason\\."),
        found::toString);
  }

  @Test
  void keysThatAreMuchAlikeAreFine() {
    assertEquals(List.of(), foundOf(books(), List.of()));
  }
}
