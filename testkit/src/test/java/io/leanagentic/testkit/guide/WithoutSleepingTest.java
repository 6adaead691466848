package io.leanagentic.testkit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.Probe;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;

/** Timeouts, retries and backpressure, tested in virtual time. */
final class WithoutSleepingTest {
  // region client
  record Query(Reply<String> reply) {}

  /** Asks a server; tries again one, two and four seconds after it got no answer. */
  static final class Client implements Behavior<Integer> {
    private final AgentRef<Query> server;
    private final AgentRef<String> results;

    Client(AgentRef<Query> server, AgentRef<String> results) {
      this.server = server;
      this.results = results;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer attempt) {
      context.onAnswer(
          server.<String>ask(Query::new, Duration.ofSeconds(30)),
          results::signal,
          failure -> {
            if (attempt < 4) {
              Duration pause = Duration.ofSeconds(1L << (attempt - 1));
              context.timers().once("retry", pause, attempt + 1);
            } else {
              results.signal("gave up");
            }
          });
    }
  }

  // endregion

  // region timeout
  @AgentTest
  void aServerThatIsSilentIsGivenUp(
      SimulatedRuntime runtime, Probe<Query> server, Probe<String> results) {
    var client = runtime.spawn("client", client(server, results));
    client.signal(1);
    results.within(Duration.ofMinutes(3)).expect("gave up");
    assertEquals(Duration.ofSeconds(4 * 30 + 1 + 2 + 4), runtime.elapsed());
  }

  // endregion

  // region retry
  @AgentTest
  void aServerThatComesBackIsFound(
      SimulatedRuntime runtime, Probe<Query> server, Probe<String> results) {
    var client = runtime.spawn("client", client(server, results));
    client.signal(1);
    server.expectAny(); // and no answer
    server.within(Duration.ofSeconds(32)).expectAny().reply().send("hello");
    results.expect("hello");
    assertEquals(Duration.ofSeconds(31), runtime.elapsed());
  }

  // endregion

  private static java.util.function.Supplier<Client> client(
      Probe<Query> server, Probe<String> results) {
    var to = server.ref();
    var back = results.ref();
    return () -> new Client(to, back);
  }

  // region backpressure
  @AgentTest(checkLeaks = false) // the producer waits on purpose
  void aProducerWaitsForRoom(SimulatedRuntime runtime, Probe<Query> printer) {
    var small = AgentConfig.DEFAULT.withCapacity(2);
    var to = printer.ref();
    var consumer =
        runtime.<Integer>spawn(
            "consumer",
            small,
            (context, page) ->
                context.await(to.<String>ask(Query::new, Duration.ofHours(24)), _ -> {}));
    var producer =
        runtime.<Integer>spawn(
            "producer",
            (context, pages) -> {
              for (int page = 0; page < pages; page++) {
                consumer.signal(page);
              }
            });
    producer.signal(10);
    assertEquals(List.of(producer), runtime.quiesce().parked()); // a whole hour later
    for (int page = 0; page < 10; page++) {
      printer.expectAny().reply().send("printed");
    }
    assertEquals(List.of(), runtime.quiesce().parked());
  }
  // endregion
}
