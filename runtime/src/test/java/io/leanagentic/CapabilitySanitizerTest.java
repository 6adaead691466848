package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapabilityException;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.OwnJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the run-time sanitizer sees in messages of real agents; its deeper modes in JVMs of their
 * own.
 */
class CapabilitySanitizerTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @SuppressWarnings(
      "cap") // what the sanitizer must find, which would not look into what is unchecked
  record Leaky(List<String> rows) implements Message {}

  record Fine(@Iso ArrayList<String> rows, @Val List<String> names, Optional<String> text)
      implements Message {}

  record Envelope<T>(T body) implements Message {}

  @TempDir Path folder;

  @Test
  void aMessageOfAMutableTypeIsRefusedAtEachSend() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Object> agent = runtime.spawn((context, message) -> {});
      for (int i = 0; i < 2; i++) {
        var refused =
            assertThrows(CapabilityException.class, () -> agent.signal(new Leaky(List.of())));
        assertTrue(refused.toString().contains("component 'rows'"), refused::toString);
      }
      assertThrows(CapabilityException.class, () -> agent.trySignal(new Leaky(List.of())));
      assertThrows(CapabilityException.class, () -> agent.send(new Leaky(List.of()), LONG));
      assertThrows(CapabilityException.class, () -> agent.ask(reply -> new Leaky(List.of()), LONG));
      Channel<Object> channel = runtime.channel(1);
      assertThrows(CapabilityException.class, () -> channel.trySend(new Leaky(List.of())));
      Promise<Object> promise = runtime.promise(LONG);
      assertThrows(CapabilityException.class, () -> promise.reply().send(new Leaky(List.of())));
    }
  }

  @Test
  void anAgentThatSendsOneFails() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Object> target = runtime.spawn((context, message) -> {});
      AgentRef<Reply<String>> agent =
          runtime.spawn((context, reply) -> {
            try {
              target.signal(new Leaky(new ArrayList<>()));
              reply.send("sent");
            } catch (CapabilityException refused) {
              reply.send("refused");
            }
          });
      assertEquals("refused", agent.<String>ask(reply -> reply, LONG).join());
    }
  }

  @Test
  void whatAWordOrATypeAllowsPasses() {
    try (var runtime = AgentRuntime.start()) {
      AgentRef<Object> agent = runtime.spawn((context, message) -> {});
      assertEquals(
          Delivery.ACCEPTED,
          agent.signal(new Fine(new ArrayList<>(), List.of("a"), Optional.of("b"))));
      assertEquals(Delivery.ACCEPTED, agent.signal(new Envelope<>("text")));
    }
  }

  @Test
  void graphSeesStateThatIsSent() throws Exception {
    String text = run(new OwnJvm(), "graph", "state");
    assertTrue(text.contains("caught: java.util.ArrayList@"), text);
    assertTrue(text.contains("still reaches it as this.rows"), text);
  }

  @Test
  void graphSeesAFactoryThatShares() throws Exception {
    assertTrue(run(new OwnJvm(), "graph", "spawn").contains("caught: "));
  }

  @Test
  void ownerSeesATouchAfterTheMove() throws Exception {
    String text = run(new OwnJvm().instrumented(folder), "owner", "touch");
    assertTrue(text.contains("caught: java.util.ArrayList@"), text);
    assertTrue(text.contains("is written by /sender although it was"), text); // sent, or taken
  }

  @Test
  void goodProgramsRunInEveryMode() throws Exception {
    for (String mode : List.of("off", "types", "graph", "owner")) {
      var jvm = mode.equals("owner") ? new OwnJvm().instrumented(folder) : new OwnJvm();
      assertEquals("fine: [1, 2]\n", run(jvm, mode, "fine"), mode);
    }
  }

  /** As the checker accepts it: what can be written stays with the parent. */
  @Test
  void aLambdaThatReadsAFinalFieldOfAnAgentMayLeaveIt() throws Exception {
    for (String mode : List.of("graph", "owner")) {
      var jvm = mode.equals("owner") ? new OwnJvm().instrumented(folder) : new OwnJvm();
      assertEquals("fine: [1, 2]\n", run(jvm, mode, "lambda"), mode);
    }
  }

  @Test
  void anUncheckedAgentIsRefusedIfAsked() throws Exception {
    String text = run(new OwnJvm().option("-Dcap.unverified=error"), "types", "fine");
    assertTrue(text.contains("was compiled without the checker"), text);
  }

  @Test
  void anUncheckedAgentIsNamedOnceIfAsked() throws Exception {
    String text = run(new OwnJvm().option("-Dcap.unverified=warn"), "types", "fine");
    assertEquals(2, text.split("without the capability checker", -1).length, text);
  }

  @Test
  void badSettingsAreNamed() throws Exception {
    assertTrue(run(new OwnJvm(), "grahp", "fine").contains("allowed: off, types, graph, owner"));
    assertTrue(
        run(new OwnJvm().option("-Dcap.unverified=maybe"), "off", "fine")
            .contains("allowed: off, warn, error"));
  }

  /** Runs {@code outside.SanitizerProgram} in a JVM of its own. */
  private static String run(OwnJvm jvm, String mode, String program) throws Exception {
    return jvm.option("-Dcap.check=" + mode).run("outside.SanitizerProgram", program);
  }
}
