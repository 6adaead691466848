package io.leanagentic.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  void listsAndExplains() {
    assertEquals(0, run("--list"));
    assertTrue(out.startsWith("trading "), out);
    assertEquals(0, run("--help"));
    assertTrue(out.startsWith("usage: ./demo [trading] [options], or ./demo --list"), out);
    assertTrue(out.contains("--agents-per-instrument"), out);
  }

  @Test
  void unknownNamesAreRefused() {
    assertEquals(2, run("bakery"));
    assertEquals(
        "unknown demonstration \"bakery\"; allowed: trading" + System.lineSeparator(), err);
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
