package io.leanagentic.cluster.internal.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.cluster.ClusterException;
import io.leanagentic.cluster.Ledger;
import io.leanagentic.cluster.Ledger.Ask;
import io.leanagentic.cluster.Ledger.Balance;
import io.leanagentic.cluster.Ledger.Book;
import io.leanagentic.cluster.Ledger.Command;
import io.leanagentic.cluster.LogPosition;
import io.leanagentic.cluster.MessageRefusedException;
import io.leanagentic.cluster.StateMachine;
import io.leanagentic.cluster.UnsupportedMessageException;
import io.leanagentic.cluster.Voters;
import io.leanagentic.cluster.spi.MessageCodec;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node alone, and what is refused in words. */
final class BadLogTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AgentRuntime RUNTIME = AgentRuntime.start();

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void end() {
    RUNTIME.close();
  }

  private static Consensus start(Voters voters) {
    return Consensus.start(RUNTIME, "test", voters, MessageCodec.cbor());
  }

  private static String refusal(Voters voters) {
    return String.valueOf(
        assertThrows(ClusterException.class, () -> start(voters).close()).getMessage());
  }

  record Bad(Inner inner) {}

  record Inner(Thread thread) {}

  record Asks(Reply<Integer> reply) {}

  @Test
  void aNodeAloneHasALogOfItsOwn() {
    try (var node = start(Voters.none())) {
      var ledger = node.machine("a", Command.class, Balance.class, Ledger.State.class, Ledger::new);
      assertEquals(3, ledger.submit(new Book("x", 3), LONG).join().amount());
      assertEquals(3, ledger.read(new Ask("x"), LONG).join().amount());
      var twice =
          assertThrows(
              IllegalStateException.class,
              () ->
                  node.machine("a", Command.class, Balance.class, Ledger.State.class, Ledger::new));
      assertEquals(
          "the machine a is open on this node; allowed: each of them once", twice.getMessage());
      var other = node.machine("b", Command.class, Balance.class, Ledger.State.class, Ledger::new);
      assertEquals(0, other.read(new Ask("x"), LONG).join().amount());

      var name =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  node.machine(
                      "../c", Command.class, Balance.class, Ledger.State.class, Ledger::new));
      assertEquals(
          "the name of the machine is ../c; allowed: letters, digits, _ and -, up to 100",
          name.getMessage());
    }
  }

  @Test
  void whatCannotTravelIsNamedByItsPath() {
    try (var node = start(Voters.none())) {
      var type =
          assertThrows(
              UnsupportedMessageException.class,
              () ->
                  node.machine("a", Bad.class, Balance.class, Ledger.State.class, () -> unused()));
      assertTrue(
          String.valueOf(type.getMessage()).startsWith("Bad.inner.thread is java.lang.Thread;"),
          type::toString);
      var asks = node.machine("a", Asks.class, Balance.class, Ledger.State.class, () -> unused());
      Reply<Integer> reply = RUNTIME.<Integer>promise(LONG).asEvent().reply();
      var refused =
          assertThrows(MessageRefusedException.class, () -> asks.submit(new Asks(reply), LONG));
      assertEquals(
          "a command for a cannot travel: it holds a Reply; allowed in a log: no reply",
          refused.getMessage());
    }
  }

  /** Of commands that never come. */
  private static <C> StateMachine<C, Balance, Ledger.State> unused() {
    return new StateMachine<>() {
      @Override
      public Balance apply(C command, LogPosition at) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Balance read(C question) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Ledger.State snapshot() {
        return new Ledger().snapshot();
      }

      @Override
      public void restore(Ledger.State snapshot) {}
    };
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          "the voter's address "
              + taken
              + " is taken or is not of this machine; allowed: a free port",
          refusal(Voters.of(taken).at(taken, folder)));
    }
  }

  @Test
  void theEngineEndsNoProcess() {
    start(Voters.none()).close();
    assertNull(Thread.getDefaultUncaughtExceptionHandler());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    String own = ThreeVoters.free(1).get(0);
    assertEquals(
        "the folder of the logs, "
            + file.resolve("x")
            + ", cannot be written; allowed: one of this node alone",
        refusal(Voters.of(own).at(own, file.resolve("x"))));
  }

  @Test
  void theFolderOfOtherVotersIsRefused() throws Exception {
    String own = ThreeVoters.free(1).get(0);
    start(Voters.of(own).at(own, folder)).close();
    String other = ThreeVoters.free(1).get(0);
    assertEquals(
        "the logs in "
            + folder
            + " are those of the voter "
            + own
            + " of ["
            + own
            + "]; allowed: the same voters, and a folder for each of them",
        refusal(Voters.of(other).at(other, folder)));
  }

  @Test
  void votersOutOfRangeAreNamed() {
    String own = "127.0.0.1:2561";
    for (var bad :
        new Object[][] {
          {
            (Runnable) () -> Voters.of("10.0.0.1:1"),
            "a voter is 10.0.0.1:1; allowed: a loopback address and a port, such as 127.0.0.1:2561"
          },
          {
            (Runnable) () -> Voters.of(own, "127.0.0.1:2562"),
            "number of voters is 2; allowed: 1, 3, 5 or 7"
          },
          {
            (Runnable) () -> Voters.of(own, own, own),
            "the list of voters is ["
                + own
                + ", "
                + own
                + ", "
                + own
                + "]; allowed: each of them once"
          },
          {
            (Runnable) () -> Voters.of(own).at("127.0.0.1:2562", folder),
            "the own voter is 127.0.0.1:2562; allowed: one of [" + own + "]"
          },
          {
            (Runnable)
                () -> new Voters(Voters.of(own).addresses(), Optional.of(own), Optional.empty()),
            "the folder of the logs is missing; allowed: one for a voter, none for other nodes"
          }
        }) {
      var refusal = assertThrows(IllegalArgumentException.class, () -> ((Runnable) bad[0]).run());
      assertEquals(bad[1], refusal.getMessage());
    }
  }
}
