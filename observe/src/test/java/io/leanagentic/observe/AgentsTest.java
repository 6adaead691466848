package io.leanagentic.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.extension.Inspection;
import io.leanagentic.extension.Panel;
import io.leanagentic.observe.internal.http.UrlFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command for terminals. */
final class AgentsTest {
  private final AgentRuntime runtime = AgentRuntime.start();
  private Console console;
  private Path file;
  @TempDir private Path folder; // with this one console, whatever else runs on this machine
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() throws IOException {
    console = Console.start(runtime);
    String name = ProcessHandle.current().pid() + "-" + console.url().getPort();
    file = UrlFile.folder().resolve(name);
    Files.copy(file, folder.resolve(name));
    runtime.spawn("clerk", (AgentContext<String> context, String message) -> {});
  }

  @AfterEach
  void close() {
    console.close();
    runtime.close();
  }

  private int run(String... arguments) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        Agents.run(
            new ArrayList<>(List.of(arguments)),
            folder,
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void itShowsEachView() {
    String pid = String.valueOf(ProcessHandle.current().pid());
    assertEquals(0, run("top", "--once", "--pid", pid), err);
    assertTrue(out.contains("1 agents") && out.contains("/clerk"), out);
    assertEquals(0, run("tree"), err);
    assertTrue(out.startsWith("/clerk  0/s, 0 wait"), out);
    assertEquals(0, run("workers"), err);
    assertTrue(out.matches("(?s)worker +run .*lean-agentic-worker.* [0-9]+ %.*"), out);
    assertEquals(0, run("findings"), err);
    assertEquals("Nothing is wrong.\n", out);
    assertEquals(0, run("events"), err);
    assertEquals("Nothing happened.\n", out);
    assertEquals(0, run("panels"), err);
    assertEquals("No library shows anything.\n", out);
    assertEquals(0, run("agent", "/clerk"), err);
    assertTrue(out.startsWith("/clerk\n  class"), out);
    assertEquals(0, run("dump", "--search", "CLERK"), err);
    assertTrue(out.startsWith("{\"at\":") && out.contains("\"/clerk\""), out);
    assertEquals(0, run("list"), err);
    assertTrue(out.startsWith(pid + "-"), out);
    assertEquals(0, run("--help"), err);
    assertTrue(out.startsWith("usage: agents "), out);
  }

  @Test
  void whatLibrariesShowIsShown() {
    Inspection.of(runtime)
        .show(() ->
            new Panel(
                "Rooms",
                "Who is where.",
                List.of("room", "guests"),
                List.of(List.of("a \u001b[31m", "1"), List.of("a long name", "20"))));
    assertEquals(0, run("panels"), err);
    assertEquals("Rooms\n  room         guests\n  a ?[31m      1\n  a long name  20\n\n", out);
    assertEquals(0, run("dump"), err);
    assertTrue(out.contains("\"panels\":[{\"title\":\"Rooms\""), out);
  }

  @Test
  void messagesOfFailuresDoNotControlTheTerminal() {
    runtime
        .spawn(
            "shaky",
            (AgentContext<String> context, String message) -> {
              throw new IllegalStateException(message);
            })
        .signal("red \u001b[31m\u202e");
    do {
      assertEquals(0, run("events"), err);
    } while (!out.contains("failed")); // it is about to
    assertTrue(out.contains("red ?[31m?"), out);
    assertFalse(out.contains("\u001b"), out);
  }

  @Test
  void whatMeansNothingIsNamed() {
    assertEquals(2, run("bottom"));
    assertTrue(err.startsWith("agents: there is no 'bottom'; there are list, top"), err);
    assertEquals(2, run("top", "--sort", "age"));
    assertTrue(err.startsWith("agents: sort is 'age'; allowed: [BUSY"), err);
    assertEquals(2, run("top", "--top", "0"));
    assertTrue(err.contains("top is 0; allowed: 1 to 1000"), err);
    assertEquals(2, run("top", "tree"));
    assertEquals(2, run("agent"));
    assertEquals(2, run("agent", ""));
    assertEquals(2, run("top", "--pid", ""));
    assertEquals(2, run("top", "--search", " "));
    assertTrue(err.startsWith("agents: --search needs a value"), err);
    assertEquals(2, run("top", "--pid", "me"));
    assertEquals(1, run("agent", "/nobody"));
    assertEquals("agents: there is no living agent of this path\n", err);
    assertEquals(1, run("top", "--pid", "1"));
    assertTrue(err.contains("process 1 has no console"), err);
  }

  @Test
  void theFileIsTheUsersOnlyAndEndsWithTheConsole() throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    console.close();
    assertFalse(Files.exists(file));
    assertEquals(1, run("top"), "nobody answers");
  }

  @Test
  void ofProcessesThatHaveEndedNothingIsKept() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path old = Files.writeString(folder.resolve(ended.pid() + "-1"), "http://127.0.0.1:1/?token=0");
    assertEquals(0, run("tree"), err);
    assertFalse(Files.exists(old));
  }
}
