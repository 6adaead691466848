package io.leanagentic.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoTest {

  private String out = "";
  private String err = "";

  @Test
  void tradesByDefaultAndByName() {
    assertEquals(0, run("--bars", "30", "--agents", "6", "--no-report"), err);
    assertTrue(out.contains("final value"), out);
    assertEquals(0, run("trading", "--bars", "30", "--agents", "6", "--no-report"), err);
    assertTrue(out.contains("final value"), out);
  }

  @Test
  void votesByName() {
    assertEquals(0, run("quorum-consensus", "--seed=3"), err);
    assertTrue(out.contains("seed 3"), out);
    assertEquals(0, run("quorum-consensus", "--help"), err);
    assertTrue(out.startsWith("usage: ./demo quorum-consensus [options]"), out);
  }

  @Test
  void listsAndExplains() {
    assertEquals(0, run("--list"));
    assertTrue(out.lines().anyMatch(line -> line.startsWith("trading ")), out);
    assertTrue(out.lines().anyMatch(line -> line.startsWith("quorum-consensus ")), out);
    assertTrue(out.lines().anyMatch(line -> line.startsWith("crew ")), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
    assertEquals(0, run("crew", "--help"));
    assertTrue(out.startsWith("usage: ./demo crew [options]"), out);
    assertEquals(0, run("--help"));
    assertTrue(out.startsWith("usage: ./demo [trading] [options], or ./demo --list"), out);
    assertTrue(out.contains("--agents-per-instrument"), out);
  }

  @Test
  void commandsOfTheDocumentsAreUnderstood() throws IOException {
    int commands = 0;
    for (String page :
        List.of(
            "README.md", "docs/guide/example-trading-swarm.md", "docs/guide/quorum-consensus.md")) {
      for (String line : Files.readAllLines(Path.of("../..").resolve(page))) {
        if (line.startsWith("./demo")) {
          commands++;
          String command = line.replaceFirst(" +#.*", "") + " --help"; // reads the others, too
          String[] arguments = command.replace("./demo ", "").split(" ", -1);
          assertEquals(0, run(arguments), () -> page + ": " + line + "\n" + err);
        }
      }
    }
    assertTrue(commands > 10, "commands are no longer found");
  }

  @Test
  void opensAConsole() {
    PrintStream standard = System.err;
    var printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(
          0, run("--bars=9", "--agents=6", "--no-report", "--console", "--speed=max"), err);
    } finally {
      System.setErr(standard);
    }
    String line = printed.toString(StandardCharsets.UTF_8);
    assertTrue(
        line.matches("(?s)console: http://127\\.0\\.0\\.1:\\d+/\\?token=\\p{XDigit}{32}\\R.*"),
        line);
    assertEquals(2, run("--console=70000"));
    assertEquals("option --console is \"70000\"; allowed: a port, 0 to 65535\n", err);
    assertEquals(2, run("crew", "--console=here"));
  }

  @Test
  void unknownNamesAreRefused() {
    assertEquals(2, run("bakery"));
    assertTrue(err.startsWith("unknown demonstration \"bakery\"; there are:"), err);
    assertTrue(err.contains("quorum-consensus ") && err.contains("trading "), err);
    assertEquals("", out);
  }

  private int run(String... arguments) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        Demo.run(
            Arrays.asList(arguments),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}
