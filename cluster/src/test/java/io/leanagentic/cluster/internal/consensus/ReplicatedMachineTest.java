package io.leanagentic.cluster.internal.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.cluster.Ledger;
import io.leanagentic.cluster.Ledger.Ask;
import io.leanagentic.cluster.Ledger.Balance;
import io.leanagentic.cluster.Ledger.Book;
import io.leanagentic.cluster.Ledger.Command;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.RemoteFailureException;
import io.leanagentic.cluster.ReplicatedMachine;
import io.leanagentic.cluster.Voters;
import io.leanagentic.cluster.spi.MessageCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three voters that end and start again. */
final class ReplicatedMachineTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AgentRuntime RUNTIME = AgentRuntime.start();

  @TempDir private static Path folder = Path.of("");

  private static @Nullable ThreeVoters<ReplicatedMachine<Command, Balance>> started;

  @BeforeAll
  static void begin() throws IOException {
    started = new ThreeVoters<>(folder, RUNTIME, ReplicatedMachineTest::open);
  }

  @AfterAll
  static void end() {
    voters().close();
    RUNTIME.close();
  }

  private static ThreeVoters<ReplicatedMachine<Command, Balance>> voters() {
    return Objects.requireNonNull(started);
  }

  private static ReplicatedMachine<Command, Balance> open(Consensus node) {
    return node.machine("ledger", Command.class, Balance.class, Ledger.State.class, Ledger::new);
  }

  private static long book(int at, String account, long amount) {
    return voters().at(at).submit(new Book(account, amount), LONG).join().amount();
  }

  private static long balance(int at, String account) {
    return voters().at(at).read(new Ask(account), LONG).join().amount();
  }

  @Test
  void eachCommandIsAppliedOnceAndSeenByAll() {
    var pending = new ArrayList<Await<Balance>>();
    for (int i = 0; i < 90; i++) {
      pending.add(voters().at(i % 3).submit(new Book("many", 1), LONG));
    }
    List<Balance> results = Await.all(pending).join();
    assertEquals(90, new HashSet<>(results.stream().map(Balance::amount).toList()).size());
    assertEquals(90, new HashSet<>(results.stream().map(Balance::index).toList()).size());
    for (int i = 0; i < 3; i++) {
      assertEquals(90, balance(i, "many"));
    }
  }

  @Test
  void aNodeThatIsNoVoterAsksThem() {
    try (var node = voters().client()) {
      var ledger = open(node);
      assertEquals(7, ledger.submit(new Book("client", 7), LONG).join().amount());
      assertEquals(7, ledger.read(new Ask("client"), LONG).join().amount());
    }
    assertEquals(7, balance(0, "client"));
  }

  @Test
  void aLeaderMayDie() {
    book(0, "dies", 1);
    int leader = voters().leader("ledger");
    voters().end(leader);
    int other = (leader + 1) % 3;
    assertEquals(2, book(other, "dies", 1));
    voters().start(leader);
    assertEquals(3, book(leader, "dies", 1));
    assertEquals(3, balance(other, "dies"));
  }

  /** Then all of them end, and start again from their folders. */
  @Test
  void withoutAMajorityNothingIsAnswered() {
    book(0, "minority", 1);
    voters().end(1);
    voters().end(2);
    var late =
        assertThrows(
            AwaitTimeoutException.class,
            () -> voters().at(0).submit(new Book("minority", 1), Duration.ofSeconds(1)).join());
    assertEquals(
        "no majority of the voters "
            + voters().addresses().stream().sorted().toList()
            + " of ledger has answered within PT1S",
        late.getMessage());
    assertThrows(
        AwaitTimeoutException.class,
        () -> voters().at(0).read(new Ask("minority"), Duration.ofMillis(700)).join());
    voters().end(0);
    for (int i = 0; i < 3; i++) {
      voters().start(i);
    }
    long after = balance(1, "minority");
    assertTrue(after == 1 || after == 2, () -> "it is not known whether it was applied: " + after);
    assertEquals(after + 1, book(2, "minority", 1));
  }

  @Test
  void whatTheStateMachineThrowsIsTold() {
    var failure =
        assertThrows(
            AwaitException.class, () -> voters().at(1).submit(new Book("none", 0), LONG).join());
    var told = assertInstanceOf(RemoteFailureException.class, failure.getCause());
    assertEquals(
        "java.lang.IllegalArgumentException: nothing to book: Book[account=none, amount=0]",
        told.getMessage());
    assertThrows(AwaitException.class, () -> voters().at(1).read(new Book("none", 1), LONG).join());
  }

  @Test
  void aCommandThatIsTooLargeIsRefusedBeforeItIsSent() {
    var refused =
        assertThrows(
            MessageRefusedException.class,
            () -> voters().at(0).submit(new Ask("x".repeat(2_000_000)), LONG));
    assertTrue(
        String.valueOf(refused.getMessage()).endsWith("bytes; allowed: up to 1048576"),
        refused::toString);
  }

  /** Its voters are others, so its log is another one, which no voter knows. */
  @Test
  void otherVotersAreNamed() {
    var addresses = voters().addresses();
    var one = Voters.of(addresses.get(0));
    try (var node = Consensus.start(RUNTIME, "test", one, MessageCodec.cbor())) {
      var ledger = open(node);
      String said;
      do { // until a voter has answered in time
        said =
            String.valueOf(
                assertThrows(
                        AwaitTimeoutException.class,
                        () -> ledger.read(new Ask("x"), Duration.ofSeconds(1)).join())
                    .getMessage());
      } while (said.endsWith("PT1S"));
      assertEquals(
          "no majority of the voters ["
              + addresses.get(0)
              + "] of ledger has answered within PT1S: a voter does not know ledger; allowed: the"
              + " same voters, and the machine open, on all of them",
          said);
    }
  }
}
