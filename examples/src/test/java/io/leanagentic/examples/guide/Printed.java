package io.leanagentic.examples.guide;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a program prints. */
final class Printed {
  private Printed() {}

  static String by(Runnable program) {
    var bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
