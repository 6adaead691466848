package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no recording, or one of another program. */
final class ReplayTest {
  @TempDir Path folder;
  private Path file;

  static final class Echo implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String message) {}
  }

  static final class Other implements Behavior<String> {
    @Override
    public void receive(AgentContext<String> context, String message) {}
  }

  @BeforeEach
  void record() {
    file = folder.resolve("run.rec");
    try (var recording = Recording.start(RuntimeConfig.defaults(), file, 10_000)) {
      var agent = recording.agents().spawn("echo", Echo::new);
      for (int i = 0; i < 3; i++) {
        agent.signal("" + i);
      }
      agent.stop();
      agent.termination(Duration.ofSeconds(60)).join();
    }
  }

  private String refusal() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> SimulatedRuntime.replay(file));
    String text = String.valueOf(thrown.getMessage());
    assertTrue(text.startsWith("recording " + file + ": "), text);
    assertTrue(text.endsWith("; allowed: a file that Recording has written and ended"), text);
    return text.substring(("recording " + file + ": ").length(), text.lastIndexOf("; allowed: "));
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws IOException {
    Files.delete(file);
    assertEquals("there is no such file", refusal());
  }

  @Test
  void aFileThatIsNoRecordingIsNamed() throws IOException {
    Files.writeString(file, "sequenceDiagram");
    assertEquals("it is no recording", refusal());
    Files.write(file, new byte[0]);
    assertEquals("it is no recording", refusal());
  }

  @Test
  void anotherVersionIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[RecordingWriter.MAGIC.length] = 9;
    Files.write(file, bytes);
    assertEquals("it has version 9, and this testkit reads 1", refusal());
  }

  @Test
  void aFileThatIsCutOffIsNamedWhereverThatIs() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = RecordingWriter.MAGIC.length; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      String refusal = refusal();
      assertTrue(refusal.matches("it is cut off after turn \\d+, at byte \\d+"), refusal);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 3));
    assertEquals("3 bytes follow its end", refusal());
  }

  /** Each byte changed to each of some values: it is refused, or it parts, or it is repeated. */
  @Test
  void aDamagedFileIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < bytes.length; i++) {
      for (int by : new int[] {1, 7, 64, 128, 255}) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) by;
        Files.write(file, damaged);
        try {
          Recorded.read(file);
        } catch (IllegalArgumentException e) {
          assertTrue(String.valueOf(e.getMessage()).startsWith("recording " + file), e.toString());
          refused++;
        }
      }
    }
    assertTrue(refused > bytes.length, "refused " + refused);
  }

  @Test
  void theSameProgramIsRepeated() {
    try (var replay = SimulatedRuntime.replay(file)) {
      var agent = replay.spawn("echo", Echo::new);
      for (int i = 0; i < 3; i++) {
        agent.signal("" + i);
      }
      agent.stop();
      agent.termination(Duration.ofSeconds(60)).join();
      assertTrue(replay.replayed().orElseThrow().isComplete());
      assertEquals("the recording was ended", replay.replayed().orElseThrow().end());
    }
  }

  @Test
  void anotherProgramIsTold() {
    assertParted(
        "at turn 1 of ",
        "in the recording thread 'main' reaches /echo, and here it reaches /other",
        runtime -> runtime.spawn("other", Echo::new).signal("0"));
    assertParted(
        "at turn 1 of ",
        "in the recording thread 'main' reaches /echo, and here it spawns an agent",
        runtime -> {
          runtime.spawn("other", Echo::new);
          runtime.spawn("echo", Echo::new);
        });
    assertParted(
        "at turn 1 of ",
        "in the recording /echo is a "
            + Echo.class.getName()
            + ", and here a "
            + Other.class.getName(),
        runtime -> runtime.spawn("echo", Other::new).signal("0"));
  }

  private interface Program {
    void run(AgentRuntime runtime);
  }

  private void assertParted(String turn, String why, Program program) {
    try (var replay = SimulatedRuntime.replay(file)) {
      var thrown = assertThrows(SimulationFailure.class, () -> program.run(replay.agents()));
      String text = String.valueOf(thrown.getMessage());
      assertEquals("replay", thrown.kind());
      assertTrue(text.startsWith("replay and recording part " + turn), text);
      assertTrue(text.contains(why), text);
      assertTrue(text.contains(file + " may be of another program"), text);
    }
  }

  @Test
  void aThreadThatTheRecordingDoesNotKnowIsTold() throws InterruptedException {
    try (var replay = SimulatedRuntime.replay(file)) {
      var agent = replay.spawn("echo", Echo::new);
      var thrown = new CopyOnWriteArrayList<String>();
      Thread stranger =
          Thread.ofPlatform()
              .name("stranger")
              .start(() -> {
                try {
                  agent.signal("0");
                } catch (SimulationFailure e) {
                  thrown.add(e.toString());
                }
              });
      stranger.join();
      String text = String.valueOf(thrown);
      assertTrue(
          text.contains("thread 'stranger' reaches an agent, and in the recording only [main] do"),
          text);
    }
  }
}
